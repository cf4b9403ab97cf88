import { InvalidCursorError, sql, type Db, type SqlBool } from '@dust/db';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import {
  everyBook,
  listReading,
  type ReadingList,
  type ReadingListQuery,
  type VisibleBooks,
} from '../src/index.ts';
import { createLibrary } from './library.ts';

let db: Db;
beforeEach(async () => {
  const database = await createLibrary();
  db = database.db;
  onTestFinished(() => database[Symbol.asyncDispose]());
});

const notTheFirst: VisibleBooks['condition'] = (_, bookId) => sql<SqlBool>`${bookId} <> 1`;

async function addRow(
  bookId: number,
  values: Readonly<Record<string, string | number | null>>,
): Promise<void> {
  const row = { user_id: 1, book_id: bookId, ...values };
  await sql`insert into reading_progress (${sql.join(Object.keys(row).map((name) => sql.ref(name)))})
    values (${sql.join(Object.values(row))})`.execute(db);
}

async function booksIn(list: ReadingList, more: Partial<ReadingListQuery> = {}): Promise<number[]> {
  const { rows } = await listReading(db, { userId: 1, visible: everyBook, list, ...more });
  return rows.map(({ book_id: id }) => id);
}

describe('order', () => {
  test('is last read first, and of the same second the higher id first', async () => {
    await addRow(1, { current_page: 1, last_read_at: '2026-01-01 00:00:00' });
    await addRow(2, { current_page: 1, last_read_at: '2026-01-03 00:00:00' });
    await addRow(3, { current_page: 1, last_read_at: '2026-01-01 00:00:00' });
    await addRow(4, { current_page: 1, last_read_at: null });
    expect(await booksIn('all')).toEqual([2, 3, 1, 4]);
    expect(await booksIn('recent')).toEqual([2, 3, 1, 4]);
  });
});

describe('membership', () => {
  test('a page, a percentage or a location starts a book; nothing, a half page or text do not', async () => {
    await addRow(1, { current_page: 1 });
    await addRow(2, { percentage_complete: 0.5 });
    await addRow(3, { current_location: 'epubcfi(/6/4)' });
    expect(await booksIn('current')).toEqual([3, 2, 1]);
    await sql`update reading_progress set current_page = 'x', percentage_complete = 'y', current_location = ''`.execute(
      db,
    );
    expect(await booksIn('current')).toEqual([]);
    await sql`update reading_progress set current_page = 0.5, percentage_complete = null`.execute(db);
    expect(await booksIn('current')).toEqual([]);
  });

  test('completed is only what is at 100 unrounded, archived books included', async () => {
    await addRow(1, { current_page: 9, percentage_complete: 99.999 });
    await addRow(2, { percentage_complete: 100 });
    await addRow(4, { percentage_complete: 100 });
    expect(await booksIn('completed')).toEqual([4, 2]);
    expect(await booksIn('current')).toEqual([1]);
  });

  test('archived books are in every list but the current one, and a book without status counts as active', async () => {
    await addRow(4, { current_page: 3 });
    expect(await booksIn('all')).toEqual([4]);
    expect(await booksIn('current')).toEqual([]);
    await sql`update books set status = null`.execute(db);
    expect(await booksIn('current')).toEqual([4]);
  });

  test("other users' rows are left out", async () => {
    await addRow(1, { user_id: 2, current_page: 3 });
    expect(await listReading(db, { userId: 1, visible: everyBook, list: 'all' })).toEqual({
      rows: [],
      total: 0,
      nextCursor: null,
    });
  });

  test('books the reader may not see are neither listed nor counted', async () => {
    await addRow(1, { current_page: 3 });
    await addRow(2, { current_page: 3 });
    const visible = { ...everyBook, condition: notTheFirst };
    const page = await listReading(db, { userId: 1, visible, list: 'all' });
    expect(page).toMatchObject({ rows: [{ book_id: 2 }], total: 1 });
  });
});

describe('pages', () => {
  beforeEach(async () => {
    await addRow(1, { current_page: 1, last_read_at: '2026-01-02 00:00:00' });
    await addRow(2, { current_page: 1, last_read_at: '2026-01-02 00:00:00' });
    await addRow(3, { current_page: 1, last_read_at: null });
    await addRow(4, { current_page: 1, last_read_at: null });
  });

  test('follow each other by key to the end, with the total on each', async () => {
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await listReading(db, { userId: 1, visible: everyBook, list: 'all', limit: 1, cursor });
      expect(page.total).toBe(4);
      seen.push(...page.rows.map(({ book_id: id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([2, 1, 4, 3]);
  });

  test('go on past times that an earlier server left as numbers', async () => {
    await sql`update reading_progress set last_read_at = 1767225600 where book_id in (1, 3)`.execute(db);
    const first = await listReading(db, { userId: 1, visible: everyBook, list: 'all', limit: 2 });
    expect(first.rows.map(({ book_id: id }) => id)).toEqual([2, 3]);
    expect(await booksIn('all', { limit: 2, cursor: first.nextCursor ?? '' })).toEqual([1, 4]);
  });

  test('neither repeat nor hide rows when others come and go', async () => {
    const { nextCursor } = await listReading(db, { userId: 1, visible: everyBook, list: 'all', limit: 2 });
    await sql`delete from reading_progress where book_id = 2`.execute(db);
    expect(await booksIn('all', { limit: 2, cursor: nextCursor ?? '' })).toEqual([4, 3]);
  });

  test('that fill exactly have no next one', async () => {
    const { nextCursor } = await listReading(db, { userId: 1, visible: everyBook, list: 'all', limit: 4 });
    expect(nextCursor).toBeNull();
  });

  test('refuse a cursor of another list and damaged text', async () => {
    const query = { userId: 1, visible: everyBook, list: 'all', limit: 1 } as const;
    const { nextCursor } = await listReading(db, query);
    const foreign = listReading(db, { ...query, list: 'recent', cursor: nextCursor ?? '' });
    await expect(foreign).rejects.toThrow(InvalidCursorError);
    await expect(listReading(db, { ...query, cursor: 'x' })).rejects.toThrow(InvalidCursorError);
  });
});

describe('without a limit', () => {
  beforeEach(async () => {
    await sql`with recursive n (i) as (select 5 union all select i + 1 from n where i < 215)
      insert into books (id, name, file_path) select i, 'b', 'p' || i from n`.execute(db);
    await sql`insert into reading_progress (user_id, book_id, percentage_complete) select 1, id, 100 from books`.execute(
      db,
    );
  });

  test('lists are whole, but the recent one is of ten', async () => {
    expect(await booksIn('all')).toHaveLength(215);
    expect(await booksIn('completed')).toHaveLength(215);
    expect(await booksIn('recent')).toHaveLength(10);
  });

  test('a page after a cursor has a hundred rows', async () => {
    const first = await listReading(db, { userId: 1, visible: everyBook, list: 'recent' });
    expect(await booksIn('recent', { cursor: first.nextCursor ?? '' })).toHaveLength(100);
  });
});
