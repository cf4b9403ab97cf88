import { readComic } from './comic/read-comic.ts';
import type { CoverWish } from './cover.ts';
import { readEpub } from './epub/read-epub.ts';
import type { FactsDraft } from './facts-draft.ts';
import type { OpenBook } from './open-book.ts';
import { BookFileError } from './problem.ts';
import { isDjvu } from './signature.ts';

export interface FactsWish {
  readonly cover: CoverWish;
  readonly renderPdfPage: boolean;
}

/** Reads a book by its format. What is found is in the facts, also if this throws. */
export async function readFacts(book: OpenBook, facts: FactsDraft, wish: FactsWish): Promise<void> {
  switch (book.format) {
    case 'epub':
      readEpub(book, facts, wish.cover);
      return;
    case 'cbz':
    case 'cbr':
      await readComic(book, facts, wish.cover);
      return;
    case 'djvu':
      if (!isDjvu(book.source)) throw new BookFileError('TYPE_MISMATCH', 'This file is not a DjVu document.');
      return;
    case 'pdf':
    case 'mobi':
    case 'azw3':
    case 'azw':
      return;
  }
}
