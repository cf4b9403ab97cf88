import { normalizeIsbn } from '@dust/formats';
import { InvalidChangeError } from '../errors.ts';

/**
 * A change of metadata by a person. Left out: stays. A value: takes precedence over every other source from now on. Null: gives
 * that precedence up. Empty text: empties an optional text on purpose.
 */
export interface BookEdit {
  readonly name?: string | null | undefined;
  /** Name; a new one makes an author. */
  readonly author?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly publisher?: string | null | undefined;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly publicationDate?: string | null | undefined;
  readonly isbn?: string | null | undefined;
  /** BCP 47. */
  readonly language?: string | null | undefined;
  /** Name; a new one makes a series. */
  readonly series?: string | null | undefined;
  readonly seriesNumber?: number | null | undefined;
  readonly pageCount?: number | null | undefined;
}

/** Property of an edit → name of the field in `books.metadata_sources`. */
export const fieldNames: Readonly<Record<keyof BookEdit, string>> = {
  name: 'name',
  author: 'author',
  description: 'description',
  publisher: 'publisher',
  publicationDate: 'publication_date',
  isbn: 'isbn',
  language: 'language',
  series: 'series',
  seriesNumber: 'series_number',
  pageCount: 'page_count',
};

/** The edit as it is stored; throws {@link InvalidChangeError} for values that no book can have. */
export function tidyEdit(edit: BookEdit): BookEdit {
  return {
    name: required('name', edit.name),
    author: required('author', edit.author),
    description: edit.description?.normalize('NFC') ?? edit.description,
    publisher: tidyText(edit.publisher),
    publicationDate: tidyText(edit.publicationDate),
    isbn: tidyIsbn(edit.isbn),
    language: tidyLanguage(edit.language),
    series: tidyText(edit.series),
    seriesNumber: edit.seriesNumber,
    pageCount: edit.pageCount,
  };
}

function tidyText<Text extends string | null | undefined>(text: Text): string | Text {
  return typeof text === 'string' ? text.normalize('NFC').trim().replaceAll(/\s+/g, ' ') : text;
}

function required(field: string, text: string | null | undefined): string | null | undefined {
  const tidy = tidyText(text);
  if (tidy === '') throw new InvalidChangeError(field, 'must not be blank');
  return tidy;
}

function tidyIsbn(text: string | null | undefined): string | null | undefined {
  if (typeof text !== 'string' || text.trim() === '') return tidyText(text);
  const isbn = normalizeIsbn(text);
  if (isbn === null) throw new InvalidChangeError('isbn', 'must be an ISBN with a valid check digit');
  return isbn;
}

function tidyLanguage(text: string | null | undefined): string | null | undefined {
  const tidy = tidyText(text);
  if (typeof tidy !== 'string' || tidy === '') return tidy;
  try {
    return Intl.getCanonicalLocales(tidy)[0];
  } catch (cause) {
    throw new InvalidChangeError('language', 'must be a BCP 47 language tag', { cause });
  }
}
