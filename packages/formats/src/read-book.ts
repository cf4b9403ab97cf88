import type { BookFacts, Problem } from './book-facts.ts';
import { noFacts } from './book-facts.ts';
import type { CoverWish } from './cover.ts';
import type { FactsDraft } from './facts-draft.ts';
import type { BookInput, OpenBook, ReadOptions } from './open-book.ts';
import { formatOfInput, openBook } from './open-book.ts';
import { BookFileError, problemOf } from './problem.ts';
import { readFacts } from './read-facts.ts';

export interface ReadBookOptions extends ReadOptions {
  /** `bytes` (default): with data and hash; `locate`: only what it is; `none`: not looked for. */
  readonly cover?: CoverWish;
  /** Renders page 1 of a PDF as its cover; without it a PDF's cover has no data. */
  readonly renderPdfPage?: boolean;
}

export interface CoverImage {
  readonly kind: 'embedded' | 'first-page';
  readonly mediaType: string;
  readonly data: Uint8Array;
}

/**
 * Reads what a book file says about itself. A bad file never makes it throw: `problem` is set, and what could be
 * read is there. It rejects only with the signal's reason, or a TypeError if the format is not known.
 */
export async function readBook(input: BookInput, options: ReadBookOptions = {}): Promise<BookFacts> {
  const facts: FactsDraft = noFacts(formatOfInput(input, options));
  try {
    using book = openBook(input, options);
    await collect(book, facts, options);
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    facts.problem = problemOf(error);
  }
  return facts;
}

/**
 * The image `readBook` takes as the cover; page 1 of a PDF as a PNG of at most 1,600 pixels. null if there is none.
 * Rejects with a `BookFileError` if the file cannot be read so far.
 */
export async function readCover(input: BookInput, options: ReadOptions = {}): Promise<CoverImage | null> {
  const { cover, problem } = await readBook(input, { ...options, cover: 'bytes', renderPdfPage: true });
  if (cover === null && problem !== null) throw errorOf(problem);
  if (cover === null || cover.data === null) return null;
  return { kind: cover.kind, mediaType: cover.mediaType, data: cover.data };
}

async function collect(book: OpenBook, facts: FactsDraft, options: ReadBookOptions): Promise<void> {
  const { cover = 'bytes', renderPdfPage = false } = options;
  await readFacts(book, facts, { cover, renderPdfPage });
}

function errorOf(problem: Problem): BookFileError {
  return new BookFileError(problem.reason, problem.message);
}
