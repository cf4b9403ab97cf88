import { decodeCursor, encodeCursor, type Db, type KeyValue } from '@dust/db';
import { toProgress, type Progress } from './progress.ts';
import { listStatements, type PageStart, type ReadingList } from './queries/reading-list-rows.ts';
import type { VisibleBooks } from './visible-books.ts';

export type { ReadingList } from './queries/reading-list-rows.ts';

export interface ReadingListQuery {
  readonly userId: number;
  readonly visible: VisibleBooks;
  readonly list: ReadingList;
  /** Rows a page; without it the whole list, but 10 of `recent` and 100 after a cursor. */
  readonly limit?: number | undefined;
  /** `nextCursor` of the page before, of the same list. */
  readonly cursor?: string | undefined;
}

export interface ReadingPage {
  readonly rows: readonly Progress[];
  /** Rows of the whole list. */
  readonly total: number;
  readonly nextCursor: string | null;
}

/** A reading list of one user, visible books only, read last first. Throws `InvalidCursorError`. */
export async function listReading(db: Db, query: ReadingListQuery): Promise<ReadingPage> {
  const { userId, list, visible } = query;
  const limit = query.limit ?? (query.cursor === undefined ? wholeLists[list] : limitAfterCursor);
  const { start, ...key } =
    query.cursor === undefined ? top : keyOf(decodeCursor(context(list), query.cursor, 2));
  const statements = listStatements(visible.condition, list);
  const whose = { ...visible.sight, userId };
  const wanted = limit === undefined ? -1 : limit + 1;
  const rows = await statements.page[start].all(db, { ...whose, ...key, limit: wanted });
  const counted = await statements.count.first(db, whose);
  const page = limit === undefined ? rows : rows.slice(0, limit);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  const nextCursor = last === undefined ? null : encodeCursor(context(list), [last.last_read_at, last.id]);
  return { rows: page.map(toProgress), total: counted?.total ?? 0, nextCursor };
}

const wholeLists: Readonly<Record<ReadingList, number | undefined>> = {
  all: undefined,
  recent: 10,
  current: undefined,
  completed: undefined,
};

const limitAfterCursor = 100;

function context(list: ReadingList): string {
  return `reading/${list}`;
}

interface Key {
  readonly start: PageStart;
  readonly lastReadAt: string | number | null;
  readonly id: number;
}

const top: Key = { start: 'top', lastReadAt: null, id: 0 };

function keyOf([lastReadAt = null, id]: readonly KeyValue[]): Key {
  return { start: lastReadAt === null ? 'after-untimed' : 'after', lastReadAt, id: Number(id) };
}
