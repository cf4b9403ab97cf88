import type { AuthorKey, ExternalFacts } from '../metadata/external-facts.ts';
import { countAt, dateAt, textAt, textsAt, valueAt } from './json-fields.ts';
import { authorKey, openLibraryAuthors } from './open-library-authors.ts';
import type { MetadataProvider } from './provider.ts';

/** Open Library, https://openlibrary.org/dev/docs/api/books */
export const openLibrary: MetadataProvider = {
  name: 'open-library',
  url: (isbn) => {
    const url = new URL('https://openlibrary.org/api/books');
    url.searchParams.set('bibkeys', `ISBN:${isbn}`);
    url.searchParams.set('format', 'json');
    url.searchParams.set('jscmd', 'data');
    return url;
  },
  parse: (answer, isbn) => {
    const book = valueAt(answer, `ISBN:${isbn}`);
    return typeof book === 'object' && book !== null ? factsOf(book) : null;
  },
  authors: openLibraryAuthors,
};

function factsOf(book: object): ExternalFacts {
  return {
    title: textAt(book, 'title'),
    author: textAt(book, 'authors', 0, 'name'),
    publisher: textAt(book, 'publishers', 0, 'name'),
    publicationDate: dateAt(book, 'publish_date'),
    description: null,
    pageCount: countAt(book, 'number_of_pages'),
    language: null,
    categories: textsAt(book, 'subjects', 'name'),
    isMature: false,
    coverUrl: textAt(book, 'cover', 'large'),
    authorKeys: authorKeysOf(book),
  };
}

function authorKeysOf(book: object): AuthorKey[] {
  const authors = valueAt(book, 'authors');
  return (Array.isArray(authors) ? authors.slice(0, 50) : []).flatMap((author: unknown) => {
    const name = textAt(author, 'name');
    const key = authorKey(textAt(author, 'url'));
    return name === null || key === null ? [] : [{ name, key }];
  });
}
