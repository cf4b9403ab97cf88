import type { AuthorDetails } from '../metadata/author-details.ts';
import type { ExternalFacts } from '../metadata/external-facts.ts';

/** A catalogue on the network that knows books by their ISBN. */
export interface MetadataProvider {
  /** Its name in `lookup_cache.source`. */
  readonly name: string;
  /** The address that answers with JSON; nothing but the ISBN, and a key of the owner, is in it. */
  url(isbn: string): URL;
  /** What an answer says about the ISBN, or null if it does not know it. */
  parse(answer: unknown, isbn: string): ExternalFacts | null;
  /** Where it has pages about authors. */
  readonly authors?: AuthorPages;
}

/** Pages of a catalogue about authors, by the keys that its answers about ISBNs name: names of authors are never sent. */
export interface AuthorPages {
  /** The address that answers with JSON. */
  url(key: string): URL;
  /** The key under which the author is kept now, if an answer says only that. */
  movedTo(answer: unknown): string | null;
  /** What an answer says about the author, or null if it says nothing. */
  parse(answer: unknown): AuthorDetails | null;
}
