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
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` of the calendar. */
  readonly publicationDate?: string | null | undefined;
  readonly isbn?: string | null | undefined;
  /** BCP 47. */
  readonly language?: string | null | undefined;
  /** Name; a new one makes a series. */
  readonly series?: string | null | undefined;
  readonly seriesNumber?: number | null | undefined;
  /** 1 to 2^31−1. */
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
    description: tidyLines(edit.description),
    publisher: tidyText(edit.publisher),
    publicationDate: tidyDate(edit.publicationDate),
    isbn: tidyIsbn(edit.isbn),
    language: tidyLanguage(edit.language),
    series: tidyText(edit.series),
    seriesNumber: edit.seriesNumber,
    pageCount: checkedPageCount(edit.pageCount),
  };
}

/** One line without control characters, as in the metadata of files. */
function tidyText(text: string | null | undefined): string | null | undefined {
  if (typeof text !== 'string') return text;
  return withoutControls(text).replaceAll(/\s+/g, ' ').trim().normalize('NFC');
}

function tidyLines(text: string | null | undefined): string | null | undefined {
  return typeof text === 'string' ? withoutControls(text).normalize('NFC') : text;
}

/** What separates words and lines stays. */
function withoutControls(text: string): string {
  return text.replaceAll('\u0085', '\n').replaceAll(/(?!\s)\p{Cc}/gu, '');
}

function required(field: string, text: string | null | undefined): string | null | undefined {
  const tidy = tidyText(text);
  if (tidy === '') throw new InvalidChangeError(field, 'must not be blank');
  return tidy;
}

function tidyDate(text: string | null | undefined): string | null | undefined {
  const tidy = tidyText(text);
  if (typeof tidy === 'string' && tidy !== '' && !isDate(tidy))
    throw new InvalidChangeError('publication_date', 'must be a year, month or day of the calendar');
  return tidy;
}

function isDate(text: string): boolean {
  if (!/^\d{4}(-\d\d){0,2}$/.test(text)) return false;
  const moment = new Date(text);
  // A day that its month does not have is taken for one of the next.
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

function checkedPageCount(pages: number | null | undefined): number | null | undefined {
  const isPossible = typeof pages !== 'number' || (Number.isInteger(pages) && pages >= 1 && pages < 2 ** 31);
  if (!isPossible) throw new InvalidChangeError('page_count', 'must be a whole number from 1 to 2147483647');
  return pages;
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
