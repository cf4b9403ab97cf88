import { toDbTime, type Db, type Tx } from '@dust/db';
import { inFewSizes, paddedList } from '../queries/statement-sizes.ts';

/** The tags that exist, as far as automatic tagging needs them. */
export interface TagIndex {
  /** Name → id. */
  readonly ids: ReadonlyMap<string, number>;
  /** Genres whose tag requires a permission. */
  readonly restrictedGenres: ReadonlySet<string>;
}

export async function loadTags(db: Db): Promise<TagIndex> {
  const tags = await db
    .selectFrom('tags')
    .select(['id', 'name', 'category', 'requires_permission'])
    .execute();
  const restricted = tags.filter((tag) => tag.category === 'genre' && tag.requires_permission !== null);
  return {
    ids: new Map(tags.map(({ id, name }) => [name, id])),
    restrictedGenres: new Set(restricted.map(({ name }) => name)),
  };
}

export interface TaggedBookId {
  readonly bookId: number;
  /** Names of automatic tags; those that do not exist are not given. */
  readonly tags: readonly string[];
}

/** Gives new books their automatic tags. Fails if one of the tags was deleted meanwhile. */
export async function tagNewBooks(
  tx: Tx,
  books: readonly TaggedBookId[],
  { ids, now }: { readonly ids: TagIndex['ids']; readonly now: Date },
): Promise<void> {
  const rows = books.flatMap(({ bookId, tags }) => rowsOf(bookId, idsOf(tags, ids), now));
  for (const group of inFewSizes(rows)) await tx.insertInto('book_tags').values(group).execute();
}

/** Tags that are not derived from the book, and so never taken off by deriving anew. */
const LASTING_TAG = 'New Addition';

/**
 * Replaces a book's automatic tags. Tags set by people stay, tags taken off by people stay off.
 *
 * @returns whether anything changed
 */
export async function retagBook(tx: Tx, { bookId, tags }: TaggedBookId, now: Date): Promise<boolean> {
  const { ids } = await loadTags(tx);
  const present = await tx
    .selectFrom('book_tags')
    .select(['tag_id', 'auto_applied'])
    .where('book_id', '=', bookId)
    .execute();
  const excluded = await tx
    .selectFrom('book_tag_exclusions')
    .select('tag_id')
    .where('book_id', '=', bookId)
    .execute();
  const wanted = new Set(idsOf(tags, ids));
  const lasting = ids.get(LASTING_TAG);
  const outdated = present
    .filter((tag) => tag.auto_applied === 1 && tag.tag_id !== lasting && !wanted.has(tag.tag_id))
    .map((tag) => tag.tag_id);
  const barred = new Set([...present, ...excluded].map((tag) => tag.tag_id));
  const missing = [...wanted].filter((id) => !barred.has(id));
  if (outdated.length > 0) {
    await tx
      .deleteFrom('book_tags')
      .where('book_id', '=', bookId)
      .where('tag_id', 'in', paddedList(outdated))
      .execute();
  }
  if (missing.length > 0)
    await tx
      .insertInto('book_tags')
      .values(rowsOf(bookId, missing, now))
      .execute();
  return outdated.length > 0 || missing.length > 0;
}

function idsOf(names: readonly string[], ids: ReadonlyMap<string, number>): number[] {
  return names.map((name) => ids.get(name)).filter((id) => id !== undefined);
}

function rowsOf(
  bookId: number,
  tagIds: readonly number[],
  now: Date,
): { book_id: number; tag_id: number; applied_at: string; auto_applied: number }[] {
  const time = toDbTime(now);
  return tagIds.map((tagId) => ({ book_id: bookId, tag_id: tagId, applied_at: time, auto_applied: 1 }));
}
