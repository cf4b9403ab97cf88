import { foldKey, indexBooks, toDbTime, type Db, type Tx } from '@dust/db';
import {
  BuiltInTagError,
  ContentRestrictedError,
  InvalidChangeError,
  TagExistsError,
  TagNotFoundError,
  UnknownPermissionError,
} from '../errors.ts';
import { holdsRequired, type Viewer } from '../viewer.ts';
import { builtInTagNames } from './built-in-tags.ts';
import type { TagRecord } from './tag-record.ts';
import { listTags } from './tags.ts';

export interface NewTagFields {
  /** 1 to 100 characters after trimming, without a comma or control character, and not `.` or `..`. */
  readonly name: string;
  readonly category: string;
  readonly description?: string | null | undefined;
  /** `#RRGGBB`. */
  readonly color?: string | null | undefined;
  /** Name of a permission. */
  readonly requiresPermission?: string | null | undefined;
}

/** What is left out stays; null clears. */
export interface TagChange {
  readonly name?: string | undefined;
  readonly category?: string | undefined;
  readonly description?: string | null | undefined;
  readonly color?: string | null | undefined;
  readonly requiresPermission?: string | null | undefined;
}

/** Books whose search entries are written in one go. */
const batchSize = 500;

/** Makes a tag. Throws {@link InvalidChangeError}, {@link UnknownPermissionError} and {@link TagExistsError}. */
export async function createTag(db: Db, fields: NewTagFields, now: Date = new Date()): Promise<TagRecord> {
  return db.transaction().execute(async (tx) => {
    const name = tidyName(fields.name);
    const { category, description = null, color = null, requiresPermission = null } = fields;
    await assertPermissionExists(tx, requiresPermission);
    assertNameIsFree(await listTags(tx), name);
    const { id } = await tx
      .insertInto('tags')
      .values({
        name,
        category,
        description,
        color,
        requires_permission: requiresPermission,
        created_at: toDbTime(now),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { id, name, category, description, color, requiresPermission, createdAt: toDbTime(now) };
  });
}

/**
 * Changes a tag. Throws like {@link createTag}, {@link TagNotFoundError}, {@link BuiltInTagError} for another name or category of a
 * built-in tag, and {@link ContentRestrictedError} for viewers without the permission that the tag requires or is to require.
 */
export async function updateTag(
  db: Db,
  viewer: Viewer,
  { tagId, change }: { readonly tagId: number; readonly change: TagChange },
): Promise<TagRecord> {
  return db.transaction().execute(async (tx) => {
    await assertPermissionExists(tx, change.requiresPermission ?? null);
    const tags = await listTags(tx);
    const old = findEditable(tags, tagId, viewer);
    const changed = changedTag(old, change);
    if (!holdsRequired(viewer, changed.requiresPermission)) throw new ContentRestrictedError(old.name);
    const isRenamed = changed.name !== old.name;
    if ((isRenamed || changed.category !== old.category) && builtInTagNames.has(old.name))
      throw new BuiltInTagError();
    assertNameIsFree(
      tags.filter(({ id }) => id !== tagId),
      changed.name,
    );
    const { name, category, description, color, requiresPermission } = changed;
    await tx
      .updateTable('tags')
      .set({ name, category, description, color, requires_permission: requiresPermission })
      .where('id', '=', tagId)
      .execute();
    if (isRenamed) await indexInBatches(tx, await booksWith(tx, tagId));
    return changed;
  });
}

/** Takes a tag off all books and removes it. Throws like {@link updateTag}. */
export async function deleteTag(
  db: Db,
  viewer: Viewer,
  { tagId, now = new Date() }: { readonly tagId: number; readonly now?: Date },
): Promise<TagRecord> {
  return db.transaction().execute(async (tx) => {
    const tag = findEditable(await listTags(tx), tagId, viewer);
    if (builtInTagNames.has(tag.name)) throw new BuiltInTagError();
    const bookIds = await booksWith(tx, tagId);
    await tx
      .updateTable('books')
      .set({ updated_at: toDbTime(now) })
      .where('id', 'in', (query) =>
        query.selectFrom('book_tags').select('book_id').where('tag_id', '=', tagId),
      )
      .execute();
    await tx.deleteFrom('tags').where('id', '=', tagId).execute();
    await indexInBatches(tx, bookIds);
    return tag;
  });
}

function tidyName(text: string): string {
  const name = text.normalize('NFC').trim();
  if (!/^[^,\p{Cc}]{1,100}$/u.test(name))
    throw new InvalidChangeError('name', 'must be 1 to 100 characters, no comma or control character');
  // Clients and proxies resolve these in the path of a URL, so no book could be rid of such a tag.
  if (name === '.' || name === '..') throw new InvalidChangeError('name', 'must not be . or ..');
  return name;
}

async function assertPermissionExists(tx: Tx, name: string | null): Promise<void> {
  if (name === null) return;
  const known = await tx.selectFrom('permissions').select('id').where('name', '=', name).executeTakeFirst();
  if (known === undefined) throw new UnknownPermissionError(name);
}

function assertNameIsFree(others: readonly TagRecord[], name: string): void {
  const key = foldKey(name);
  if (others.some((other) => foldKey(other.name) === key)) throw new TagExistsError();
}

/** Nobody may open to themselves what a tag hides from them. */
function findEditable(tags: readonly TagRecord[], tagId: number, viewer: Viewer): TagRecord {
  const tag = tags.find(({ id }) => id === tagId);
  if (tag === undefined) throw new TagNotFoundError();
  if (!holdsRequired(viewer, tag.requiresPermission)) throw new ContentRestrictedError(tag.name);
  return tag;
}

function changedTag(old: TagRecord, change: TagChange): TagRecord {
  return {
    ...old,
    name: change.name === undefined ? old.name : tidyName(change.name),
    category: change.category ?? old.category,
    description: change.description === undefined ? old.description : change.description,
    color: change.color === undefined ? old.color : change.color,
    requiresPermission:
      change.requiresPermission === undefined ? old.requiresPermission : change.requiresPermission,
  };
}

async function booksWith(tx: Tx, tagId: number): Promise<number[]> {
  const rows = await tx.selectFrom('book_tags').select('book_id').where('tag_id', '=', tagId).execute();
  return rows.map(({ book_id }) => book_id);
}

/** A tag may be on very many books; requests are served between the batches. */
async function indexInBatches(tx: Tx, bookIds: readonly number[]): Promise<void> {
  for (let start = 0; start < bookIds.length; start += batchSize) {
    await indexBooks(tx, bookIds.slice(start, start + batchSize));
    await new Promise((resolve) => setImmediate(resolve));
  }
}
