import type { Tx } from '@dust/db';
import type { Creator } from '@dust/formats';

export interface BookCreators {
  readonly bookId: number;
  readonly creators: readonly Creator[];
}

/** Rows of one statement, well below SQLite's limit of variables. */
const ROWS = 500;

/** Writes who made these books, which have no creators yet. */
export async function insertCreators(tx: Tx, books: readonly BookCreators[]): Promise<void> {
  const rows = books.flatMap(({ bookId, creators }) =>
    creators.map(({ name, role, fileAs }, position) => ({
      book_id: bookId,
      position,
      name,
      role,
      file_as: fileAs,
    })),
  );
  for (let start = 0; start < rows.length; start += ROWS) {
    await tx
      .insertInto('book_creators')
      .values(rows.slice(start, start + ROWS))
      .execute();
  }
}

/** Writes who made a book in the place of what was known. */
export async function replaceCreators(tx: Tx, book: BookCreators): Promise<void> {
  await tx.deleteFrom('book_creators').where('book_id', '=', book.bookId).execute();
  await insertCreators(tx, [book]);
}
