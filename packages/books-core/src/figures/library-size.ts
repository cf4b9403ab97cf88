import { sql, type Db } from '@dust/db';
import { prepareSql } from '../prepare-sql.ts';

/** How much there is for those who may see everything. */
export interface LibrarySize {
  /** Active books. */
  readonly books: number;
  /** Authors of active books. */
  readonly authors: number;
}

const selectSize = prepareSql<Record<string, never>, LibrarySize>(
  () => sql<LibrarySize>`
    select (select count(*) from books) - (select count(*) from books where status = 'archived') as books,
      (select count(distinct author) from books where status is distinct from 'archived') as authors`,
);

/** The size of the library as its owner knows it. */
export async function getLibrarySize(db: Db): Promise<LibrarySize> {
  return (await selectSize.first(db, {})) ?? { books: 0, authors: 0 };
}
