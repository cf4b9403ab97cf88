import { sql, type Db } from '@dust/db';
import type { VisibleBooks } from '../visible-books.ts';
import { isCompleted, isCurrent, isStarted, storedPage, storedPercentage } from './reading-state.ts';

export interface ProgressSums {
  readonly started: number;
  readonly completed: number;
  readonly current: number;
  readonly pages: number;
  /** Of the started books, added up. */
  readonly percentages: number;
}

/** Adds up one user's progress in visible books. */
export async function sumProgress(
  db: Db,
  { userId, visible }: { readonly userId: number; readonly visible: VisibleBooks },
): Promise<ProgressSums> {
  return db
    .selectFrom('reading_progress')
    .innerJoin('books', 'books.id', 'reading_progress.book_id')
    .select([
      sql<number>`count(case when ${isStarted} then 1 end)`.as('started'),
      sql<number>`count(case when ${isCompleted} then 1 end)`.as('completed'),
      sql<number>`count(case when ${isCurrent} then 1 end)`.as('current'),
      sql<number>`coalesce(sum(case when ${storedPage} > 0 then ${storedPage} else 0 end), 0)`.as('pages'),
      sql<number>`coalesce(sum(case when ${isStarted} then ${shownPercentage} else 0 end), 0)`.as(
        'percentages',
      ),
    ])
    .where('reading_progress.user_id', '=', userId)
    .where(visible.condition(visible.sight, sql.ref<number>('reading_progress.book_id')))
    .executeTakeFirstOrThrow();
}

const shownPercentage = sql<number>`case when ${storedPercentage} > 100 then 100
  when ${storedPercentage} < 0 then 0 else ${storedPercentage} end`;
