import { toDbTime, type Db } from '@dust/db';

export const REASON_NOT_FOUND = 'File not found during validation scan';
export const REASON_OUTSIDE = 'Library directory is no longer configured';

/** Ids in one statement, so that no transaction is long. */
const CHUNK = 200;

/** Archives active books as missing. Returns the ids of those that were. */
export async function archiveBooks(
  db: Db,
  ids: readonly number[],
  { reason, now }: { readonly reason: string; readonly now: Date },
): Promise<number[]> {
  const time = toDbTime(now);
  const archived: number[] = [];
  for (const chunk of chunks(ids)) {
    const rows = await db
      .updateTable('books')
      .set({
        status: 'archived',
        archive_kind: 'missing',
        archive_reason: reason,
        archived_at: time,
        updated_at: time,
        // However the book comes back, its file is to be read again: what was known of its problems is dropped.
        file_mtime: null,
      })
      .where('id', 'in', chunk)
      .where((where) => where.or([where('status', 'is', null), where('status', '!=', 'archived')]))
      .returning('id')
      .execute();
    archived.push(...rows.map(({ id }) => id));
  }
  return archived;
}

/** Makes books that were archived as missing active again. Returns the ids of those that were. */
export async function unarchiveBooks(db: Db, ids: readonly number[], now: Date): Promise<number[]> {
  const returned: number[] = [];
  for (const chunk of chunks(ids)) {
    const rows = await db
      .updateTable('books')
      .set({
        status: 'active',
        archive_kind: null,
        archive_reason: null,
        archived_at: null,
        updated_at: toDbTime(now),
      })
      .where('id', 'in', chunk)
      .where('status', '=', 'archived')
      .where('archive_kind', '=', 'missing')
      .returning('id')
      .execute();
    returned.push(...rows.map(({ id }) => id));
  }
  return returned;
}

function chunks(ids: readonly number[]): number[][] {
  const count = Math.ceil(ids.length / CHUNK);
  return Array.from({ length: count }, (_, index) => ids.slice(index * CHUNK, (index + 1) * CHUNK));
}
