import type { Db, UnmatchedPositionRow } from '@dust/db';
import {
  countUnmatched,
  deleteUnmatched,
  dropOldestUnmatched,
  selectArrived,
  selectUnmatched,
  upsertUnmatched,
  type OneDocument,
} from '../queries/unmatched-rows.ts';
import type { ReadBook } from '../reading.ts';
import { assertPosition, type NewPosition } from './position-row.ts';
import { savePositionIn, type SavedPosition } from './save-position.ts';

/** A position in a file that no book is known of. */
export interface UnmatchedPosition {
  readonly client: string;
  readonly device: string | null;
  readonly value: string;
  /** 0–100, unrounded. */
  readonly percentage: number;
  readonly receivedAt: Date;
}

/** Positions kept for one user; beyond that the oldest are forgotten. */
export const maxUnmatched = 10_000;
/** So many are forgotten at once, so that counting and sorting them is rare. */
const dropped = 500;

/** Keeps the position of a client until its document is a book. Throws {@link InvalidPositionError}. */
export async function keepUnmatched(
  db: Db,
  of: OneDocument & { readonly position: NewPosition; readonly now: Date },
): Promise<void> {
  const { userId, document, position, now } = of;
  assertPosition(position);
  const { client, device, value, percentage } = position;
  await db.transaction().execute(async (tx) => {
    const known = await selectUnmatched.all(tx, { userId, document });
    const isNew = !known.some((row) => row.client === client);
    const count = isNew ? ((await countUnmatched.first(tx, { userId }))?.count ?? 0) : 0;
    if (count >= maxUnmatched) await dropOldestUnmatched.all(tx, { userId, keep: maxUnmatched - dropped });
    await upsertUnmatched.all(tx, {
      user_id: userId,
      document,
      client,
      device,
      value,
      percentage,
      received_at: now.getTime(),
    });
  });
}

/** The position that arrived last for a document, if any. */
export async function findUnmatched(db: Db, of: OneDocument): Promise<UnmatchedPosition | undefined> {
  const row = await selectUnmatched.first(db, of);
  return row && toUnmatched(row);
}

/**
 * Gives a book the positions that waited for its document, as if each had arrived at its time, and forgets that they waited.
 * Undefined when none did.
 */
export async function adoptUnmatched(
  db: Db,
  {
    book,
    now,
    describe,
    ...of
  }: OneDocument & {
    readonly book: ReadBook;
    readonly now: Date;
    /** In whose terms a value is, and which page it names. */
    readonly describe: (value: string) => Pick<NewPosition, 'kind' | 'page'>;
  },
): Promise<SavedPosition | undefined> {
  if ((await selectUnmatched.first(db, of)) === undefined) return undefined;
  return db.transaction().execute(async (tx) => {
    const rows = await selectUnmatched.all(tx, of);
    let saved: SavedPosition | undefined;
    for (const { receivedAt, ...row } of rows.map(toUnmatched).toReversed()) {
      const position = { ...row, ...describe(row.value), readAt: receivedAt };
      saved = await savePositionIn(tx, { userId: of.userId, book, now }, { position });
    }
    await deleteUnmatched.all(tx, of);
    return saved;
  });
}

/** Documents, with the users whose positions wait for them, that are active books by now: the next 1,000 in order. */
export async function listArrived(
  db: Db,
  { after = { userId: 0, document: '' } }: { readonly after?: OneDocument | undefined } = {},
): Promise<OneDocument[]> {
  const rows = await selectArrived.all(db, { ...after, limit: 1000 });
  return rows.map(({ user_id: userId, document }) => ({ userId, document }));
}

function toUnmatched({ received_at: receivedAt, ...row }: UnmatchedPositionRow): UnmatchedPosition {
  const { client, device, value, percentage } = row;
  return { client, device, value, percentage, receivedAt: new Date(receivedAt) };
}
