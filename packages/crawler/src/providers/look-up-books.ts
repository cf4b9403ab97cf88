import type { Db } from '@dust/db';
import type { ExternalFacts } from '../metadata/external-facts.ts';
import { parseSources } from '../metadata/sources.ts';
import type { ExternalLookup } from './external-lookup.ts';
import { isbnToLookUp, type LookupPolicy } from './lookup-policy.ts';

export interface LookUpOptions {
  readonly db: Db;
  readonly lookup: ExternalLookup;
  readonly policy: LookupPolicy;
  /** Derives a book anew, now that more is known about it. */
  readonly apply: (bookId: number, facts: ExternalFacts) => Promise<void>;
}

const PAGE = 200;

/** Asks about the ISBN of every active book that was not asked about lately, and brings those books in step. */
export async function lookUpBooks(options: LookUpOptions): Promise<void> {
  const { db, lookup, policy } = options;
  const asked = new Set<string>();
  for (let after = 0; ;) {
    const books = await booksAfter(db, after);
    for (const book of books) {
      const source = parseSources(book.metadata_sources).isbn;
      const isbn = isbnToLookUp({ value: book.isbn, source }, policy);
      if (isbn === null || asked.has(isbn)) continue;
      asked.add(isbn);
      if (!(await lookup.isSettled(isbn))) await lookUp(options, isbn);
    }
    const last = books.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

async function lookUp({ db, lookup, apply }: LookUpOptions, isbn: string): Promise<void> {
  const { facts } = await lookup.find(isbn);
  if (facts === null) return;
  for (const { id } of await booksWithIsbn(db, isbn)) await apply(id, facts);
}

/** Ids of active books. */
export async function booksWithIsbn(db: Db, isbn: string): Promise<{ id: number }[]> {
  return db
    .selectFrom('books')
    .select('id')
    .where('isbn', '=', isbn)
    .where('status', '!=', 'archived')
    .orderBy('id')
    .execute();
}

/** Active books with an ISBN, in the order of their ids. */
export async function booksAfter(
  db: Db,
  id: number,
): Promise<{ id: number; isbn: string | null; metadata_sources: string | null }[]> {
  return db
    .selectFrom('books')
    .select(['id', 'isbn', 'metadata_sources'])
    .where('id', '>', id)
    .where('isbn', 'is not', null)
    .where('status', '!=', 'archived')
    .orderBy('id')
    .limit(PAGE)
    .execute();
}
