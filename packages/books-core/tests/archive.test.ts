import { expect, test } from 'vitest';
import { archiveBook, getBook, unarchiveBook } from '../src/index.ts';
import { admin, createLibrary, holder, namesOf, reader, type Library } from './library.ts';

const now = new Date('2025-06-15T12:00:00Z');

async function kindOf(library: Library, bookId: number): Promise<string | null> {
  const row = await library.db
    .selectFrom('books')
    .select('archive_kind')
    .where('id', '=', bookId)
    .executeTakeFirstOrThrow();
  return row.archive_kind;
}

test.each([
  ['damaged', 'damaged'],
  [undefined, 'Manually archived by user'],
  [null, 'Manually archived by user'],
  ['  ', 'Manually archived by user'],
])('archiving with the reason %s stores who did it', async (reason, told) => {
  await using library = await createLibrary(['Emma']);
  const { db } = library;
  expect(await archiveBook(db, reader, { bookId: 1, reason, displayName: 'Ann', now })).toBe(told);
  expect(await getBook(db, reader, 1)).toMatchObject({
    status: 'archived',
    archivedAt: '2025-06-15 12:00:00',
    archiveReason: `${told} (archived by Ann)`,
    updatedAt: '2025-06-15 12:00:00',
  });
  expect(await kindOf(library, 1)).toBe('manual');
});

test('archiving an archived book makes it manual and keeps its time', async () => {
  await using library = await createLibrary([{ name: 'Gone', status: 'archived', archiveKind: 'missing' }]);
  await archiveBook(library.db, reader, { bookId: 1, displayName: 'Ann', now });
  expect(await kindOf(library, 1)).toBe('manual');
  expect(await getBook(library.db, reader, 1)).toMatchObject({
    archivedAt: '2025-01-01 00:00:00',
    archiveReason: 'Manually archived by user (archived by Ann)',
  });
});

test('unarchiving clears time, reason and kind, and leaves an active book alone', async () => {
  await using library = await createLibrary(['Emma', { name: 'Gone', status: 'archived' }]);
  const { db } = library;
  for (const bookId of [1, 2]) await unarchiveBook(db, reader, { bookId, now });
  expect(await getBook(db, reader, 2)).toMatchObject({
    status: 'active',
    archivedAt: null,
    archiveReason: null,
    updatedAt: '2025-06-15 12:00:00',
  });
  expect(await kindOf(library, 2)).toBeNull();
  expect((await getBook(db, reader, 1)).updatedAt).toBe('2025-01-01 00:00:00');
});

test('hidden and unknown books are neither archived nor unarchived', async () => {
  await using library = await createLibrary([{ name: 'Night', tags: ['NSFW'] }]);
  const { db } = library;
  await expect(archiveBook(db, reader, { bookId: 1, displayName: 'Ann' })).rejects.toMatchObject({
    code: 'CONTENT_RESTRICTED',
  });
  await expect(unarchiveBook(db, reader, { bookId: 1 })).rejects.toMatchObject({
    code: 'CONTENT_RESTRICTED',
  });
  await expect(archiveBook(db, reader, { bookId: 9, displayName: 'Ann' })).rejects.toMatchObject({
    code: 'BOOK_NOT_FOUND',
  });
  await expect(unarchiveBook(db, reader, { bookId: 9 })).rejects.toMatchObject({ code: 'BOOK_NOT_FOUND' });
  expect((await getBook(db, holder, 1)).status).toBe('active');
});

const archived = [
  { name: 'Active' },
  {
    name: 'First',
    status: 'archived' as const,
    archivedAt: '2025-06-14 00:00:00',
    archiveKind: 'missing' as const,
  },
  { name: 'Second', status: 'archived' as const, archivedAt: '2025-06-01 00:00:00' },
  { name: 'Same', status: 'archived' as const, archivedAt: '2025-06-01 00:00:00' },
  { name: 'Night', status: 'archived' as const, archivedAt: '2025-06-13 00:00:00', tags: ['NSFW'] },
  { name: 'Long ago', status: 'archived' as const, archivedAt: '2024-01-01 00:00:00' },
  { name: 'Dark', tags: ['NSFW'] },
];

test('archived books are listed by time, latest first, without hidden ones', async () => {
  await using library = await createLibrary(archived);
  const { catalog } = library;
  expect(namesOf((await catalog.listArchivedBooks(reader)).items)).toEqual([
    'First',
    'Second',
    'Same',
    'Long ago',
  ]);
  expect(namesOf((await catalog.listArchivedBooks(holder)).items)).toEqual([
    'First',
    'Night',
    'Second',
    'Same',
    'Long ago',
  ]);
  const page = await catalog.listArchivedBooks(reader, { limit: 2 });
  expect(page.total).toBe(4);
  const next = await catalog.listArchivedBooks(reader, { limit: 2, cursor: page.nextCursor ?? '' });
  expect(namesOf([...page.items, ...next.items])).toEqual(['First', 'Second', 'Same', 'Long ago']);
  expect(next.nextCursor).toBeNull();
});

test('figures of the archive count visible books only', async () => {
  await using library = await createLibrary(archived);
  const { catalog } = library;
  expect(await catalog.archiveStats(reader, now)).toEqual({
    totalBooks: 5,
    activeBooks: 1,
    archivedBooks: 4,
    archivedDueToMissingFiles: 1,
    archivedThisWeek: 1,
    archivedThisMonth: 3,
  });
  expect(await catalog.archiveStats(holder, now)).toMatchObject({
    totalBooks: 7,
    activeBooks: 2,
    archivedBooks: 5,
    archivedThisWeek: 2,
  });
});

test('figures of the library count visible books, their authors and series', async () => {
  await using library = await createLibrary([
    { name: 'Emma', series: 'Classics', size: 10 },
    { name: 'Night', author: 'Nobody', series: 'Dark', format: 'PDF', size: 100, tags: ['NSFW'] },
    { name: 'Gone', author: 'Abe', status: 'archived', size: 5 },
  ]);
  const { catalog, db } = library;
  await db
    .insertInto('quarantine')
    .values({ file_path: '/x', reason: 'EMPTY', message: 'Empty.', first_seen_at: '-', last_seen_at: '-' })
    .execute();
  expect(await catalog.libraryStats(admin)).toEqual({
    totalBooks: 3,
    activeBooks: 2,
    archivedBooks: 1,
    totalAuthors: 2,
    totalSeries: 2,
    totalSize: 115,
    booksByFormat: { epub: 2, pdf: 1 },
    quarantinedFiles: 1,
  });
  expect(await catalog.libraryStats(reader)).toMatchObject({
    totalBooks: 2,
    totalAuthors: 1,
    totalSeries: 1,
    totalSize: 15,
    booksByFormat: { epub: 2 },
  });
  const empty = await createLibrary();
  expect(await empty.catalog.libraryStats(reader)).toMatchObject({
    totalBooks: 0,
    totalSize: 0,
    booksByFormat: {},
  });
  await empty[Symbol.asyncDispose]();
});
