import { sql } from '@dust/db';
import { expect, test } from 'vitest';
import {
  BookNotFoundError,
  ContentRestrictedError,
  getBook,
  getVisibleBook,
  listBooksByIds,
  visibleBooks,
} from '../src/index.ts';
import type { BookSort, Viewer } from '../src/index.ts';
import { admin, createLibrary, holder, namesOf, reader, type Library } from './library.ts';

async function seenBy(library: Library, viewer: Viewer): Promise<string[]> {
  return namesOf((await library.catalog.listBooks(viewer)).items);
}

function only(...permissions: string[]): Viewer {
  return { userId: 1, permissions: new Set(permissions) };
}

const mixed = [
  { name: 'Emma', tags: ['Fiction'] },
  { name: 'Night', tags: ['Fiction', 'NSFW'] },
  { name: 'Tricks', tags: ['Magic'] },
  { name: 'Both', tags: ['Magic', 'Adult'] },
  { name: 'Plain' },
];

test('a book is seen by those who hold what each of its tags requires', async () => {
  await using library = await createLibrary(mixed);
  expect(await seenBy(library, reader)).toEqual(['Emma', 'Plain']);
  expect(await seenBy(library, only('content.nsfw'))).toEqual(['Emma', 'Night', 'Plain']);
  expect(await seenBy(library, only('content.restricted'))).toEqual(['Emma', 'Tricks', 'Plain']);
  expect(await seenBy(library, holder)).toEqual(['Emma', 'Night', 'Tricks', 'Both', 'Plain']);
});

test('admin.full sees all, whatever a tag requires', async () => {
  await using library = await createLibrary(mixed);
  await library.db
    .updateTable('tags')
    .set({ requires_permission: 'made.up' })
    .where('name', '=', 'Fiction')
    .execute();
  expect(await seenBy(library, holder)).toEqual(['Tricks', 'Both', 'Plain']);
  expect(await seenBy(library, { userId: 3, permissions: new Set(['admin.full']) })).toHaveLength(5);
});

test('a grant for one book shows that book to that user alone', async () => {
  await using library = await createLibrary(mixed);
  const night = 2;
  await library.grant(reader, 'content.nsfw', night);
  expect(await seenBy(library, reader)).toEqual(['Emma', 'Night', 'Plain']);
  expect(await seenBy(library, { ...reader, userId: 2 })).toEqual(['Emma', 'Plain']);
});

test('a grant for one book has to cover every tag of it', async () => {
  await using library = await createLibrary(mixed);
  const both = 4;
  await library.grant(reader, 'content.restricted', both);
  expect(await seenBy(library, reader)).toEqual(['Emma', 'Plain']);
  await library.grant(reader, 'content.nsfw', both);
  expect(await seenBy(library, reader)).toEqual(['Emma', 'Both', 'Plain']);
});

test.each([
  ['admin.full', 'content.nsfw', true],
  ['books.manage', 'books.write', true],
  ['books.manage', 'books.read', true],
  ['books.manage', 'books.delete', true],
  ['books.write', 'books.read', true],
  ['books.read', 'books.write', false],
  ['books.write', 'books.delete', false],
  ['users.manage', 'books.write', false],
  ['books.manage', 'content.nsfw', false],
])('a grant of %s for a book gives %s for it: %s', async (granted, required, isSeen) => {
  await using library = await createLibrary(mixed);
  await library.db
    .updateTable('tags')
    .set({ requires_permission: required })
    .where('name', '=', 'NSFW')
    .execute();
  await library.grant({ ...reader, userId: 2 }, granted, 2);
  const stranger: Viewer = { userId: 2, permissions: new Set(['genres.read']) };
  expect((await seenBy(library, stranger)).includes('Night')).toBe(isSeen);
});

test('what is granted later shows at once, totals included', async () => {
  await using library = await createLibrary(mixed);
  expect((await library.catalog.listBooks(reader, { limit: 1 })).total).toBe(2);
  await library.grant(reader, 'content.nsfw', 2);
  expect((await library.catalog.listBooks(reader, { limit: 1 })).total).toBe(3);
  expect((await library.catalog.listBooks({ ...reader, userId: 2 }, { limit: 1 })).total).toBe(2);
});

test('a hidden book is refused by the name of the first lacking tag, an unknown one is not found', async () => {
  await using library = await createLibrary(mixed);
  const { db } = library;
  for (const get of [getBook, getVisibleBook]) {
    await expect(get(db, reader, 2)).rejects.toThrow('Access denied: Missing permission for NSFW content');
    await expect(get(db, reader, 4)).rejects.toThrow('Access denied: Missing permission for Adult content');
    await expect(get(db, reader, 3)).rejects.toThrow(ContentRestrictedError);
    await expect(get(db, reader, 99)).rejects.toThrow(BookNotFoundError);
    expect(await get(db, holder, 4)).toMatchObject({ id: 4 });
  }
  await library.grant(reader, 'content.nsfw', 4);
  await expect(getBook(db, reader, 4)).rejects.toThrow('Access denied: Missing permission for Magic content');
});

test('the condition can be used by other queries', async () => {
  await using library = await createLibrary(mixed);
  const rows = await library.db
    .selectFrom('books')
    .select('name')
    .where(visibleBooks(reader, sql.ref('books.id')))
    .execute();
  expect(namesOf(rows)).toEqual(['Emma', 'Plain']);
});

test('hidden books are in no list, in no order and with no filter', async () => {
  await using library = await createLibrary([
    { name: 'Emma', series: 'Austen' },
    { name: 'Night', series: 'Austen', tags: ['NSFW', 'Fiction'], author: 'Nobody' },
  ]);
  const { db, catalog } = library;
  const sorts: BookSort[] = [
    'id',
    '-id',
    'name',
    '-name',
    'created_at',
    '-created_at',
    'author',
    '-author',
    'series',
    '-series',
    'last_read_at',
    '-last_read_at',
  ];
  for (const sort of sorts)
    expect(namesOf((await catalog.listBooks(reader, { sort })).items)).toEqual(['Emma']);
  for (const query of [
    { q: 'night' },
    { includeTags: ['fiction'] },
    { authorId: 2 },
    { status: 'all' as const, formats: ['epub'], q: 'nobody' },
  ])
    expect(await catalog.listBooks(reader, query)).toMatchObject({ items: [], total: 0, nextCursor: null });
  expect(namesOf(await listBooksByIds(db, reader, [2, 1]))).toEqual(['Emma']);
  expect(namesOf(await listBooksByIds(db, holder, [2, 99, 1]))).toEqual(['Night', 'Emma']);
  expect((await catalog.listBooksByTag(reader, 'fiction')).total).toBe(0);
  expect((await catalog.listBooksByTag(admin, 'fiction')).total).toBe(1);
});
