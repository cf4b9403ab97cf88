import type { Problem } from '@dust/formats';
import type { ReadBookFile } from './book-draft.ts';
import type { QuarantinedFile } from './quarantine.ts';

/** Whether a file with this problem is no book unless it was one before: it has nothing that could be streamed. */
export function isUnlisted(problem: Problem | null): boolean {
  return problem?.reason === 'EMPTY' || problem?.reason === 'UNREADABLE';
}

/** The quarantine entry of a file that was read with a problem. */
export function problemOfFile({ file, result }: ReadBookFile, bookId: number | null): QuarantinedFile | null {
  if (result.problem === null) return null;
  return {
    path: file.path,
    size: file.size,
    mtimeMs: file.mtimeMs,
    reason: result.problem.reason,
    message: result.problem.message,
    bookId,
  };
}
