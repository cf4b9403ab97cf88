import type { Db } from '@dust/db';
import type { ExternalFacts } from '../metadata/external-facts.ts';
import { cachedFacts } from './lookup-cache.ts';

/** Which ISBNs leave the server: `isbn` those in file names and set by people, `all` also those inside files. */
export type LookupMode = 'off' | 'isbn' | 'all';

/** Whose answers count for a book, and for which ISBNs. */
export interface LookupPolicy {
  readonly mode: LookupMode;
  /** Names of the catalogues in their order. */
  readonly sources: readonly string[];
}

export const noLookup: LookupPolicy = { mode: 'off', sources: [] };

/** An ISBN with the source it comes from, as `books.metadata_sources` names it. */
export interface SourcedIsbn {
  readonly value: string | null;
  readonly source: string | undefined;
}

/** The ISBN, if it is one that is looked up. */
export function isbnToLookUp(isbn: SourcedIsbn | null, { mode }: LookupPolicy): string | null {
  if (isbn === null || mode === 'off') return null;
  return mode === 'all' || isbn.source === 'path' || isbn.source === 'user' ? isbn.value : null;
}

/** What catalogues have said about these ISBNs. */
export async function knownFacts(
  db: Db,
  isbns: readonly (SourcedIsbn | null)[],
  policy: LookupPolicy,
): Promise<ReadonlyMap<string, ExternalFacts>> {
  const wanted = isbns.map((isbn) => isbnToLookUp(isbn, policy)).filter((isbn) => isbn !== null);
  return cachedFacts(db, wanted, policy.sources);
}
