import type { BookFacts } from './book-facts.ts';
import { noFacts } from './book-facts.ts';
import type { FactsDraft } from './facts-draft.ts';
import type { BookInput, OpenBook, ReadOptions } from './open-book.ts';
import { formatOfInput, openBook } from './open-book.ts';
import { problemOf } from './problem.ts';

export interface ReadBookOptions extends ReadOptions {
  /** `bytes` (default): with data and hash; `locate`: only what it is; `none`: not looked for. */
  readonly cover?: 'bytes' | 'locate' | 'none';
  /** Renders page 1 of a PDF as its cover; without it a PDF's cover has no data. */
  readonly renderPdfPage?: boolean;
}

/**
 * Reads what a book file says about itself. A bad file never makes it throw: `problem` is set, and what could be
 * read is there. It rejects only with the signal's reason, or a TypeError if the format is not known.
 */
export async function readBook(input: BookInput, options: ReadBookOptions = {}): Promise<BookFacts> {
  const facts: FactsDraft = noFacts(formatOfInput(input, options));
  try {
    using book = openBook(input, options);
    await collectFacts(book, facts, options);
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    facts.problem = problemOf(error);
  }
  return facts;
}

async function collectFacts(book: OpenBook, facts: FactsDraft, _options: ReadBookOptions): Promise<void> {
  book.budget.check();
  facts.format = book.format;
}
