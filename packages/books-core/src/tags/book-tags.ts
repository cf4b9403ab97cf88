import { foldKey, indexBooks, toDbTime, type Db, type Tx } from '@dust/db';
import { getVisibleBook, listTagsOfBook } from '../books/get-books.ts';
import { TagAlreadyAppliedError, TagNotFoundError } from '../errors.ts';
import type { Viewer } from '../viewer.ts';
import type { TagRecord } from './tag-record.ts';
import { listTags } from './tags.ts';

export interface BookTagChange {
  readonly bookId: number;
  /** In whatever case. */
  readonly tagName: string;
  readonly now?: Date;
}

export interface BookTagResult {
  /** The tag's name as it is stored. */
  readonly tagName: string;
  /** All tags of the book after the change. */
  readonly tags: readonly TagRecord[];
}

/**
 * Puts a tag on a book by hand. Throws `BookNotFoundError`, `ContentRestrictedError`, {@link TagNotFoundError} and
 * {@link TagAlreadyAppliedError}.
 */
export async function addBookTag(
  db: Db,
  viewer: Viewer,
  { bookId, tagName, now = new Date() }: BookTagChange,
): Promise<BookTagResult> {
  return db.transaction().execute(async (tx) => {
    await getVisibleBook(tx, viewer, bookId);
    const tag = await getTagByName(tx, tagName);
    const added = await tx
      .insertInto('book_tags')
      .values({
        book_id: bookId,
        tag_id: tag.id,
        applied_at: toDbTime(now),
        applied_by: viewer.userId,
        auto_applied: 0,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('tag_id')
      .executeTakeFirst();
    if (added === undefined) throw new TagAlreadyAppliedError(tag.name, bookId);
    await tx
      .deleteFrom('book_tag_exclusions')
      .where('book_id', '=', bookId)
      .where('tag_id', '=', tag.id)
      .execute();
    await touchBook(tx, bookId, now);
    return { tagName: tag.name, tags: await listTagsOfBook(tx, bookId) };
  });
}

/**
 * Takes a tag off a book, whether it was on it or not, and keeps it from coming back by itself. Throws `BookNotFoundError`,
 * `ContentRestrictedError` and {@link TagNotFoundError}.
 */
export async function removeBookTag(
  db: Db,
  viewer: Viewer,
  { bookId, tagName, now = new Date() }: BookTagChange,
): Promise<BookTagResult> {
  return db.transaction().execute(async (tx) => {
    await getVisibleBook(tx, viewer, bookId);
    const tag = await getTagByName(tx, tagName);
    const removed = await tx
      .deleteFrom('book_tags')
      .where('book_id', '=', bookId)
      .where('tag_id', '=', tag.id)
      .returning('tag_id')
      .executeTakeFirst();
    await tx
      .insertInto('book_tag_exclusions')
      .values({ book_id: bookId, tag_id: tag.id, excluded_by: viewer.userId, excluded_at: toDbTime(now) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    if (removed !== undefined) await touchBook(tx, bookId, now);
    return { tagName: tag.name, tags: await listTagsOfBook(tx, bookId) };
  });
}

async function getTagByName(tx: Tx, name: string): Promise<TagRecord> {
  const key = foldKey(name);
  const tag = (await listTags(tx)).find((one) => foldKey(one.name) === key);
  if (tag === undefined) throw new TagNotFoundError();
  return tag;
}

async function touchBook(tx: Tx, bookId: number, now: Date): Promise<void> {
  await tx
    .updateTable('books')
    .set({ updated_at: toDbTime(now) })
    .where('id', '=', bookId)
    .execute();
  await indexBooks(tx, [bookId]);
}
