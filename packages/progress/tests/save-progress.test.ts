import { sql } from '@dust/db';
import { expect, test } from 'vitest';
import {
  completeReading,
  getProgress,
  InvalidProgressError,
  resetProgress,
  saveProgress,
  startReading,
} from '../src/index.ts';
import { activityOf, createLibrary } from './library.ts';

const now = new Date('2026-01-02T10:20:30.900Z');
const later = new Date('2026-01-03T08:00:00Z');
const emma = { id: 1, pageCount: null };
const ann = { userId: 1, book: emma, now };

const saved = {
  id: 1,
  user_id: 1,
  book_id: 1,
  current_page: 3,
  total_pages: 47,
  percentage_complete: 6.38,
  current_location: 'epubcfi(/6/4)',
  last_read_at: '2026-01-02T10:20:30Z',
  created_at: '2026-01-02T10:20:30Z',
  updated_at: '2026-01-02T10:20:30Z',
};
const change = {
  current_page: 3,
  total_pages: 47,
  percentage_complete: 0.06,
  current_location: 'epubcfi(/6/4)',
};

test('a first save makes a row that is read back as it was answered', async () => {
  await using database = await createLibrary();
  const { db } = database;
  expect(await getProgress(db, { userId: 1, bookId: 1 })).toBeNull();
  expect(await saveProgress(db, { ...ann, change })).toEqual(saved);
  expect(await getProgress(db, { userId: 1, bookId: 1 })).toEqual(saved);
});

test('the percentage is stored unrounded', async () => {
  await using database = await createLibrary();
  await saveProgress(database.db, { ...ann, change });
  const row = await database.db
    .selectFrom('reading_progress')
    .select('percentage_complete')
    .executeTakeFirst();
  expect(row).toEqual({ percentage_complete: (3 / 47) * 100 });
});

test('a later save keeps id and creation time, and counts the pages of its own quarter of an hour', async () => {
  await using database = await createLibrary();
  const { db } = database;
  await saveProgress(db, { ...ann, change });
  expect(await saveProgress(db, { ...ann, change: { current_page: 10 }, now: later })).toEqual({
    ...saved,
    current_page: 10,
    percentage_complete: 21.28,
    current_location: null,
    last_read_at: '2026-01-03T08:00:00Z',
    updated_at: '2026-01-03T08:00:00Z',
  });
  expect(await activityOf(db, 1)).toEqual([
    { bucket: Date.UTC(2026, 0, 2, 10, 15) / 1000, pages_read: 3 },
    { bucket: Date.UTC(2026, 0, 3, 8) / 1000, pages_read: 7 },
  ]);
});

test('the same save twice counts its pages once', async () => {
  await using database = await createLibrary();
  await saveProgress(database.db, { ...ann, change });
  expect(await saveProgress(database.db, { ...ann, change })).toEqual(saved);
  expect(await activityOf(database.db, 1)).toMatchObject([{ pages_read: 3 }]);
});

test('an invalid save leaves no row and no activity', async () => {
  await using database = await createLibrary();
  const { db } = database;
  await expect(saveProgress(db, { ...ann, change: {} })).rejects.toThrow(InvalidProgressError);
  expect(await getProgress(db, { userId: 1, bookId: 1 })).toBeNull();
  expect(await activityOf(db, 1)).toEqual([]);
});

test("one user's place is nobody else's", async () => {
  await using database = await createLibrary();
  const { db } = database;
  await saveProgress(db, { ...ann, change });
  expect(await getProgress(db, { userId: 2, bookId: 1 })).toBeNull();
  expect(await resetProgress(db, { userId: 2, bookId: 1 })).toBe(false);
  expect(await getProgress(db, { userId: 1, bookId: 1 })).toEqual(saved);
});

test('values that earlier servers left are shown as whole pages, and stay until the next save', async () => {
  await using database = await createLibrary();
  const { db } = database;
  await sql`insert into reading_progress (user_id, book_id, current_page, total_pages, percentage_complete, last_read_at, created_at, updated_at)
    values (1, 1, 3.7, 9.5, 'x', '2025-01-01 00:00:00', null, null), (1, 2, 'page 4', null, null, null, null, null)`.execute(
    db,
  );
  const untimed = '1970-01-01T00:00:00Z';
  const newYear = '2025-01-01T00:00:00Z';
  const odd = { user_id: 1, percentage_complete: 0, current_location: null };
  expect(await getProgress(db, { userId: 1, bookId: 1 })).toEqual({
    ...odd,
    id: 1,
    book_id: 1,
    current_page: 3,
    total_pages: 9,
    last_read_at: newYear,
    created_at: newYear,
    updated_at: newYear,
  });
  expect(await getProgress(db, { userId: 1, bookId: 2 })).toEqual({
    ...odd,
    id: 2,
    book_id: 2,
    current_page: 0,
    total_pages: null,
    last_read_at: untimed,
    created_at: untimed,
    updated_at: untimed,
  });
  await saveProgress(db, { ...ann, change: { current_location: 'x' } });
  const stored = await db
    .selectFrom('reading_progress')
    .select('current_page')
    .where('id', '=', 1)
    .executeTakeFirst();
  expect(stored).toEqual({ current_page: 3 });
});

test('starting opens at page 1 and counts as reading, without pages', async () => {
  await using database = await createLibrary();
  expect(await startReading(database.db, { ...ann, totalPages: 50 })).toMatchObject({
    current_page: 1,
    total_pages: 50,
    percentage_complete: 2,
  });
  expect(await activityOf(database.db, 1)).toMatchObject([{ pages_read: 0 }]);
});

test('starting a book of one page does not complete it', async () => {
  await using database = await createLibrary();
  expect(await startReading(database.db, { ...ann, totalPages: 1 })).toMatchObject({
    current_page: 0,
    total_pages: 1,
    percentage_complete: 0,
  });
});

test('starting a book that has a place leaves it', async () => {
  await using database = await createLibrary();
  await saveProgress(database.db, { ...ann, change });
  expect(await startReading(database.db, { ...ann, totalPages: 50, now: later })).toEqual(saved);
});

test.each([
  ['the stored total', 47, 300, 47],
  ["the book's pages", null, 300, 300],
  ['100', null, null, 100],
])('completing without other knowledge goes to %s', async (_, stored, pageCount, total) => {
  await using database = await createLibrary();
  const { db } = database;
  await saveProgress(db, { ...ann, change: { current_location: 'epubcfi(/6/4)', total_pages: stored } });
  const done = await completeReading(db, { ...ann, book: { id: 1, pageCount } });
  expect(done).toMatchObject({
    current_page: total,
    total_pages: total,
    percentage_complete: 100,
    current_location: 'epubcfi(/6/4)',
  });
  expect(await completeReading(db, { ...ann, book: { id: 1, pageCount }, now: later })).toEqual(done);
  expect((await activityOf(db, 1)).map(({ pages_read: pages }) => pages)).toEqual([0, 0]);
});

test('resetting forgets the place and keeps the activity', async () => {
  await using database = await createLibrary();
  const { db } = database;
  await saveProgress(db, { ...ann, change });
  expect(await resetProgress(db, { userId: 1, bookId: 1 })).toBe(true);
  expect(await getProgress(db, { userId: 1, bookId: 1 })).toBeNull();
  expect(await resetProgress(db, { userId: 1, bookId: 1 })).toBe(false);
  expect(await activityOf(db, 1)).toMatchObject([{ pages_read: 3 }]);
});
