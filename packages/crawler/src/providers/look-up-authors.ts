import type { Db } from '@dust/db';
import { UNKNOWN_AUTHOR } from '../metadata/book-metadata.ts';
import { parseSources } from '../metadata/sources.ts';
import { detailColumns, fillAuthor } from '../write/author-details.ts';
import type { ExternalLookup } from './external-lookup.ts';
import { isbnToLookUp, type LookupPolicy } from './lookup-policy.ts';

export interface LookUpAuthorsOptions {
  readonly db: Db;
  readonly lookup: ExternalLookup;
  readonly policy: LookupPolicy;
  readonly clock: () => Date;
}

/** Names of no author, here and in databases of earlier servers. */
const NOBODY = [UNKNOWN_AUTHOR, 'Unknown'];
const PAGE = 200;
/** Of how many books of one author the ISBNs are tried, one a scan, until one of them leads to the author. */
const MOST_BOOKS = 20;

/** Asks about every author of active books about whom something is not known, by an ISBN of those books. */
export async function lookUpAuthors({ db, lookup, policy, clock }: LookUpAuthorsOptions): Promise<void> {
  for (let after = 0; ;) {
    const authors = await authorsAfter(db, after);
    for (const { id, name } of authors) {
      const isbns = await isbnsToLookUp(db, id, policy);
      const details = isbns.length === 0 ? null : await lookup.findAuthor(name, isbns);
      if (details !== null) await fillAuthor(db, id, { details, now: clock() });
    }
    const last = authors.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

async function isbnsToLookUp(db: Db, authorId: number, policy: LookupPolicy): Promise<string[]> {
  const books = await booksOfAuthor(db, authorId);
  const isbns = books.map(({ isbn, metadata_sources }) =>
    isbnToLookUp({ value: isbn, source: parseSources(metadata_sources).isbn }, policy),
  );
  return [...new Set(isbns.filter((isbn) => isbn !== null))].slice(0, MOST_BOOKS);
}

/** Authors who lack something that catalogues may know, in the order of their ids. */
export async function authorsAfter(db: Db, id: number): Promise<{ id: number; name: string }[]> {
  return db
    .selectFrom('authors')
    .select(['id', 'name'])
    .where('id', '>', id)
    .where('name', 'not in', NOBODY)
    .where((where) => where.or(detailColumns.map((column) => where(column, 'is', null))))
    .orderBy('id')
    .limit(PAGE)
    .execute();
}

/** Active books of an author with an ISBN; of very many, some. */
export async function booksOfAuthor(
  db: Db,
  authorId: number,
): Promise<{ isbn: string | null; metadata_sources: string | null }[]> {
  return db
    .selectFrom('books')
    .select(['isbn', 'metadata_sources'])
    .where('author', '=', authorId)
    .where('status', '=', 'active')
    .where('isbn', 'is not', null)
    .orderBy('name_key')
    .orderBy('id')
    .limit(PAGE)
    .execute();
}
