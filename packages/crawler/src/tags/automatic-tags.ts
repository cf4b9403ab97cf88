import type { BookFormat } from '@dust/formats';
import { contentRatingOf, type RatingInput } from './content-rating.ts';
import { genresOf } from './genres.ts';

const FORMAT_TAGS: ReadonlyMap<BookFormat, string> = new Map([
  ['epub', 'EPUB'],
  ['pdf', 'PDF'],
  ['mobi', 'MOBI'],
  ['azw3', 'AZW3'],
  ['cbr', 'CBR'],
  ['cbz', 'CBZ'],
]);

const LANGUAGES: readonly (readonly [tag: string, codes: readonly string[]])[] = [
  ['English', ['en', 'eng']],
  ['Spanish', ['es', 'spa']],
  ['French', ['fr', 'fra', 'fre']],
  ['German', ['de', 'deu', 'ger']],
  ['Japanese', ['ja', 'jpn']],
];
const LANGUAGE_TAGS: ReadonlyMap<string, string> = new Map(
  LANGUAGES.flatMap(([tag, codes]) => codes.map((code) => [code, tag] as const)),
);

export interface TaggedBook extends RatingInput {
  readonly format: BookFormat;
  /** BCP 47. */
  readonly language: string | null;
  readonly hasSeries: boolean;
  /** Whether a file is being added as a new book. */
  readonly isNew: boolean;
}

/** Names of the tags Dust gives a book by itself. */
export function automaticTags(book: TaggedBook, restrictedGenres: ReadonlySet<string>): string[] {
  const language = book.language?.split(/[-_]/)[0]?.toLowerCase() ?? '';
  const tags = [
    FORMAT_TAGS.get(book.format),
    LANGUAGE_TAGS.get(language),
    book.hasSeries ? 'Series' : 'Standalone',
    book.isNew ? 'New Addition' : undefined,
    contentRatingOf(book),
    ...genresOf(book, restrictedGenres),
  ];
  return tags.filter((tag) => tag !== undefined);
}
