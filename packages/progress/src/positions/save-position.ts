import type { Db, ReadingProgressRow, Tx } from '@dust/db';
import { computeProgress, type ProgressChange } from '../compute-progress.ts';
import { positionOf, wholePages, type Position } from '../position.ts';
import { toProgress, type Progress } from '../progress.ts';
import { dropOldest, endFuture, maxClients, selectLatest, upsertPosition } from '../queries/position-rows.ts';
import { selectRow } from '../queries/progress-rows.ts';
import type { Reading } from '../reading.ts';
import { keepWebPosition, toRow, writeProgress } from '../write-progress.ts';
import { toClientPosition, webPositionOf, type ClientPosition } from './client-position.ts';
import { assertPosition, readTime, type NewPosition } from './position-row.ts';

export interface SavedPosition {
  /** Whether the book has moved: nothing that was read later is known. */
  readonly isLatest: boolean;
  /** The position of whichever client read last. */
  readonly latest: ClientPosition;
  /** The place that all see, when the book has moved. */
  readonly progress: Progress | null;
}

/**
 * Keeps the position of a client in its own terms, and moves the book there unless something read later is known. Its time of
 * reading decides, whenever it arrives; of readings at the same time the one that arrives last counts. Throws
 * {@link InvalidPositionError}.
 */
export async function savePosition(
  db: Db,
  { position, isEcho, ...reading }: Reading & PositionChange,
): Promise<SavedPosition> {
  assertPosition(position);
  return db.transaction().execute((tx) => savePositionIn(tx, reading, { position, isEcho }));
}

export interface PositionChange {
  readonly position: NewPosition;
  /**
   * Whether the client only repeats what it was told of another's position, in coarser terms: nobody has read then, nothing is
   * kept, and the finer position stays.
   */
  readonly isEcho?: ((latest: ClientPosition) => boolean) | undefined;
}

/** {@link savePosition} of a position that has been checked, in a transaction. */
export async function savePositionIn(
  tx: Tx,
  reading: Reading,
  { position, isEcho }: PositionChange,
): Promise<SavedPosition> {
  const { userId, book, now } = reading;
  const of = { userId, bookId: book.id };
  const stored = await selectRow.first(tx, of);
  const { latest, clients } = await findLatest(tx, of, stored);
  if (latest !== null && latest.client !== position.client && isEcho?.(latest) === true)
    return { isLatest: false, latest, progress: null };
  const time = readTime(position.readAt, now);
  if (latest !== null && latest.readAt.getTime() > now.getTime())
    await endFuture.all(tx, { ...of, now: now.getTime() });
  const latestTime = Math.min(latest?.readAt.getTime() ?? 0, now.getTime());
  const isLatest = latest === null || time >= latestTime;
  const isTied = latest !== null && time === latestTime;
  const receivedAt = Math.max(now.getTime(), isTied ? latest.receivedAt.getTime() + 1 : 0);
  const made = clientPosition(position, time, receivedAt);
  // What web clients have is overwritten in a moment, or only kept in the one row that all share.
  if (stored !== undefined && clients === 0) await keepWebPosition(tx, stored, latestTime);
  await upsertPosition.all(tx, toRow({ user_id: userId, book_id: book.id }, made));
  if (clients >= maxClients) await dropOldest.all(tx, { ...of, keep: maxClients });
  if (!isLatest) return { isLatest, latest, progress: null };
  const row = await writeProgress(
    tx,
    { ...reading, now: new Date(time) },
    moved(stored, made, book.pageCount),
  );
  return { isLatest, latest: made, progress: toProgress(row) };
}

async function findLatest(
  tx: Tx,
  of: { readonly userId: number; readonly bookId: number },
  stored: ReadingProgressRow | undefined,
): Promise<{ readonly latest: ClientPosition | null; readonly clients: number }> {
  const row = await selectLatest.first(tx, of);
  if (row !== undefined) return { latest: toClientPosition(row), clients: row.clients };
  return { latest: stored === undefined ? null : webPositionOf(stored), clients: 0 };
}

function clientPosition(position: NewPosition, readAt: number, receivedAt: number): ClientPosition {
  const { client, device, kind, value, percentage, page = null, totalPages = null } = position;
  const times = { readAt: new Date(readAt), receivedAt: new Date(receivedAt) };
  return { client, device, kind, value, percentage, page, totalPages, ...times };
}

/** The shared place after a client has moved, by the same rules as if a web client had sent its page or percentage. */
function moved(
  stored: ReadingProgressRow | undefined,
  made: ClientPosition,
  pageCount: number | null,
): { readonly position: Position; readonly pagesRead: number } {
  const before = stored === undefined ? null : positionOf(stored);
  const change = changeOf(made, before, pageCount);
  const { pagesRead, ...position } = computeProgress(before, change, pageCount);
  return { position, pagesRead };
}

function changeOf(made: ClientPosition, before: Position | null, pageCount: number | null): ProgressChange {
  const paging = made.totalPages ?? pageCount;
  const total = before?.total ?? (wholePages(pageCount) || null);
  if (made.page !== null && total !== null && paging === total) return { current_page: made.page };
  const isElsewhere = total === null && before?.percentage !== made.percentage;
  // Without pages nothing else would tell that the location of the web client is of another place.
  return { percentage_complete: made.percentage, ...(isElsewhere ? { current_location: null } : {}) };
}
