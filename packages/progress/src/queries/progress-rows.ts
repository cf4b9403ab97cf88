import { prepareQuery, sql, type PreparedQuery, type ReadingProgressRow } from '@dust/db';

export interface OneBook {
  readonly userId: number;
  readonly bookId: number;
}

export const selectRow: PreparedQuery<OneBook, ReadingProgressRow> = prepareQuery((db, argument: OneBook) =>
  db
    .selectFrom('reading_progress')
    .selectAll()
    .where('user_id', '=', argument.userId)
    .where('book_id', '=', argument.bookId),
);

/** {@link selectRow} of several books, whose ids are a JSON array. */
export const selectRows: PreparedQuery<
  { readonly userId: number; readonly bookIds: string },
  ReadingProgressRow
> = prepareQuery((db, argument: { readonly userId: number; readonly bookIds: string }) =>
  db
    .selectFrom('reading_progress')
    .selectAll()
    .where('user_id', '=', argument.userId)
    .where('book_id', 'in', sql<number>`(select value from json_each(${argument.bookIds}))`),
);

export interface SharedProgressRow extends ReadingProgressRow {
  /** When the clients that have positions of their own read last, in Unix milliseconds; null without such clients. */
  readonly positions_read_at: number | null;
}

/** {@link selectRow} for who is going to write. */
export const selectSharedRow: PreparedQuery<OneBook, SharedProgressRow> = prepareQuery(
  (db, argument: OneBook) =>
    db
      .selectFrom('reading_progress')
      .selectAll()
      .select((select) =>
        select
          .selectFrom('reading_positions')
          .select(sql<number | null>`max(read_at)`.as('latest'))
          .where('user_id', '=', argument.userId)
          .where('book_id', '=', argument.bookId)
          .as('positions_read_at'),
      )
      .where('user_id', '=', argument.userId)
      .where('book_id', '=', argument.bookId),
);

export const deleteRow: PreparedQuery<OneBook, { id: number }> = prepareQuery((db, argument: OneBook) =>
  db
    .deleteFrom('reading_progress')
    .where('user_id', '=', argument.userId)
    .where('book_id', '=', argument.bookId)
    .returning('id'),
);

interface NewPosition extends OneBook {
  readonly page: number;
  readonly total: number | null;
  readonly percentage: number;
  readonly location: string | null;
  /** Text of the database. */
  readonly now: string;
}

/** Writes a position, over the one there is, and yields the row as it is then. */
export const upsertRow: PreparedQuery<NewPosition, ReadingProgressRow> = prepareQuery(
  (db, argument: NewPosition) =>
    db
      .insertInto('reading_progress')
      .values({
        user_id: argument.userId,
        book_id: argument.bookId,
        current_page: argument.page,
        total_pages: argument.total,
        percentage_complete: argument.percentage,
        current_location: argument.location,
        last_read_at: argument.now,
        created_at: argument.now,
        updated_at: argument.now,
      })
      .onConflict((conflict) =>
        conflict.columns(['user_id', 'book_id']).doUpdateSet((row) => ({
          current_page: row.ref('excluded.current_page'),
          total_pages: row.ref('excluded.total_pages'),
          percentage_complete: row.ref('excluded.percentage_complete'),
          current_location: row.ref('excluded.current_location'),
          last_read_at: row.ref('excluded.last_read_at'),
          updated_at: row.ref('excluded.updated_at'),
        })),
      )
      .returningAll(),
);
