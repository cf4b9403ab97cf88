import { sql, type Db, type Expression, type SqlBool } from '@dust/db';
import { shownDays, type BucketActivity } from '../daily-activity.ts';
import type { VisibleBooks } from '../visible-books.ts';

interface Reader {
  readonly userId: number;
  readonly visible: VisibleBooks;
}

const utcDaySeconds = 86_400;

/**
 * The first and the last bucket of each UTC day with reading, in order. A UTC day reaches into two days of any zone at most, and
 * these two buckets tell both.
 */
export async function listDaySpans(db: Db, reader: Reader): Promise<{ first: number; last: number }[]> {
  return db
    .selectFrom('reading_activity')
    .select((select) => [
      select.fn.min<number>('bucket').as('first'),
      select.fn.max<number>('bucket').as('last'),
    ])
    .where('user_id', '=', reader.userId)
    .where(isOfVisibleBook(reader))
    .groupBy(sql`bucket / ${sql.lit(utcDaySeconds)}`)
    .orderBy('first')
    .execute();
}

/** What was read in each bucket of the days that are shown up to this moment, in whatever zone. */
export async function listShownActivity(db: Db, reader: Reader, now: Date): Promise<BucketActivity[]> {
  const since = Math.floor(now.getTime() / 1000) - (shownDays + 1) * utcDaySeconds;
  return db
    .selectFrom('reading_activity')
    .select(['bucket', 'book_id', 'pages_read'])
    .where('user_id', '=', reader.userId)
    .where('bucket', '>=', since)
    .where(isOfVisibleBook(reader))
    .orderBy('bucket')
    .orderBy('book_id')
    .execute();
}

/** Asks for visibility once a book instead of once a bucket. */
function isOfVisibleBook({ userId, visible }: Reader): Expression<SqlBool> {
  return sql<SqlBool>`book_id in (select read_books.book_id
    from (select distinct book_id from reading_activity where user_id = ${userId}) as read_books
    where ${visible.condition(visible.sight, sql.ref<number>('read_books.book_id'))})`;
}
