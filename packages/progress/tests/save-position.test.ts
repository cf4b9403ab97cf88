import type { Db } from '@dust/db';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import {
  getProgress,
  InvalidPositionError,
  listPositions,
  resetProgress,
  savePosition,
  saveProgress,
  webClient,
} from '../src/index.ts';
import { activityOf, createLibrary } from './library.ts';
import { at, emma, save, xpointer } from './positions.ts';

const emmaOfAnn = { userId: 1, bookId: 1 };
const cfi = 'epubcfi(/6/8!/4/2)';

let db: Db;
beforeEach(async () => {
  const database = await createLibrary();
  db = database.db;
  onTestFinished(() => database[Symbol.asyncDispose]());
});

function saveOnTheWeb(page: number, now: Date, location = cfi) {
  const change = { current_page: page, total_pages: 47, current_location: location };
  return saveProgress(db, { userId: 1, book: emma, change, now });
}

async function latest() {
  const [first] = await listPositions(db, emmaOfAnn);
  return first;
}

test('nobody is anywhere in a book that nobody opened', async () => {
  expect(await listPositions(db, emmaOfAnn)).toEqual([]);
});

test('a first position moves the book, and is kept verbatim', async () => {
  const { isLatest, progress } = await save(db, xpointer(25), at(0));
  expect(isLatest).toBe(true);
  expect(progress).toMatchObject({
    current_page: 75,
    total_pages: null,
    percentage_complete: 25,
    last_read_at: '2026-01-02T10:00:00Z',
  });
  expect(await getProgress(db, emmaOfAnn)).toEqual(progress);
  const kept = { ...xpointer(25), page: null, totalPages: null, readAt: at(0), receivedAt: at(0) };
  expect(await listPositions(db, emmaOfAnn)).toEqual([kept]);
  expect(await activityOf(db, 1)).toEqual([{ bucket: at(0).getTime() / 1000, pages_read: 75 }]);
});

test("where only web clients read, their place needs no row of its own, and is told in a location's terms", async () => {
  await saveOnTheWeb(12, at(0));
  expect(await listPositions(db, emmaOfAnn)).toEqual([
    {
      client: webClient,
      device: null,
      kind: 'cfi',
      value: cfi,
      percentage: (12 / 47) * 100,
      page: 12,
      totalPages: 47,
      readAt: at(0),
      receivedAt: at(0),
    },
  ]);
  expect(await db.selectFrom('reading_positions').selectAll().execute()).toEqual([]);
});

describe('of a web client and an e-reader', () => {
  test('the later reading counts, and the other one stays as it was made', async () => {
    await saveOnTheWeb(12, at(0));
    const { progress } = await save(db, xpointer(50), at(5));
    expect(progress).toMatchObject({
      current_page: 24,
      total_pages: 47,
      percentage_complete: 50,
      current_location: null,
    });
    expect(await listPositions(db, emmaOfAnn)).toMatchObject([
      { kind: 'xpointer', value: xpointer(50).value },
      { kind: 'cfi', value: cfi, percentage: (12 / 47) * 100, readAt: at(0) },
    ]);
  });

  test('a web client that goes on reading is the latest again, with its location', async () => {
    await save(db, xpointer(50), at(0));
    await saveOnTheWeb(40, at(0));
    expect(await latest()).toMatchObject({ client: webClient, value: cfi, percentage: (40 / 47) * 100 });
  });

  test('a location stays where the other client is on the same page', async () => {
    await saveOnTheWeb(12, at(0));
    const { progress } = await save(db, xpointer((12 / 47) * 100), at(5));
    expect(progress).toMatchObject({ current_page: 12, current_location: cfi });
  });

  test('a location of another place goes even where no pages are known', async () => {
    const book = { id: 2, pageCount: null };
    const change = { percentage_complete: 10, current_location: cfi };
    await saveProgress(db, { userId: 1, book, change, now: at(0) });
    const { progress } = await savePosition(db, { userId: 1, book, position: xpointer(60), now: at(1) });
    expect(progress).toMatchObject({ percentage_complete: 60, current_page: 0, current_location: null });
  });
});

describe('a reading that arrives late', () => {
  test('is kept as what its client has, and does not move the book', async () => {
    await saveOnTheWeb(12, at(10));
    const before = await getProgress(db, emmaOfAnn);
    const saved = await save(db, { ...xpointer(80), readAt: at(5) }, at(20));
    expect(saved).toMatchObject({ isLatest: false, latest: { client: webClient }, progress: null });
    expect(await getProgress(db, emmaOfAnn)).toEqual(before);
    expect(await listPositions(db, emmaOfAnn)).toMatchObject([{ value: cfi }, { value: xpointer(80).value }]);
  });

  test('does not replace a later one of the same client', async () => {
    await save(db, { ...xpointer(50), readAt: at(10) }, at(10));
    await save(db, { ...xpointer(20), readAt: at(5) }, at(11));
    expect(await listPositions(db, emmaOfAnn)).toMatchObject([{ percentage: 50 }]);
  });

  test('but is the latest so far moves the book to the time it was read at', async () => {
    await saveOnTheWeb(12, at(0));
    const { progress } = await save(db, { ...xpointer(80), readAt: at(5) }, at(60));
    expect(progress).toMatchObject({ percentage_complete: 80, last_read_at: '2026-01-02T10:05:00Z' });
    expect((await activityOf(db, 1)).at(-1)?.bucket).toBe(at(0).getTime() / 1000);
  });
});

describe('clocks', () => {
  test('a reading in the future counts as read when it arrives', async () => {
    const { latest: made } = await save(db, { ...xpointer(50), readAt: new Date('2099-01-01') }, at(0));
    expect(made.readAt).toEqual(at(0));
    expect((await save(db, xpointer(60, 'kindle'), at(1))).isLatest).toBe(true);
  });

  test('that ran ahead once do not keep readers where they were', async () => {
    await save(db, xpointer(50), new Date('2099-01-01'));
    expect((await save(db, xpointer(60, 'kindle'), at(1))).isLatest).toBe(true);
    expect(await latest()).toMatchObject({ client: 'koreader:kindle', readAt: at(1) });
    await saveOnTheWeb(40, at(1));
    expect(await latest()).toMatchObject({ client: webClient });
  });

  test('that ran ahead of a web client do not keep an e-reader behind it', async () => {
    await saveOnTheWeb(12, new Date('2099-01-01'));
    expect((await save(db, xpointer(60), at(1))).isLatest).toBe(true);
    expect(await latest()).toMatchObject({ client: 'koreader:kobo', readAt: at(1) });
  });

  test('that stand still let the last to arrive count', async () => {
    await save(db, xpointer(50), at(0));
    await save(db, xpointer(20, 'kindle'), at(0));
    expect(await latest()).toMatchObject({ client: 'koreader:kindle' });
    await save(db, xpointer(50), at(0));
    expect(await latest()).toMatchObject({ client: 'koreader:kobo' });
    await saveOnTheWeb(3, at(0));
    expect(await latest()).toMatchObject({ client: webClient });
  });
});

test('a page of the same paging moves the book to exactly that page', async () => {
  const position = { ...xpointer(18.67), kind: 'page', value: '56', page: 56 } as const;
  const { progress } = await save(db, position, at(0));
  expect(progress).toMatchObject({ current_page: 56, percentage_complete: 18.67 });
  await saveOnTheWeb(1, at(1));
  expect((await save(db, position, at(2))).progress).toMatchObject({ current_page: 9, total_pages: 47 });
});

test('the end of a book completes it for all', async () => {
  expect((await save(db, xpointer(100), at(0))).progress).toMatchObject({ percentage_complete: 100 });
});

test('an echo of what a client was told moves nothing and is not kept', async () => {
  await saveOnTheWeb(12, at(0));
  const before = await getProgress(db, emmaOfAnn);
  const change = { position: xpointer(24), isEcho: () => true, now: at(5) };
  const saved = await savePosition(db, { userId: 1, book: emma, ...change });
  expect(saved).toMatchObject({ isLatest: false, latest: { client: webClient, value: cfi } });
  expect(await getProgress(db, emmaOfAnn)).toEqual(before);
  await save(db, xpointer(30), at(6));
  expect((await savePosition(db, { userId: 1, book: emma, ...change })).isLatest).toBe(true);
});

test('resetting forgets the places of all clients in that book, and in no other, of that reader alone', async () => {
  await save(db, xpointer(50), at(0));
  await savePosition(db, { userId: 2, book: emma, position: xpointer(10), now: at(0) });
  await savePosition(db, { userId: 1, book: { id: 2, pageCount: 9 }, position: xpointer(10), now: at(0) });
  expect(await resetProgress(db, emmaOfAnn)).toBe(true);
  expect(await listPositions(db, emmaOfAnn)).toEqual([]);
  expect(await listPositions(db, { userId: 2, bookId: 1 })).toHaveLength(1);
  expect(await listPositions(db, { userId: 1, bookId: 2 })).toHaveLength(1);
  expect(await resetProgress(db, emmaOfAnn)).toBe(false);
});

test('of very many devices those that read last are remembered', async () => {
  for (let number = 0; number < 60; number += 1) await save(db, xpointer(number, `d${number}`), at(number));
  const positions = await listPositions(db, emmaOfAnn);
  expect(positions.map(({ percentage }) => percentage)).toEqual(
    Array.from({ length: 50 }, (_, index) => 59 - index),
  );
});

test.each([
  ['a percentage beyond the end', { percentage: 300 }],
  ['a percentage before the beginning', { percentage: -0.1 }],
  ['a percentage that is no number', { percentage: Number.NaN }],
  ['a value of more than 16,384 bytes', { value: 'é'.repeat(8193) }],
  ['an endless name of a device', { device: 'x'.repeat(301) }],
  ['an endless id of a device', { client: 'x'.repeat(301) }],
])('%s is refused, and nothing is kept', async (_, wrong) => {
  await expect(save(db, { ...xpointer(5), ...wrong }, at(0))).rejects.toThrow(InvalidPositionError);
  expect(await listPositions(db, emmaOfAnn)).toEqual([]);
  expect(await getProgress(db, emmaOfAnn)).toBeNull();
});
