import { openBook, type BookInput, type OpenBook, type ReadOptions } from '../open-book.ts';
import { BookFileError } from '../problem.ts';
import type { Publication } from './publication.ts';

/**
 * Reads an EPUB, PDF or comic as a publication: what it is, what it is made of, and how to get at each part. Synchronous
 * inside, as `readBook` is. Rejects with a `BookFileError` if the file cannot be read or is of another format, with the
 * reason of `options.signal`, or with a TypeError if the format is not known.
 */
export async function readPublication(input: BookInput, options: ReadOptions = {}): Promise<Publication> {
  using book = openBook(input, options);
  try {
    return await readOf(book);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error;
  }
}

// A reader is loaded with the first file of its kind.
async function readOf(book: OpenBook): Promise<Publication> {
  switch (book.format) {
    case 'epub': {
      const { readEpubPublication } = await import('../epub/read-epub-publication.ts');
      return readEpubPublication(book);
    }
    case 'pdf': {
      const { readPdfPublication } = await import('../pdf/read-pdf-publication.ts');
      return await readPdfPublication(book);
    }
    case 'cbz':
    case 'cbr': {
      const { readComicPublication } = await import('../comic/read-comic-publication.ts');
      return await readComicPublication(book);
    }
    default:
      throw new BookFileError('TYPE_MISMATCH', 'Books of this format cannot be read as web publications.');
  }
}
