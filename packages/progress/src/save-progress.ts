import type { Db, ReadingProgressRow, Tx } from '@dust/db';
import { computeProgress, type ProgressChange } from './compute-progress.ts';
import { positionOf, wholePages, type Position } from './position.ts';
import { toProgress, type Progress } from './progress.ts';
import { recordActivity } from './queries/activity.ts';
import { deletePositions } from './queries/position-rows.ts';
import {
  deleteRow,
  selectRow,
  selectRows,
  selectSharedRow,
  type SharedProgressRow,
} from './queries/progress-rows.ts';
import type { Reading } from './reading.ts';
import { keepWebPosition, writeProgress } from './write-progress.ts';

/** A user's place in a book, null without one. */
export async function getProgress(
  db: Db,
  of: { readonly userId: number; readonly bookId: number },
): Promise<Progress | null> {
  const row = await selectRow.first(db, of);
  return row === undefined ? null : toProgress(row);
}

/** A user's places in those of the books that have one, in no order; whether the books are visible is the caller's question. */
export async function listProgress(
  db: Db,
  { userId, bookIds }: { readonly userId: number; readonly bookIds: readonly number[] },
): Promise<Progress[]> {
  if (bookIds.length === 0) return [];
  const rows = await selectRows.all(db, { userId, bookIds: JSON.stringify(bookIds) });
  return rows.map(toProgress);
}

/**
 * Saves what a reader sends; the last write wins, and the same write again changes nothing but times.
 * Throws {@link InvalidProgressError}.
 */
export async function saveProgress(
  db: Db,
  { change, ...reading }: Reading & { readonly change: ProgressChange },
): Promise<Progress> {
  return db.transaction().execute(async (tx) => {
    const stored = await findRow(tx, reading);
    const before = stored === undefined ? null : positionOf(stored);
    const { pagesRead, ...after } = computeProgress(before, change, reading.book.pageCount);
    return write(tx, reading, { stored, position: after, pagesRead });
  });
}

/** Opens a book at its first page; a place that is there already stays as it is. Throws {@link InvalidProgressError}. */
export async function startReading(
  db: Db,
  { totalPages, ...reading }: Reading & { readonly totalPages?: number | null | undefined },
): Promise<Progress> {
  return db.transaction().execute(async (tx) => {
    const stored = await findRow(tx, reading);
    if (stored !== undefined) return keep(tx, reading, stored);
    const first = { current_page: 1, total_pages: totalPages };
    const { pagesRead: _, ...start } = computeProgress(null, first, reading.book.pageCount);
    // The first page of one is also the last: starting must not complete the book.
    const isWhole = start.percentage >= 100;
    const position = isWhole ? { ...start, page: 0, percentage: 0 } : start;
    return write(tx, reading, { stored, position, pagesRead: 0 });
  });
}

/** Marks a book as read to its end. The reader's own location stays; completing again changes nothing. */
export async function completeReading(db: Db, reading: Reading): Promise<Progress> {
  return db.transaction().execute(async (tx) => {
    const stored = await findRow(tx, reading);
    const before = stored === undefined ? null : positionOf(stored);
    const total = before?.total ?? (wholePages(reading.book.pageCount) || defaultTotal);
    const isComplete = before?.page === total && before.total === total && before.percentage === 100;
    if (stored !== undefined && isComplete) return keep(tx, reading, stored);
    const position = { page: total, total, percentage: 100, location: before?.location ?? null };
    return write(tx, reading, { stored, position, pagesRead: 0 });
  });
}

/** The pages of a completed book of which nobody knows how many it has. */
const defaultTotal = 100;

/**
 * Forgets a user's place in a book, for good and for all clients; the activity of the past stays. True when there was a place.
 * A client that goes on reading makes a new one.
 */
export async function resetProgress(
  db: Db,
  of: { readonly userId: number; readonly bookId: number },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await deletePositions.all(tx, of);
    return (await deleteRow.first(tx, of)) !== undefined;
  });
}

function findRow(tx: Tx, { userId, book }: Reading): Promise<SharedProgressRow | undefined> {
  return selectSharedRow.first(tx, { userId, bookId: book.id });
}

async function keep(tx: Tx, { userId, book, now }: Reading, row: ReadingProgressRow): Promise<Progress> {
  await recordActivity(tx, { userId, bookId: book.id, pagesRead: 0, now });
  return toProgress(row);
}

interface Change {
  readonly stored: SharedProgressRow | undefined;
  readonly position: Position;
  readonly pagesRead: number;
}

/** Web clients always move the book; where others have a position too, theirs is kept beside. */
async function write(tx: Tx, reading: Reading, { stored, ...change }: Change): Promise<Progress> {
  const row = await writeProgress(tx, reading, change);
  const othersReadAt = stored?.positions_read_at ?? null;
  if (othersReadAt !== null)
    await keepWebPosition(tx, row, Math.max(reading.now.getTime(), othersReadAt + 1));
  return toProgress(row);
}
