import {
  decodeCursor,
  encodeCursor,
  sql,
  type Db,
  type Expression,
  type KeyValue,
  type SelectQueryBuilder,
  type SqlBool,
  type Tables,
} from '@dust/db';
import { toProgress, type Progress } from './progress.ts';
import { isCompleted, isCurrent } from './queries/reading-state.ts';
import type { VisibleBooks } from './visible-books.ts';

/** `all` and `recent` hold the same rows; `current` those started, not completed, of active books. */
export type ReadingList = 'all' | 'recent' | 'current' | 'completed';

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
  const limit = query.limit ?? (query.cursor === undefined ? wholeLists[query.list] : limitAfterCursor);
  const after = query.cursor === undefined ? undefined : readCursor(query.list, query.cursor);
  const rows = await rowsOf(db, query)
    .selectAll('reading_progress')
    .$if(after !== undefined, (select) => select.where(isAfter(after ?? [null, 0])))
    .orderBy('reading_progress.last_read_at', 'desc')
    .orderBy('reading_progress.id', 'desc')
    .$if(limit !== undefined, (select) => select.limit((limit ?? 0) + 1))
    .execute();
  const { total } = await rowsOf(db, query)
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const page = limit === undefined ? rows : rows.slice(0, limit);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  const nextCursor =
    last === undefined ? null : encodeCursor(context(query.list), [last.last_read_at, last.id]);
  return { rows: page.map(toProgress), total, nextCursor };
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

type Key = readonly [lastReadAt: KeyValue, id: number];

function readCursor(list: ReadingList, cursor: string): Key {
  const [lastReadAt, id]: KeyValue[] = decodeCursor(context(list), cursor, 2);
  return [lastReadAt ?? null, Number(id)];
}

/** Rows that come after this key; those never read, as far as is known, are the last. */
function isAfter([lastReadAt, id]: Key): Expression<SqlBool> {
  const readAt = sql.ref('reading_progress.last_read_at');
  const isLower = sql`reading_progress.id < ${id}`;
  if (lastReadAt === null) return sql<SqlBool>`(${readAt} is null and ${isLower})`;
  return sql<SqlBool>`(${readAt} < ${lastReadAt} or (${readAt} = ${lastReadAt} and ${isLower}) or ${readAt} is null)`;
}

function rowsOf(
  db: Db,
  { userId, visible, list }: ReadingListQuery,
): SelectQueryBuilder<Tables, 'books' | 'reading_progress', object> {
  return db
    .selectFrom('reading_progress')
    .innerJoin('books', 'books.id', 'reading_progress.book_id')
    .where('reading_progress.user_id', '=', userId)
    .where(visible(sql.ref<number>('reading_progress.book_id')))
    .$if(list === 'current', (select) => select.where(isCurrent))
    .$if(list === 'completed', (select) => select.where(isCompleted));
}
