import { sql, type Db, type SqlBool } from '@dust/db';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import {
  adoptUnmatched,
  everyBook,
  findDocument,
  findUnmatched,
  getProgress,
  InvalidPositionError,
  keepUnmatched,
  listArrived,
  listPositions,
  maxUnmatched,
  saveProgress,
  type VisibleBooks,
} from '../src/index.ts';
import { createLibrary } from './library.ts';
import { at, emma, xpointer } from './positions.ts';

const notTheSecond: VisibleBooks['condition'] = (_, bookId) => sql<SqlBool>`${bookId} <> 2`;

const document = '0123456789abcdef0123456789abcdef';
const ann = { userId: 1, document };

let db: Db;
beforeEach(async () => {
  const database = await createLibrary();
  db = database.db;
  onTestFinished(() => database[Symbol.asyncDispose]());
});

function keep(percentage: number, minute: number, device = 'kobo'): Promise<void> {
  return keepUnmatched(db, { ...ann, position: xpointer(percentage, device), now: at(minute) });
}

const describe = () => ({ kind: 'xpointer' }) as const;

function adopt() {
  return adoptUnmatched(db, { ...ann, book: emma, now: at(60), describe });
}

test('the position that arrived last is found by the same user, and by no other', async () => {
  await keep(10, 0);
  await keep(20, 1, 'kindle');
  const { value, percentage } = xpointer(20);
  const found = { client: 'koreader:kindle', device: 'kindle', value, percentage, receivedAt: at(1) };
  expect(await findUnmatched(db, ann)).toEqual(found);
  expect(await findUnmatched(db, { ...ann, userId: 2 })).toBeUndefined();
  expect(await findUnmatched(db, { ...ann, document: 'another' })).toBeUndefined();
});

test('when the book comes its positions take effect, and no longer wait', async () => {
  await keep(10, 0);
  await keep(20, 1, 'kindle');
  expect((await adopt())?.progress).toMatchObject({
    percentage_complete: 20,
    last_read_at: '2026-01-02T10:01:00Z',
  });
  const places = (await listPositions(db, { userId: 1, bookId: 1 })).map((one) => [one.device, one.value]);
  expect(places).toEqual([
    ['kindle', xpointer(20).value],
    ['kobo', xpointer(10).value],
  ]);
  expect(await findUnmatched(db, ann)).toBeUndefined();
  expect(await adopt()).toBeUndefined();
});

test('what has been read in the book since counts more', async () => {
  await keep(90, 0);
  await saveProgress(db, { userId: 1, book: emma, change: { current_page: 3 }, now: at(30) });
  expect(await adopt()).toMatchObject({ isLatest: false });
  expect(await getProgress(db, { userId: 1, bookId: 1 })).toMatchObject({ current_page: 3 });
});

test('documents that are active books by now are listed', async () => {
  await keep(10, 0);
  expect(await listArrived(db)).toEqual([]);
  await sql`update books set partial_md5 = ${document} where id = 4`.execute(db);
  expect(await listArrived(db)).toEqual([]);
  await sql`update books set partial_md5 = ${document} where id = 2`.execute(db);
  expect(await listArrived(db)).toEqual([ann]);
});

test('more documents than are listed at once are listed one part after the other', async () => {
  await sql`insert into books (name, file_path, status, partial_md5)
    with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 1500)
    select 'b' || n, '/b' || n, 'active', 'd' || n from numbers`.execute(db);
  await sql`insert into unmatched_positions (user_id, document, client, value, percentage, received_at)
    select users.id, partial_md5, 'koreader:kobo', '/', 1, 1 from books, users
    where partial_md5 is not null`.execute(db);
  const found: string[] = [];
  let part = await listArrived(db);
  for (let after = part.at(-1); after !== undefined; after = part.at(-1)) {
    expect(part.length).toBeLessThanOrEqual(1000);
    found.push(...part.map(({ userId, document: name }) => `${userId} ${name}`));
    part = await listArrived(db, { after });
  }
  expect(new Set(found).size).toBe(3000);
  expect(found).toHaveLength(3000);
});

test('a document is the active book of the lowest id that the reader may see', async () => {
  await sql`update books set partial_md5 = ${document} where id > 1`.execute(db);
  expect(await findDocument(db, { document, visible: everyBook })).toBe(2);
  expect(await findDocument(db, { document, visible: { ...everyBook, condition: notTheSecond } })).toBe(3);
  await sql`update books set status = 'archived' where id in (2, 3)`.execute(db);
  expect(await findDocument(db, { document, visible: everyBook })).toBeUndefined();
  expect(await findDocument(db, { document: 'none', visible: everyBook })).toBeUndefined();
});

test('of more positions than are kept the oldest go, and those of other users stay', async () => {
  await sql`insert into unmatched_positions (user_id, document, client, value, percentage, received_at)
    with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${maxUnmatched})
    select 1, 'd' || n, 'koreader:kobo', '/', 1, n from numbers`.execute(db);
  await keepUnmatched(db, { userId: 2, document: 'd1', position: xpointer(1), now: at(0) });
  await keep(10, 0);
  expect(await findUnmatched(db, { userId: 1, document: 'd500' })).toBeUndefined();
  expect(await findUnmatched(db, { userId: 1, document: 'd501' })).toBeDefined();
  expect(await findUnmatched(db, ann)).toBeDefined();
  expect(await findUnmatched(db, { userId: 2, document: 'd1' })).toBeDefined();
});

test('a position that cannot be kept is refused', async () => {
  await expect(keep(300, 0)).rejects.toThrow(InvalidPositionError);
  expect(await findUnmatched(db, ann)).toBeUndefined();
});
