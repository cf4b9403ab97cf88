import {
  toDbTime,
  type Db,
  type Expression,
  type ExpressionBuilder,
  type SqlBool,
  type Tables,
} from '@dust/db';
import type { AuthorKey, ExternalFacts } from '../metadata/external-facts.ts';
import { paddedList } from '../queries/statement-sizes.ts';
import { countAt, textAt, textsAt, valueAt } from './json-fields.ts';

const DAY_MS = 86_400_000;
/** How long answers are good for: a book does not change, but one that is unknown may become known. */
const FOUND_MS = 30 * DAY_MS;
const UNKNOWN_MS = 7 * DAY_MS;

export interface CachedAnswer {
  readonly source: string;
  /** null: the catalogue does not know the ISBN. */
  readonly facts: ExternalFacts | null;
}

/** The answers about an ISBN that are still good, by no order. */
export async function freshAnswers(db: Db, isbn: string, now: Date): Promise<CachedAnswer[]> {
  const rows = await db
    .selectFrom('lookup_cache')
    .select(['source', 'found', 'data'])
    .where('isbn', '=', isbn)
    .where(isFresh(now))
    .execute();
  return rows.map(({ source, data }) => ({ source, facts: data === null ? null : parseFacts(data) }));
}

/** What is known about ISBNs, however old; where catalogues differ, the first of `sources` counts. */
export async function cachedFacts(
  db: Db,
  isbns: readonly string[],
  sources: readonly string[],
): Promise<ReadonlyMap<string, ExternalFacts>> {
  const facts = new Map<string, ExternalFacts>();
  if (isbns.length === 0) return facts;
  const rows = await db
    .selectFrom('lookup_cache')
    .select(['isbn', 'source', 'data'])
    .where('isbn', 'in', paddedList([...new Set(isbns)]))
    .where('found', '=', 1)
    .execute();
  for (const source of sources.toReversed()) {
    for (const row of rows) {
      if (row.source === source && row.data !== null) facts.set(row.isbn, parseFacts(row.data));
    }
  }
  return facts;
}

/** Keeps an answer in the place of the last one of its source; null: the catalogue knows nothing. */
export async function saveAnswer(
  db: Db,
  isbn: string,
  { source, data, now }: { readonly source: string; readonly data: object | null; readonly now: Date },
): Promise<void> {
  const answer = {
    found: data === null ? 0 : 1,
    data: data === null ? null : JSON.stringify(data),
    fetched_at: toDbTime(now),
  };
  await db
    .insertInto('lookup_cache')
    .values({ isbn, source, ...answer })
    .onConflict((conflict) => conflict.columns(['isbn', 'source']).doUpdateSet(answer))
    .execute();
}

type CacheExpressions = ExpressionBuilder<Tables, 'lookup_cache'>;

/** Of rows whose answers are still good. */
export function isFresh(now: Date): (where: CacheExpressions) => Expression<SqlBool> {
  return (where) =>
    where.or([
      where.and([where('found', '=', 1), where('fetched_at', '>=', before(now, FOUND_MS))]),
      where.and([where('found', '=', 0), where('fetched_at', '>=', before(now, UNKNOWN_MS))]),
    ]);
}

function before(now: Date, ms: number): string {
  return toDbTime(new Date(now.getTime() - ms));
}

function parseFacts(json: string): ExternalFacts {
  const data: unknown = JSON.parse(json);
  return {
    title: textAt(data, 'title'),
    author: textAt(data, 'author'),
    publisher: textAt(data, 'publisher'),
    publicationDate: textAt(data, 'publicationDate'),
    description: textAt(data, 'description'),
    pageCount: countAt(data, 'pageCount'),
    language: textAt(data, 'language'),
    categories: textsAt(data, 'categories'),
    isMature: valueAt(data, 'isMature') === true,
    coverUrl: textAt(data, 'coverUrl'),
    authorKeys: authorKeysAt(data),
  };
}

function authorKeysAt(data: unknown): AuthorKey[] {
  const authors = valueAt(data, 'authorKeys');
  return (Array.isArray(authors) ? authors : []).flatMap((author: unknown) => {
    const name = textAt(author, 'name');
    const key = textAt(author, 'key');
    return name === null || key === null ? [] : [{ name, key }];
  });
}
