import type { ExternalFacts } from '../metadata/external-facts.ts';

/** A catalogue on the network that knows books by their ISBN. */
export interface MetadataProvider {
  /** Its name in `lookup_cache.source`. */
  readonly name: string;
  /** The address that answers with JSON; nothing but the ISBN, and a key of the owner, is in it. */
  url(isbn: string): URL;
  /** What an answer says about the ISBN, or null if it does not know it. */
  parse(answer: unknown, isbn: string): ExternalFacts | null;
}
