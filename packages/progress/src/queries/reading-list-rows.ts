import {
  prepareQuery,
  sql,
  type Db,
  type Expression,
  type PreparedQuery,
  type ReadingProgressRow,
  type SelectQueryBuilder,
  type SqlBool,
  type Tables,
} from '@dust/db';
import type { Sight, VisibleBooks } from '../visible-books.ts';
import { isCompleted, isCurrent } from './reading-state.ts';

/** `all` and `recent` hold the same rows; `current` those started, not completed, of active books. */
export type ReadingList = 'all' | 'recent' | 'current' | 'completed';

/** Where a page begins: at the top, after a row that was read at a known time, or after one of which no time is known. */
export type PageStart = 'top' | 'after' | 'after-untimed';

interface PageArguments extends Sight {
  readonly userId: number;
  readonly lastReadAt: string | number | null;
  readonly id: number;
  /** −1 for all. */
  readonly limit: number;
}

interface ListStatements {
  readonly page: Readonly<Record<PageStart, PreparedQuery<PageArguments, ReadingProgressRow>>>;
  readonly count: PreparedQuery<Sight & { readonly userId: number }, { total: number }>;
}

type Condition = VisibleBooks['condition'];

const known = new WeakMap<Condition, Readonly<Record<ReadingList, ListStatements>>>();

/** The statements of a list, built at the first use of a condition of visibility. */
export function listStatements(condition: Condition, list: ReadingList): ListStatements {
  const found = known.get(condition);
  if (found !== undefined) return found[list];
  const made = {
    all: prepareList(condition, 'all'),
    recent: prepareList(condition, 'recent'),
    current: prepareList(condition, 'current'),
    completed: prepareList(condition, 'completed'),
  };
  known.set(condition, made);
  return made[list];
}

function prepareList(condition: Condition, list: ReadingList): ListStatements {
  const page = (start: PageStart): PreparedQuery<PageArguments, ReadingProgressRow> =>
    prepareQuery((db, argument: PageArguments) =>
      rowsOf(db, { argument, condition, list })
        .selectAll('reading_progress')
        .$if(start !== 'top', (select) => select.where(isAfter(argument, start)))
        .orderBy('reading_progress.last_read_at', 'desc')
        .orderBy('reading_progress.id', 'desc')
        .limit(argument.limit),
    );
  return {
    page: { top: page('top'), after: page('after'), 'after-untimed': page('after-untimed') },
    count: prepareQuery((db, argument: Sight & { readonly userId: number }) =>
      rowsOf(db, { argument, condition, list }).select((select) => select.fn.countAll<number>().as('total')),
    ),
  };
}

/** Rows that come after this one; those never read, as far as is known, are the last. */
function isAfter({ lastReadAt, id }: PageArguments, start: PageStart): Expression<SqlBool> {
  const readAt = sql.ref('reading_progress.last_read_at');
  const isLower = sql`reading_progress.id < ${id}`;
  if (start === 'after-untimed') return sql<SqlBool>`(${readAt} is null and ${isLower})`;
  return sql<SqlBool>`(${readAt} < ${lastReadAt} or (${readAt} = ${lastReadAt} and ${isLower}) or ${readAt} is null)`;
}

interface Rows {
  readonly argument: Sight & { readonly userId: number };
  readonly condition: Condition;
  readonly list: ReadingList;
}

function rowsOf(
  db: Db,
  { argument, condition, list }: Rows,
): SelectQueryBuilder<Tables, 'books' | 'reading_progress', object> {
  return db
    .selectFrom('reading_progress')
    .innerJoin('books', 'books.id', 'reading_progress.book_id')
    .where('reading_progress.user_id', '=', argument.userId)
    .where(condition(argument, sql.ref<number>('reading_progress.book_id')))
    .$if(list === 'current', (select) => select.where(isCurrent))
    .$if(list === 'completed', (select) => select.where(isCompleted));
}
