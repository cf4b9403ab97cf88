import { sql, type Db, type SqlBool } from '@dust/db';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import {
  completeReading,
  everyBook,
  getStatistics,
  InvalidTimeZoneError,
  listReading,
  saveProgress,
  type ReadingStatistics,
} from '../src/index.ts';
import { createLibrary } from './library.ts';

let db: Db;
beforeEach(async () => {
  const database = await createLibrary();
  db = database.db;
  onTestFinished(() => database[Symbol.asyncDispose]());
});

const now = new Date('2026-03-31T12:00:00Z');

function statistics(timeZone?: string, visible = everyBook): Promise<ReadingStatistics> {
  return getStatistics(db, { userId: 1, visible, timeZone, now });
}

async function read(bookId: number, page: number, at: string): Promise<void> {
  const change = { current_page: page, total_pages: 100 };
  await saveProgress(db, { userId: 1, book: { id: bookId, pageCount: null }, change, now: new Date(at) });
}

test('a user who never read has zeros and 30 empty days', async () => {
  const { stats, recentActivity, dailyActivity } = await statistics();
  expect(stats).toEqual({
    totalBooksStarted: 0,
    totalBooksCompleted: 0,
    currentlyReading: 0,
    totalPagesRead: 0,
    averageProgress: 0,
    averageCompletionRate: 0,
    readingStreak: 0,
    longestStreak: 0,
  });
  expect(recentActivity).toEqual([]);
  expect(dailyActivity).toHaveLength(30);
  expect(dailyActivity[0]).toEqual({ date: '2026-03-02', pages_read: 0, books_read: 0 });
  expect(dailyActivity[29]).toEqual({ date: '2026-03-31', pages_read: 0, books_read: 0 });
});

describe('with three books begun and one of them completed', () => {
  beforeEach(async () => {
    await read(1, 10, '2026-03-29T10:00:00Z');
    await read(1, 20, '2026-03-30T10:00:00Z');
    await read(2, 5, '2026-03-30T11:00:00Z');
    await read(4, 30, '2026-03-30T11:30:00Z');
    await completeReading(db, { userId: 1, book: { id: 2, pageCount: null }, now });
    await read(3, 0, '2026-03-01T10:00:00Z');
  });

  test('the totals are those of the lists', async () => {
    const { stats } = await statistics();
    expect(stats).toEqual({
      totalBooksStarted: 3,
      totalBooksCompleted: 1,
      currentlyReading: 1,
      totalPagesRead: 150,
      averageProgress: 50,
      averageCompletionRate: 33.33,
      readingStreak: 3,
      longestStreak: 3,
    });
    const { total } = await listReading(db, { userId: 1, visible: everyBook, list: 'current' });
    expect(stats.currentlyReading).toBe(total);
  });

  test('the newest are named, last read first', async () => {
    const { recentActivity } = await statistics();
    expect(recentActivity.map(({ name }) => name)).toEqual(['Nana', 'Walden', 'Emma', 'Ulysses']);
    expect(recentActivity[0]).toEqual({
      book_id: 2,
      book_name: 'Nana',
      name: 'Nana',
      last_read_at: '2026-03-31T12:00:00Z',
      percentage_complete: 100,
    });
  });

  test('days have their pages and books', async () => {
    const { dailyActivity } = await statistics();
    expect(dailyActivity.slice(-3)).toEqual([
      { date: '2026-03-29', pages_read: 10, books_read: 1 },
      { date: '2026-03-30', pages_read: 45, books_read: 3 },
      { date: '2026-03-31', pages_read: 0, books_read: 1 },
    ]);
  });

  test('books the reader may not see count nowhere', async () => {
    const { stats, recentActivity, dailyActivity } = await statistics('UTC', {
      ...everyBook,
      condition: (_, bookId) => sql<SqlBool>`${bookId} = 1`,
    });
    expect(stats).toMatchObject({
      totalBooksStarted: 1,
      totalBooksCompleted: 0,
      totalPagesRead: 20,
      readingStreak: 2,
    });
    expect(recentActivity).toHaveLength(1);
    expect(dailyActivity.at(-2)).toEqual({ date: '2026-03-30', pages_read: 10, books_read: 1 });
  });

  test("another user's statistics stay empty", async () => {
    const { stats } = await getStatistics(db, { userId: 2, visible: everyBook, now });
    expect(stats).toMatchObject({ totalBooksStarted: 0, longestStreak: 0 });
  });
});

async function daysRead(zone: string): Promise<string[]> {
  const { dailyActivity } = await statistics(zone);
  return dailyActivity.filter((day) => day.books_read > 0).map(({ date }) => date);
}

describe('days', () => {
  test('are those of the asked zone', async () => {
    await read(1, 10, '2026-03-31T03:00:00Z');
    expect(await daysRead('UTC')).toEqual(['2026-03-31']);
    expect(await daysRead('America/Los_Angeles')).toEqual(['2026-03-30']);
  });

  test('of one UTC day that are two days of the zone both count for the streak', async () => {
    await read(1, 10, '2026-03-30T03:00:00Z');
    await read(1, 20, '2026-03-30T20:00:00Z');
    expect((await statistics('UTC')).stats.longestStreak).toBe(1);
    expect((await statistics('America/Los_Angeles')).stats.longestStreak).toBe(2);
  });

  test('do not break a streak where clocks are put forward or back', async () => {
    for (const day of ['2026-03-28T22:30', '2026-03-29T21:30', '2026-03-30T21:30'])
      await read(1, 1, `${day}:00Z`);
    expect((await statistics('Europe/Berlin')).stats).toMatchObject({ readingStreak: 3, longestStreak: 3 });
    for (const day of ['2025-10-25T21:30', '2025-10-26T22:30', '2025-10-27T22:30', '2025-10-28T22:30']) {
      await read(1, 1, `${day}:00Z`);
    }
    expect((await statistics('Europe/Berlin')).stats.longestStreak).toBe(4);
  });

  test('are thirty even over a change of clocks', async () => {
    const { dailyActivity } = await statistics('Europe/Berlin');
    expect(new Set(dailyActivity.map(({ date }) => date)).size).toBe(30);
    expect(dailyActivity[0]?.date).toBe('2026-03-02');
  });
});

test('a zone that does not exist is refused', async () => {
  await expect(statistics('Mars/Olympus')).rejects.toThrow(InvalidTimeZoneError);
});

test('what earlier servers left as text counts as nothing', async () => {
  await sql`insert into reading_progress (user_id, book_id, current_page, percentage_complete)
    values (1, 1, 'x', 'y'), (1, 2, 4.9, 250)`.execute(db);
  expect((await statistics()).stats).toMatchObject({
    totalBooksStarted: 1,
    totalPagesRead: 4,
    averageProgress: 100,
  });
});

test('the enormous pages that earlier servers stored can be added up', async () => {
  await sql`insert into reading_progress (user_id, book_id, current_page, percentage_complete)
    values (1, 1, 9223372036854775807, 1), (1, 2, 1e300, 1)`.execute(db);
  await sql`insert into reading_activity (user_id, book_id, bucket, pages_read)
    values (1, 1, 1774958400, 9007199254740991), (1, 2, 1774958400, 9007199254740991)`.execute(db);
  const { stats, dailyActivity } = await statistics();
  expect(stats.totalPagesRead).toBe(2 * 2_147_483_647);
  expect(dailyActivity.at(-1)).toMatchObject({ pages_read: 2 * 2_147_483_647 });
});

test('leafing to and fro in an enormous book all day leaves a day that can be shown', async () => {
  for (const page of [1e300, 0, 1e300, 0, 1e300])
    await saveProgress(db, {
      userId: 1,
      book: { id: 1, pageCount: null },
      change: { current_page: page },
      now,
    });
  expect((await statistics()).dailyActivity.at(-1)).toMatchObject({ pages_read: 2_147_483_647 });
});
