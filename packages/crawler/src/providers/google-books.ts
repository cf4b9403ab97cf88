import type { ExternalFacts } from '../metadata/external-facts.ts';
import { countAt, dateAt, isbn13, textAt, textsAt, valueAt } from './json-fields.ts';
import type { MetadataProvider } from './provider.ts';

/** Google Books, https://developers.google.com/books/docs/v1/using#PerformingSearch */
export function googleBooks(key: string | null): MetadataProvider {
  return {
    name: 'google-books',
    url: (isbn) => {
      const url = new URL('https://www.googleapis.com/books/v1/volumes');
      url.searchParams.set('q', `isbn:${isbn}`);
      if (key !== null) url.searchParams.set('key', key);
      return url;
    },
    parse: (answer, isbn) => {
      const items = valueAt(answer, 'items');
      const volumes = Array.isArray(items) ? items.map((item) => valueAt(item, 'volumeInfo')) : [];
      // The search is a full-text search as well; only a volume that states the number is the book.
      const volume = volumes.find((info) => isIdentifiedBy(info, isbn));
      return volume === undefined ? null : factsOf(volume);
    },
  };
}

function isIdentifiedBy(volume: unknown, isbn: string): boolean {
  const wanted = isbn13(isbn);
  return textsAt(volume, 'industryIdentifiers', 'identifier').some(
    (identifier) => isbn13(identifier) === wanted,
  );
}

/** The best first; most volumes only have the last. */
const IMAGE_SIZES = ['large', 'medium', 'small', 'thumbnail', 'smallThumbnail'];

function factsOf(volume: unknown): ExternalFacts {
  return {
    title: textAt(volume, 'title'),
    author: textAt(volume, 'authors', 0),
    publisher: textAt(volume, 'publisher'),
    publicationDate: dateAt(volume, 'publishedDate'),
    description: textAt(volume, 'description'),
    pageCount: countAt(volume, 'pageCount'),
    language: textAt(volume, 'language'),
    categories: textsAt(volume, 'categories'),
    isMature: textAt(volume, 'maturityRating') === 'MATURE',
    coverUrl:
      IMAGE_SIZES.map((size) => textAt(volume, 'imageLinks', size)).find((url) => url !== null) ?? null,
    authorKeys: [],
  };
}
