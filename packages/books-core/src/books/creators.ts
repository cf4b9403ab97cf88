import { sql, type Db } from '@dust/db';
import { prepareSql } from '../prepare-sql.ts';

/** Someone who made a book. */
export interface CreatorRecord {
  readonly name: string;
  /** MARC relator code: `aut`, `ill`, `trl` … */
  readonly role: string;
  readonly fileAs: string | null;
}

interface CreatorRow extends CreatorRecord {
  readonly bookId: number;
}

const selectCreators = prepareSql(
  (argument: { readonly ids: string }) => sql<CreatorRow>`
    select creators.book_id as bookId, creators.name, creators.role, creators.file_as as fileAs
    from json_each(${argument.ids}) as asked cross join book_creators as creators on creators.book_id = asked.value
    order by asked.key, creators.position`,
);

/**
 * Everyone whom the files of these books name, in the order of each file; books without are left out. Whether the books are
 * visible is the caller's question.
 */
export async function listCreators(
  db: Db,
  bookIds: readonly number[],
): Promise<ReadonlyMap<number, readonly CreatorRecord[]>> {
  if (bookIds.length === 0) return new Map();
  const rows = await selectCreators.all(db, { ids: JSON.stringify(bookIds) });
  return Map.groupBy(rows, ({ bookId }) => bookId);
}
