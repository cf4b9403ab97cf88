import { countUsers } from '@dust/auth';
import { countQuarantine } from '@dust/crawler';
import type { Db } from '@dust/db';

/** What there is at this moment. */
export interface LibraryFigures {
  readonly activeBooks: number;
  readonly archivedBooks: number;
  readonly activeUsers: number;
  readonly inactiveUsers: number;
  readonly quarantinedFiles: number;
}

/** Reads the figures in three statements. */
export async function readLibraryFigures(db: Db): Promise<LibraryFigures> {
  const [books, users, quarantinedFiles] = await Promise.all([
    countBooks(db),
    countUsers(db),
    countQuarantine(db),
  ]);
  return {
    ...books,
    activeUsers: users.activeUsers,
    inactiveUsers: users.totalUsers - users.activeUsers,
    quarantinedFiles,
  };
}

/** Whatever is not archived is active, as everywhere. */
async function countBooks(db: Db): Promise<Pick<LibraryFigures, 'activeBooks' | 'archivedBooks'>> {
  const { total, archived } = await db
    .selectFrom('books')
    .select((select) => [
      select.fn.countAll<number>().as('total'),
      select
        .selectFrom('books')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .where('status', '=', 'archived')
        .as('archived'),
    ])
    .executeTakeFirstOrThrow();
  const archivedBooks = archived ?? 0;
  return { activeBooks: total - archivedBooks, archivedBooks };
}
