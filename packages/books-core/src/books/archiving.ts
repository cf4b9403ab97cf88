import { toDbTime, type Db } from '@dust/db';
import type { Viewer } from '../viewer.ts';
import { getVisibleBook } from './get-books.ts';

export interface ArchiveRequest {
  readonly bookId: number;
  /** Why; "Manually archived by user" if blank or left out. */
  readonly reason?: string | null | undefined;
  /** Who is named in the stored reason. */
  readonly displayName: string;
  readonly now?: Date;
}

/**
 * Archives a book by hand, so that no scan brings it back; a book already archived keeps its time. Throws `BookNotFoundError` and
 * `ContentRestrictedError`.
 *
 * @returns the reason without the name
 */
export async function archiveBook(db: Db, viewer: Viewer, request: ArchiveRequest): Promise<string> {
  const { bookId, displayName, now = new Date() } = request;
  const given = request.reason ?? '';
  const reason = given.trim() === '' ? 'Manually archived by user' : given;
  const moment = toDbTime(now);
  await db.transaction().execute(async (tx) => {
    const { status } = await getVisibleBook(tx, viewer, bookId);
    await tx
      .updateTable('books')
      .set({
        status: 'archived',
        archive_kind: 'manual',
        archive_reason: `${reason} (archived by ${displayName})`,
        updated_at: moment,
      })
      .$if(status === 'active', (update) => update.set({ archived_at: moment }))
      .where('id', '=', bookId)
      .execute();
  });
  return reason;
}

/** Makes a book active again, whatever archived it. Throws `BookNotFoundError` and `ContentRestrictedError`. */
export async function unarchiveBook(
  db: Db,
  viewer: Viewer,
  { bookId, now = new Date() }: { readonly bookId: number; readonly now?: Date },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { status } = await getVisibleBook(tx, viewer, bookId);
    if (status === 'active') return;
    await tx
      .updateTable('books')
      .set({
        status: 'active',
        archived_at: null,
        archive_reason: null,
        archive_kind: null,
        updated_at: toDbTime(now),
      })
      .where('id', '=', bookId)
      .execute();
  });
}
