import { sql, type Db } from '@dust/db';
import { toProgress } from '../progress.ts';
import type { VisibleBooks } from '../visible-books.ts';

/** A book that was read lately. */
export interface RecentActivity {
  readonly book_id: number;
  /** The title, twice. */
  readonly book_name: string;
  readonly name: string;
  /** `YYYY-MM-DDTHH:MM:SSZ` */
  readonly last_read_at: string;
  readonly percentage_complete: number;
}

/** The ten books read last. */
export async function listRecent(
  db: Db,
  { userId, visible }: { readonly userId: number; readonly visible: VisibleBooks },
): Promise<RecentActivity[]> {
  const rows = await db
    .selectFrom('reading_progress')
    .innerJoin('books', 'books.id', 'reading_progress.book_id')
    .selectAll('reading_progress')
    .select('books.name')
    .where('reading_progress.user_id', '=', userId)
    .where(visible.condition(visible.sight, sql.ref<number>('reading_progress.book_id')))
    .orderBy('reading_progress.last_read_at', 'desc')
    .orderBy('reading_progress.id', 'desc')
    .limit(10)
    .execute();
  return rows.map((row) => {
    const { book_id, last_read_at, percentage_complete } = toProgress(row);
    return { book_id, book_name: row.name, name: row.name, last_read_at, percentage_complete };
  });
}
