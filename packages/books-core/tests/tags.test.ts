import { expect, test } from 'vitest';
import {
  addBookTag,
  createTag,
  deleteTag,
  getBook,
  listTags,
  listTagsByCategory,
  listTagsOfBook,
  removeBookTag,
  updateTag,
  type Viewer,
} from '../src/index.ts';
import { admin, createLibrary, holder, namesOf, reader, type Library } from './library.ts';

const now = new Date('2025-06-15T12:00:00Z');
const librarian: Viewer = { userId: 2, permissions: new Set(['books.manage', 'books.write', 'books.read']) };

test('tags are listed by category and name, those of a category by name', async () => {
  await using library = await createLibrary();
  const tags = await listTags(library.db);
  expect(tags).toHaveLength(39);
  expect(namesOf(tags).slice(3, 6)).toEqual(['Textbook', 'Adult', 'All Ages']);
  expect(namesOf(await listTagsByCategory(library.db, 'content-rating'))).toEqual([
    'Adult',
    'All Ages',
    'Mature',
    'NSFW',
    'Teen',
  ]);
  expect(await listTagsByCategory(library.db, 'none')).toEqual([]);
});

test('a new tag is tidied and told whole', async () => {
  await using library = await createLibrary();
  const tag = await createTag(
    library.db,
    { name: '  Manga ', category: 'genre', color: '#112233', requiresPermission: 'content.nsfw' },
    now,
  );
  expect(tag).toEqual({
    id: 40,
    name: 'Manga',
    category: 'genre',
    description: null,
    color: '#112233',
    requiresPermission: 'content.nsfw',
    createdAt: '2025-06-15 12:00:00',
  });
  expect(await listTags(library.db)).toContainEqual(tag);
});

test.each([
  [{ name: 'fiction' }, 'TAG_EXISTS', 'Tag already exists'],
  [{ name: 'X', requiresPermission: 'made.up' }, 'UNKNOWN_PERMISSION', 'Unknown permission: made.up'],
  [{ name: ' ' }, 'VALIDATION_ERROR', 'Invalid request'],
  [{ name: 'a,b' }, 'VALIDATION_ERROR', 'Invalid request'],
  [{ name: 'x'.repeat(101) }, 'VALIDATION_ERROR', 'Invalid request'],
  [{ name: '.' }, 'VALIDATION_ERROR', 'Invalid request'],
  [{ name: ' .. ' }, 'VALIDATION_ERROR', 'Invalid request'],
  [{ name: 'a\nb' }, 'VALIDATION_ERROR', 'Invalid request'],
  [{ name: 'a\0b' }, 'VALIDATION_ERROR', 'Invalid request'],
])('a tag like %j is refused', async (fields, code, message) => {
  await using library = await createLibrary();
  await expect(createTag(library.db, { category: 'genre', ...fields })).rejects.toMatchObject({
    code,
    message,
  });
  expect(await listTags(library.db)).toHaveLength(39);
});

test('names that differ in accented capitals only are the same', async () => {
  await using library = await createLibrary();
  await createTag(library.db, { name: 'ÉTÉ', category: 'genre' });
  await expect(createTag(library.db, { name: 'été', category: 'genre' })).rejects.toThrow(
    'Tag already exists',
  );
});

test('a change keeps what is left out, clears what is null, and reaches the search', async () => {
  await using library = await createLibrary(['Emma']);
  const { db, catalog } = library;
  const { id } = await createTag(db, {
    name: 'Manga',
    category: 'genre',
    description: 'x',
    color: '#112233',
  });
  await addBookTag(db, reader, { bookId: 1, tagName: 'manga' });
  const changed = await updateTag(db, librarian, {
    tagId: id,
    change: { name: 'Comics', description: null },
  });
  expect(changed).toMatchObject({
    id,
    name: 'Comics',
    category: 'genre',
    description: null,
    color: '#112233',
  });
  expect(await listTagsOfBook(db, 1)).toEqual([changed]);
  expect((await catalog.listBooksByTag(reader, 'comics')).total).toBe(1);
});

test.each([
  [8, { name: 'Stories' }, 'BUILT_IN', 'Built-in tags cannot be renamed or deleted'],
  [8, { category: 'mood' }, 'BUILT_IN', 'Built-in tags cannot be renamed or deleted'],
  [40, { name: 'FICTION' }, 'TAG_EXISTS', 'Tag already exists'],
  [40, { name: '..' }, 'VALIDATION_ERROR', 'Invalid request'],
  [40, { name: 'a\u0007b' }, 'VALIDATION_ERROR', 'Invalid request'],
  [40, { requiresPermission: 'made.up' }, 'UNKNOWN_PERMISSION', 'Unknown permission: made.up'],
  [99, { name: 'X' }, 'TAG_NOT_FOUND', 'Tag not found'],
  [
    40,
    { requiresPermission: 'content.nsfw' },
    'CONTENT_RESTRICTED',
    'Access denied: Missing permission for Manga content',
  ],
  [
    1,
    { requiresPermission: null },
    'CONTENT_RESTRICTED',
    'Access denied: Missing permission for NSFW content',
  ],
])('changing tag %i to %j is refused', async (tagId, change, code, message) => {
  await using library = await createLibrary();
  await createTag(library.db, { name: 'Manga', category: 'genre' });
  const before = await listTags(library.db);
  await expect(updateTag(library.db, librarian, { tagId, change })).rejects.toMatchObject({ code, message });
  expect(await listTags(library.db)).toEqual(before);
});

test('a built-in tag keeps its name and category, and takes other changes', async () => {
  await using library = await createLibrary();
  const change = { name: 'NSFW', category: 'content-rating', color: '#000000', requiresPermission: null };
  expect(await updateTag(library.db, holder, { tagId: 1, change })).toMatchObject(change);
});

test('deleting a tag takes it off all books', async () => {
  await using library = await createLibrary(['Emma', 'Other']);
  const { db, catalog } = library;
  const { id } = await createTag(db, { name: 'Manga', category: 'genre' });
  await addBookTag(db, reader, { bookId: 1, tagName: 'Manga' });
  expect(await deleteTag(db, librarian, { tagId: id, now })).toMatchObject({ name: 'Manga' });
  const { items } = await catalog.listBooks(reader);
  expect(items.map(({ tags, updatedAt }) => [tags, updatedAt])).toEqual([
    [[], '2025-06-15 12:00:00'],
    [[], '2025-01-01 00:00:00'],
  ]);
});

test('built-in tags, unknown ones and those that hide books from the caller are not deleted', async () => {
  await using library = await createLibrary();
  const { db } = library;
  const secret = await createTag(db, { name: 'Secret', category: 'x', requiresPermission: 'content.nsfw' });
  await expect(deleteTag(db, admin, { tagId: 1 })).rejects.toMatchObject({ code: 'BUILT_IN' });
  await expect(deleteTag(db, admin, { tagId: 99 })).rejects.toMatchObject({ code: 'TAG_NOT_FOUND' });
  await expect(deleteTag(db, librarian, { tagId: secret.id })).rejects.toThrow(
    'Missing permission for Secret content',
  );
  expect(await deleteTag(db, holder, { tagId: secret.id })).toMatchObject({ name: 'Secret' });
});

async function assignments(library: Library): Promise<unknown[]> {
  return library.db
    .selectFrom('book_tags')
    .select(['book_id', 'tag_id', 'applied_at', 'applied_by', 'auto_applied'])
    .execute();
}

test('a tag put on by hand is recorded with the user, and lifts its exclusion', async () => {
  await using library = await createLibrary(['Emma']);
  const { db } = library;
  await removeBookTag(db, reader, { bookId: 1, tagName: 'Fiction' });
  const result = await addBookTag(db, reader, { bookId: 1, tagName: ' fiction', now });
  expect(result.tagName).toBe('Fiction');
  expect(namesOf(result.tags)).toEqual(['Fiction']);
  expect(await assignments(library)).toEqual([
    { book_id: 1, tag_id: 8, applied_at: '2025-06-15 12:00:00', applied_by: 1, auto_applied: 0 },
  ]);
  expect(await db.selectFrom('book_tag_exclusions').selectAll().execute()).toEqual([]);
  expect((await getBook(db, reader, 1)).updatedAt).toBe('2025-06-15 12:00:00');
  await expect(addBookTag(db, reader, { bookId: 1, tagName: 'FICTION' })).rejects.toMatchObject({
    code: 'TAG_ALREADY_APPLIED',
    message: 'Tag Fiction is already on book 1',
  });
});

test('a tag may take the book away from who puts it on', async () => {
  await using library = await createLibrary(['Emma']);
  const { db } = library;
  expect(namesOf((await addBookTag(db, reader, { bookId: 1, tagName: 'nsfw' })).tags)).toEqual(['NSFW']);
  await expect(removeBookTag(db, reader, { bookId: 1, tagName: 'nsfw' })).rejects.toMatchObject({
    code: 'CONTENT_RESTRICTED',
  });
});

test('a tag taken off is kept off, whether it was on or not', async () => {
  await using library = await createLibrary([{ name: 'Emma', tags: ['Fiction', 'Teen'] }]);
  const { db } = library;
  const result = await removeBookTag(db, reader, { bookId: 1, tagName: 'FICTION', now });
  expect(result.tagName).toBe('Fiction');
  expect(namesOf(result.tags)).toEqual(['Teen']);
  expect(namesOf((await removeBookTag(db, reader, { bookId: 1, tagName: 'Horror', now })).tags)).toEqual([
    'Teen',
  ]);
  const excluded = { book_id: 1, excluded_by: 1, excluded_at: '2025-06-15 12:00:00' };
  expect(await db.selectFrom('book_tag_exclusions').selectAll().execute()).toEqual([
    { ...excluded, tag_id: 8 },
    { ...excluded, tag_id: 18 },
  ]);
});

test.each([addBookTag, removeBookTag])(
  '%o refuses unknown tags and books, and hidden books',
  async (change) => {
    await using library = await createLibrary([{ name: 'Emma' }, { name: 'Night', tags: ['NSFW'] }]);
    const { db } = library;
    await expect(change(db, reader, { bookId: 1, tagName: 'nonsense' })).rejects.toMatchObject({
      code: 'TAG_NOT_FOUND',
    });
    await expect(change(db, reader, { bookId: 2, tagName: 'Fiction' })).rejects.toMatchObject({
      code: 'CONTENT_RESTRICTED',
    });
    await expect(change(db, reader, { bookId: 9, tagName: 'Fiction' })).rejects.toMatchObject({
      code: 'BOOK_NOT_FOUND',
    });
  },
);
