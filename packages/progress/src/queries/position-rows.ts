import { prepareQuery, sql, type PreparedQuery, type ReadingPositionRow } from '@dust/db';
import type { OneBook } from './progress-rows.ts';

/** Clients of one reader that are remembered for one book. */
export const maxClients = 50;

interface LatestRow extends ReadingPositionRow {
  /** How many clients are known. */
  readonly clients: number;
}

/** The position that was read last; of those read in the same moment, the one that arrived last. */
export const selectLatest: PreparedQuery<OneBook, LatestRow> = prepareQuery((db, argument: OneBook) =>
  db
    .selectFrom('reading_positions')
    .selectAll()
    .select(sql<number>`count(*) over ()`.as('clients'))
    .where('user_id', '=', argument.userId)
    .where('book_id', '=', argument.bookId)
    .orderBy('read_at', 'desc')
    .orderBy('received_at', 'desc')
    .orderBy('client')
    .limit(1),
);

/** All positions, read last first. */
export const selectPositions: PreparedQuery<OneBook, ReadingPositionRow> = prepareQuery(
  (db, argument: OneBook) =>
    db
      .selectFrom('reading_positions')
      .selectAll()
      .where('user_id', '=', argument.userId)
      .where('book_id', '=', argument.bookId)
      .orderBy('read_at', 'desc')
      .orderBy('received_at', 'desc')
      .orderBy('client')
      .limit(maxClients),
);

/** Writes the position of a client, unless a later reading of that client is known. */
export const upsertPosition: PreparedQuery<ReadingPositionRow, never> = prepareQuery(
  (db, argument: ReadingPositionRow) =>
    db
      .insertInto('reading_positions')
      .values({
        user_id: argument.user_id,
        book_id: argument.book_id,
        client: argument.client,
        device: argument.device,
        kind: argument.kind,
        value: argument.value,
        percentage: argument.percentage,
        page: argument.page,
        total_pages: argument.total_pages,
        read_at: argument.read_at,
        received_at: argument.received_at,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['user_id', 'book_id', 'client'])
          .doUpdateSet((row) => ({
            device: row.ref('excluded.device'),
            kind: row.ref('excluded.kind'),
            value: row.ref('excluded.value'),
            percentage: row.ref('excluded.percentage'),
            page: row.ref('excluded.page'),
            total_pages: row.ref('excluded.total_pages'),
            read_at: row.ref('excluded.read_at'),
            received_at: row.ref('excluded.received_at'),
          }))
          .whereRef('excluded.read_at', '>=', 'reading_positions.read_at'),
      )
      .$castTo<never>(),
);

/** Readings of a time that has not come yet count as read now: the clock was wrong, and would be right for ever. */
export const endFuture: PreparedQuery<OneBook & { readonly now: number }, never> = prepareQuery(
  (db, argument: OneBook & { readonly now: number }) =>
    db
      .updateTable('reading_positions')
      .set({ read_at: argument.now })
      .where('user_id', '=', argument.userId)
      .where('book_id', '=', argument.bookId)
      .where('read_at', '>', argument.now)
      .$castTo<never>(),
);

/** Forgets all clients but those that were read last. */
export const dropOldest: PreparedQuery<OneBook & { readonly keep: number }, never> = prepareQuery(
  (db, argument: OneBook & { readonly keep: number }) =>
    db
      .deleteFrom('reading_positions')
      .where('user_id', '=', argument.userId)
      .where('book_id', '=', argument.bookId)
      .where(
        'client',
        'in',
        db
          .selectFrom('reading_positions')
          .select('client')
          .where('user_id', '=', argument.userId)
          .where('book_id', '=', argument.bookId)
          .orderBy('read_at', 'desc')
          .orderBy('received_at', 'desc')
          .limit(-1)
          .offset(argument.keep),
      )
      .$castTo<never>(),
);

export const deletePositions: PreparedQuery<OneBook, never> = prepareQuery((db, argument: OneBook) =>
  db
    .deleteFrom('reading_positions')
    .where('user_id', '=', argument.userId)
    .where('book_id', '=', argument.bookId)
    .$castTo<never>(),
);
