import type { VisibleBook } from '@dust/books-core';
import type { BookMeasure } from '@dust/progress';
import { HttpError } from '../http/http-error.ts';
import { findPublication } from '../publications/find-publication.ts';
import type { Services } from '../services.ts';
import { chaptersOf } from './chapters-of.ts';

/** Formats whose pages are the same for every reader. */
const pagedFormats: ReadonlySet<string> = new Set(['pdf', 'cbz', 'cbr', 'cb7', 'djvu']);

/** Where nothing is known of a book, or need be. */
export const unmeasured: BookMeasure = { pageCount: null, chapters: null };

export function isPaged({ fileFormat }: Pick<VisibleBook, 'fileFormat'>): boolean {
  return fileFormat !== null && pagedFormats.has(fileFormat);
}

/** What positions in a book are converted with. Its chapters are read from the file, as far as it can be read. */
export async function measureBook(services: Services, book: VisibleBook): Promise<BookMeasure> {
  if (isPaged(book)) return { pageCount: book.pageCount, chapters: [] };
  // Clients divide other formats each in their own way: the third chapter of one is not that of another.
  if (book.fileFormat !== 'epub') return { pageCount: null, chapters: [] };
  try {
    const { publication } = await findPublication(services, book);
    return { pageCount: null, chapters: chaptersOf(publication) };
  } catch (error) {
    // Of a book whose file is gone or broken, readers still have their places.
    if (error instanceof HttpError) return unmeasured;
    throw error;
  }
}
