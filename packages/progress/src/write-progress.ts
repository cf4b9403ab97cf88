import { toDbTime, type ReadingPositionRow, type ReadingProgressRow, type Tx } from '@dust/db';
import type { Position } from './position.ts';
import { webPositionOf, type ClientPosition } from './positions/client-position.ts';
import { recordActivity } from './queries/activity.ts';
import { upsertPosition } from './queries/position-rows.ts';
import { upsertRow } from './queries/progress-rows.ts';
import type { Reading } from './reading.ts';

/** Writes a user's place in a book, and that it was read at that moment. */
export async function writeProgress(
  tx: Tx,
  { userId, book, now }: Reading,
  { position, pagesRead }: { readonly position: Position; readonly pagesRead: number },
): Promise<ReadingProgressRow> {
  const row = await upsertRow.first(tx, { userId, bookId: book.id, ...position, now: toDbTime(now) });
  if (row === undefined) throw new Error('Saved progress yielded no row');
  await recordActivity(tx, { userId, bookId: book.id, pagesRead, now });
  return row;
}

/** Keeps the place of web clients beside those of others, as it is in the row. */
export async function keepWebPosition(tx: Tx, row: ReadingProgressRow, readAt?: number): Promise<void> {
  const position = webPositionOf(row);
  const time = readAt ?? position.readAt.getTime();
  await upsertPosition.all(tx, { ...toRow(row, position), read_at: time, received_at: time });
}

/** The row of a position. */
export function toRow(
  { user_id, book_id }: Pick<ReadingProgressRow, 'user_id' | 'book_id'>,
  { readAt, receivedAt, totalPages, ...position }: ClientPosition,
): ReadingPositionRow {
  return {
    user_id,
    book_id,
    ...position,
    total_pages: totalPages,
    read_at: readAt.getTime(),
    received_at: receivedAt.getTime(),
  };
}
