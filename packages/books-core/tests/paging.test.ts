import { InvalidCursorError, rebuildSearchIndex } from '@dust/db';
import { expect, test } from 'vitest';
import type { BookQuery, BookRecord, BookSort, Viewer } from '../src/index.ts';
import { createLibrary, holder, namesOf, reader, type BookFields, type Library } from './library.ts';

const sorts: readonly BookSort[] = [
  ...(['id', 'name', 'created_at', 'author', 'series', 'last_read_at'] as const),
  ...(['-id', '-name', '-created_at', '-author', '-series', '-last_read_at'] as const),
];

/** Books with equal names, times and authors, and with none. */
function manyBooks(): BookFields[] {
  return Array.from({ length: 40 }, (_, n) => ({
    name: `Book ${(n * 7) % 11}`,
    author: n % 9 === 0 ? null : `Author ${n % 4}`,
    createdAt: n % 8 === 0 ? null : `2025-01-0${1 + (n % 3)} 00:00:00`,
    ...(n % 3 === 0 ? { series: `Series ${n % 4}`, ...(n % 2 === 0 ? { number: n % 5 } : {}) } : {}),
    status: n % 10 === 3 ? ('archived' as const) : n % 10 === 4 ? null : ('active' as const),
    tags: n % 7 === 1 ? ['NSFW', 'Fiction'] : n % 2 === 0 ? ['Fiction', 'Teen'] : [],
  }));
}

async function readBooks(library: Library, bookIds: readonly number[]): Promise<void> {
  for (const id of bookIds) {
    await library.db
      .insertInto('reading_progress')
      .values({ user_id: 1, book_id: id, last_read_at: `2025-02-0${1 + (id % 2)} 00:00:00` })
      .execute();
  }
}

async function pageThrough(
  library: Library,
  query: BookQuery,
  viewer: Viewer = reader,
): Promise<BookRecord[]> {
  const books: BookRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await library.catalog.listBooks(viewer, { limit: 3, ...query, cursor });
    books.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return books;
}

async function pageBack(library: Library, query: BookQuery): Promise<BookRecord[]> {
  const { lastCursor } = await library.catalog.listBooks(reader, { ...query, limit: 3 });
  const books: BookRecord[] = [];
  let cursor = lastCursor;
  while (cursor !== null) {
    const page = await library.catalog.listBooks(reader, { ...query, limit: 3, cursor });
    books.unshift(...page.items);
    cursor = page.previousCursor;
  }
  return books;
}

test.each(sorts)('pages of the order %s make up the whole list', async (sort) => {
  await using library = await createLibrary(manyBooks());
  await readBooks(library, [3, 5, 8, 13, 20, 21, 22]);
  const queries: BookQuery[] = [
    { sort },
    { sort, status: 'all' },
    { sort, status: 'archived' },
    { sort, includeTags: ['fiction'] },
    { sort, q: 'book' },
    { sort, excludeTags: ['teen'], authorId: 1 },
  ];
  for (const query of queries) {
    const { items, total, nextCursor } = await library.catalog.listBooks(reader, query);
    expect(items.length).toBeGreaterThan(0);
    expect({ total, nextCursor }).toEqual({ total: items.length, nextCursor: null });
    expect(items.length).toBeGreaterThan(3);
    expect((await library.catalog.listBooks(reader, { ...query, limit: 1 })).total).toBe(items.length);
    expect(await pageThrough(library, query)).toEqual(items);
    expect(await pageBack(library, query)).toEqual(items);
  }
});

test('every page tells the total, and the last one has no cursor', async () => {
  await using library = await createLibrary(['a', 'b', 'c', 'd']);
  const { catalog } = library;
  const first = await catalog.listBooks(reader, { limit: 2 });
  expect({ ...first, items: namesOf(first.items) }).toEqual({
    items: ['a', 'b'],
    total: 4,
    nextCursor: expect.any(String),
    previousCursor: null,
    lastCursor: expect.any(String),
  });
  const second = await catalog.listBooks(reader, { limit: 2, cursor: first.nextCursor ?? '' });
  expect({ ...second, items: namesOf(second.items) }).toEqual({
    items: ['c', 'd'],
    total: 4,
    nextCursor: null,
    previousCursor: expect.any(String),
    lastCursor: expect.any(String),
  });
});

test('what comes and goes meanwhile neither repeats nor hides other entries', async () => {
  await using library = await createLibrary(['b', 'd', 'f', 'h']);
  const { catalog, db, add } = library;
  const first = await catalog.listBooks(reader, { sort: 'name', limit: 2 });
  await add('a');
  await add('e');
  await db.deleteFrom('books').where('name', 'in', ['b', 'd']).execute();
  const second = await catalog.listBooks(reader, { sort: 'name', limit: 9, cursor: first.nextCursor ?? '' });
  expect(namesOf(second.items)).toEqual(['e', 'f', 'h']);
  expect(second.total).toBe(4);
});

test('a page of which nothing is left leads on to what is beside it', async () => {
  await using library = await createLibrary(['a', 'b', 'c', 'd', 'e', 'f']);
  const { catalog, db } = library;
  const page = (cursor?: string | null): ReturnType<typeof catalog.listBooks> =>
    catalog.listBooks(reader, { sort: 'name', limit: 2, cursor: cursor ?? undefined });
  const middle = await page((await page()).nextCursor);
  await db.deleteFrom('books').where('name', 'in', ['e', 'f']).execute();
  const beyond = await page(middle.nextCursor);
  expect([beyond.items, beyond.nextCursor]).toEqual([[], null]);
  expect(namesOf((await page(beyond.previousCursor)).items)).toEqual(['c', 'd']);
  await db.deleteFrom('books').where('name', 'in', ['a', 'b']).execute();
  const before = await page(middle.previousCursor);
  expect([before.items, before.previousCursor]).toEqual([[], null]);
  expect(namesOf((await page(before.nextCursor)).items)).toEqual(['c', 'd']);
});

test('a cursor alone asks for up to 100 more', async () => {
  await using library = await createLibrary(Array.from({ length: 103 }, (_, n) => `Book ${n}`));
  const { nextCursor } = await library.catalog.listBooks(reader, { limit: 1 });
  const next = await library.catalog.listBooks(reader, { cursor: nextCursor ?? '' });
  expect(next.items).toHaveLength(100);
  expect(next.nextCursor).not.toBeNull();
});

test('a cursor fits its own list only', async () => {
  await using library = await createLibrary(['a', 'b', 'c'].map((name) => ({ name, tags: ['Fiction'] })));
  const { catalog } = library;
  const { nextCursor } = await catalog.listBooks(reader, { sort: 'name', limit: 1 });
  const cursor = nextCursor ?? '';
  expect((await catalog.listBooks(reader, { sort: 'name', cursor })).items).toHaveLength(2);
  const others: BookQuery[] = [
    {},
    { sort: '-name' },
    { sort: 'name', status: 'all' },
    { sort: 'name', q: 'a' },
    { sort: 'name', includeTags: ['Fiction'] },
    { sort: 'name', formats: ['epub'] },
    { sort: 'name', authorId: 1 },
  ];
  for (const other of others)
    await expect(catalog.listBooks(reader, { ...other, cursor })).rejects.toThrow(InvalidCursorError);
  await expect(catalog.listBooksByTag(reader, 'Fiction', { cursor })).rejects.toThrow('Invalid cursor');
  await expect(catalog.listAuthors(reader, { cursor })).rejects.toThrow('Invalid cursor');
  for (const damaged of ['', 'x', `${cursor.slice(0, -4)}AAAA`])
    await expect(catalog.listBooks(reader, { sort: 'name', cursor: damaged })).rejects.toThrow(
      'Invalid cursor',
    );
});

test('names of filters in another case and order are the same list', async () => {
  await using library = await createLibrary(['a', 'b'].map((name) => ({ name, tags: ['Fiction'] })));
  const { catalog } = library;
  const { nextCursor } = await catalog.listBooks(reader, { includeTags: ['fiction', 'TEEN', ' '], limit: 1 });
  const next = await catalog.listBooks(reader, {
    includeTags: ['teen', ' Fiction'],
    cursor: nextCursor ?? '',
  });
  expect(namesOf(next.items)).toEqual(['b']);
});

test('the whole list comes in pieces of at most 250', async () => {
  await using library = await createLibrary(Array.from({ length: 260 }, (_, n) => `Book ${n}`));
  const sizes: number[] = [];
  for await (const piece of library.catalog.streamBooks(holder)) sizes.push(piece.length);
  expect(sizes).toEqual([250, 10]);
});

test('a list with very many books of a tag is paged like one with few', async () => {
  await using library = await createLibrary();
  const { db, catalog } = library;
  const rows = Array.from({ length: 2100 }, (_, n) => ({ n, name: `book ${n % 50}` }));
  for (const { n, name } of rows)
    await db
      .insertInto('books')
      .values({ id: n + 1, name, name_key: name, file_path: `/${n}` })
      .execute();
  await db
    .insertInto('book_tags')
    .columns(['book_id', 'tag_id'])
    .expression((query) => query.selectFrom('books').select(['id', query.lit(8).as('tag_id')]))
    .execute();
  await rebuildSearchIndex(db);
  const query = { sort: 'name', includeTags: ['Fiction'], limit: 500 } as const;
  const all = await catalog.listBooks(reader, { sort: 'name' });
  expect(await pageThrough(library, query)).toEqual(all.items);
  expect((await catalog.listBooks(reader, { ...query, limit: 1 })).total).toBe(2100);
  expect((await catalog.listBooks(reader, { q: 'book', sort: '-name', limit: 1 })).items[0]?.name).toBe(
    'book 9',
  );
});
