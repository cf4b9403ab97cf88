import type { Problem } from './book-facts.ts';

/** Metadata that refer to entities of a document type, as attacks on readers of XML do. */
export const forbiddenEntities: Problem = {
  reason: 'CORRUPT',
  message: 'A description inside the file uses entities that are not allowed.',
};
