import type { BookFacts } from './book-facts.ts';

/** Facts while they are collected: what was found stays, even if a later step fails. */
export type FactsDraft = { -readonly [Field in keyof BookFacts]: BookFacts[Field] };
