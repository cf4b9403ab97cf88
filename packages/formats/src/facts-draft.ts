import type { BookFacts } from './book-facts.ts';
import { BookFileError, problemOf } from './problem.ts';

/** Facts while they are collected: what was found stays, even if a later step fails. */
export type FactsDraft = { -readonly [Field in keyof BookFacts]: BookFacts[Field] };

/**
 * Does one step of reading that others do not depend on. If it fails, its problem is noted (the first one stays) and
 * the next step can go on; only a TIMEOUT ends all.
 */
export function attempt<T>(facts: FactsDraft, step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof BookFileError) || error.reason === 'TIMEOUT') throw error;
    facts.problem ??= problemOf(error);
    return undefined;
  }
}
