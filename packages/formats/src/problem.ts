import type { Problem, ProblemReason } from './book-facts.ts';

/** A file that cannot be read as the book it claims to be. `message` is fit for people and names no path. */
export class BookFileError extends Error {
  override readonly name = 'BookFileError';
  readonly reason: ProblemReason;

  constructor(reason: ProblemReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** The problem an error stands for. Errors that no reader foresaw mean that the file is broken. */
export function problemOf(error: unknown): Problem {
  if (error instanceof BookFileError) return { reason: error.reason, message: error.message };
  return { reason: 'CORRUPT', message: 'The file is damaged and cannot be read.' };
}
