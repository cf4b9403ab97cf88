import type { Db } from '@dust/db';
import { pathInLibrary, type Library } from '../paths/libraries.ts';
import type { PendingQuestion } from '../scan-report.ts';
import type { HeldBack } from './settle-missing.ts';

const SHOWN = 100;

/** What people are shown about books that were not archived. */
export async function pendingQuestion(
  db: Db,
  { ids, of }: HeldBack,
  libraries: readonly Library[],
): Promise<PendingQuestion> {
  const books = await db
    .selectFrom('books')
    .select(['id', 'name', 'file_path'])
    .where('id', 'in', ids.slice(0, SHOWN))
    .orderBy('id')
    .execute();
  return {
    missing: ids.length,
    of,
    books: books.map(({ id, name, file_path: path }) => ({
      id,
      name,
      filepath: pathInLibrary(libraries, path),
    })),
  };
}
