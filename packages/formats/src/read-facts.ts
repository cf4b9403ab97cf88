import { readComic } from './comic/read-comic.ts';
import { readEpub } from './epub/read-epub.ts';
import type { FactsDraft } from './facts-draft.ts';
import { readMobi } from './mobi/read-mobi.ts';
import type { OpenBook } from './open-book.ts';
import type { PdfWish } from './pdf/read-pdf.ts';
import { readPdf } from './pdf/read-pdf.ts';
import { BookFileError } from './problem.ts';
import { isDjvu } from './signature.ts';

/** Reads a book by its format. What is found is in the facts, also if this throws. */
export async function readFacts(book: OpenBook, facts: FactsDraft, wish: PdfWish): Promise<void> {
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
      await readPdf(book, facts, wish);
      return;
    case 'mobi':
    case 'azw3':
    case 'azw':
      readMobi(book, facts, wish.cover);
      return;
  }
}
