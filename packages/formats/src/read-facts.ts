import type { FactsDraft } from './facts-draft.ts';
import type { OpenBook } from './open-book.ts';
import type { PdfWish } from './pdf/read-pdf.ts';
import { BookFileError } from './problem.ts';
import { isDjvu } from './signature.ts';

/** Reads a book by its format. What is found is in the facts, also if this throws. */
// A reader is loaded with the first file of its kind: programs that only ask for names or hashes never pay for one.
export async function readFacts(book: OpenBook, facts: FactsDraft, wish: PdfWish): Promise<void> {
  switch (book.format) {
    case 'epub': {
      const { readEpub } = await import('./epub/read-epub.ts');
      readEpub(book, facts, wish.cover);
      return;
    }
    case 'cbz':
    case 'cbr': {
      const { readComic } = await import('./comic/read-comic.ts');
      await readComic(book, facts, wish.cover);
      return;
    }
    case 'djvu':
      if (!isDjvu(book.source)) throw new BookFileError('TYPE_MISMATCH', 'This file is not a DjVu document.');
      return;
    case 'pdf': {
      const { readPdf } = await import('./pdf/read-pdf.ts');
      await readPdf(book, facts, wish);
      return;
    }
    case 'mobi':
    case 'azw3':
    case 'azw': {
      const { readMobi } = await import('./mobi/read-mobi.ts');
      readMobi(book, facts, wish.cover);
      return;
    }
  }
}
