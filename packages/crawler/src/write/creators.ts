import type { Tx } from '@dust/db';
import type { Creator } from '@dust/formats';
import { inFewSizes } from '../queries/statement-sizes.ts';

export interface BookCreators {
  readonly bookId: number;
  readonly creators: readonly Creator[];
}

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
  for (const group of inFewSizes(rows)) await tx.insertInto('book_creators').values(group).execute();
}

/** Writes who made a book in the place of what was known. */
export async function replaceCreators(tx: Tx, book: BookCreators): Promise<void> {
  await tx.deleteFrom('book_creators').where('book_id', '=', book.bookId).execute();
  await insertCreators(tx, [book]);
}
