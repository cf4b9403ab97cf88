import { prepareQuery, sql, type Db } from '@dust/db';
import { maxPages } from '../position.ts';

/** Length of a bucket of reading activity: every zone's midnight falls between two of them. */
const bucketSeconds = 900;

interface Activity {
  readonly userId: number;
  readonly bookId: number;
  readonly pagesRead: number;
  readonly bucket: number;
}

const upsertActivity = prepareQuery((db, argument: Activity) =>
  db
    .insertInto('reading_activity')
    .values({
      user_id: argument.userId,
      book_id: argument.bookId,
      bucket: argument.bucket,
      pages_read: argument.pagesRead,
    })
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'book_id', 'bucket']).doUpdateSet({
        pages_read: sql`min(reading_activity.pages_read + excluded.pages_read, ${sql.lit(maxPages)})`,
      }),
    ),
);

/** Adds pages, 0 for a start or completion, to the quarter of an hour of this moment. */
export async function recordActivity(
  db: Db,
  { now, ...activity }: Omit<Activity, 'bucket'> & { readonly now: Date },
): Promise<void> {
  const bucket = Math.floor(now.getTime() / 1000 / bucketSeconds) * bucketSeconds;
  await upsertActivity.all(db, { ...activity, bucket });
}
