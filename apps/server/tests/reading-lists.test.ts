import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { startLibrary, type Library } from './library.ts';
import type { SignedIn, TestServer } from './test-server.ts';

let library: Library;
let server: TestServer;
let now = new Date('2026-03-01T12:00:00Z');
let reader: SignedIn;
let made = 0;
beforeAll(async () => {
  library = await startLibrary({ clock: () => now });
  server = library.server;
  await server.signUp('admin');
  await library.add(
    { name: 'Emma', pages: 400 },
    { name: 'No pages' },
    { name: 'Persuasion' },
    { name: 'Old', status: 'archived' },
  );
});
afterAll(() => library[Symbol.asyncDispose]());
beforeEach(async () => {
  now = new Date('2026-03-01T12:00:00Z');
  reader = await server.signUp(`reader${(made += 1)}`);
});

function ids(items: readonly { readonly book_id: number }[]): number[] {
  return items.map((item) => item.book_id);
}

async function page(url: string): Promise<{ items: unknown[]; total: number; next: string | undefined }> {
  const answer = await server.inject({ url, headers: reader.headers });
  const { books, progress, total, nextCursor } = answer.json();
  const next = /^<http:\/\/[^/]+(.*)>; rel="next"$/.exec(String(answer.headers['link']))?.[1];
  expect(nextCursor === null).toBe(next === undefined);
  return { items: books ?? progress, total, next };
}

describe('reading lists', () => {
  beforeEach(async () => {
    // Of the books 1 to 4.
    for (const [index, page] of [10, 0, 100, 50].entries()) {
      now = new Date(Date.UTC(2026, 2, 1, 12, index));
      const body = { current_page: page, total_pages: 100 };
      await reader.client.updateProgress({ params: { id: index + 1 }, body });
    }
  });

  test('show the latest first: all, lately read, being read and completed', async () => {
    const { client } = reader;
    expect(ids((await client.listProgress()).progress)).toEqual([4, 3, 2, 1]);
    expect(ids((await client.listRecentlyRead()).books)).toEqual([4, 3, 2, 1]);
    expect(ids((await client.listCurrentlyReading()).books)).toEqual([1]);
    expect(ids((await client.listCompleted()).books)).toEqual([3]);
  });

  test('an item has the progress flat and nested, and the book', async () => {
    const { books } = await reader.client.listCurrentlyReading();
    const { progress } = await reader.client.getProgress({ params: { id: 1 } });
    const { book } = await reader.client.getBook({ params: { id: 1 } });
    const { filepath, cover_image_path, cover_image_url } = book;
    expect(books).toEqual([
      {
        ...progress,
        name: 'Emma',
        book_name: 'Emma',
        author: book.author,
        filepath,
        cover_image_path,
        cover_image_url,
        book,
        progress,
      },
    ]);
  });

  test.each(['progress', 'recent', 'currently-reading', 'completed'])(
    '/reading/%s comes in pages that make the whole',
    async (name) => {
      const url = `/reading/${name}`;
      const whole = await page(url);
      const collected: unknown[] = [];
      let next: string | undefined = `${url}?limit=1`;
      while (next !== undefined) {
        const part = await page(next);
        expect(part.total).toBe(whole.total);
        collected.push(...part.items);
        next = part.next;
      }
      expect(collected).toEqual(whole.items);
    },
  );

  test.each(['progress', 'recent', 'currently-reading', 'completed'])(
    '/reading/%s refuses bad pages',
    async (name) => {
      for (const [query, code] of [
        ['limit=0', 'VALIDATION_ERROR'],
        ['limit=501', 'VALIDATION_ERROR'],
        ['cursor=x', 'INVALID_CURSOR'],
      ])
        expect(await ask(server, reader, ['GET', `/reading/${name}?${query}`])).toMatchObject({
          status: 400,
          body: { code },
        });
    },
  );
});

describe('reading statistics', () => {
  test('count in the zone that is asked', async () => {
    now = new Date('2026-03-01T23:30:00Z');
    await reader.client.updateProgress({ params: { id: 1 }, body: { current_page: 20, total_pages: 40 } });
    await reader.client.completeReading({ params: { id: 2 } });
    const { stats, recentActivity, dailyActivity } = await reader.client.getReadingStats();
    expect(stats).toEqual({
      totalBooksStarted: 2,
      totalBooksCompleted: 1,
      currentlyReading: 1,
      totalPagesRead: 120,
      averageProgress: 75,
      averageCompletionRate: 50,
      readingStreak: 1,
      longestStreak: 1,
    });
    expect(recentActivity).toHaveLength(2);
    expect(dailyActivity).toHaveLength(30);
    expect(dailyActivity.at(-1)).toMatchObject({ date: '2026-03-01', books_read: 2 });
    const later = await reader.client.getReadingStats({ query: { tz: 'Europe/Berlin' } });
    expect(later.dailyActivity.at(-1)).toMatchObject({ date: '2026-03-02', books_read: 2 });
  });

  test.each(['Mars/Olympus', 'x'.repeat(200), '../etc'])('the zone %j is refused', async (zone) => {
    expect(await ask(server, reader, ['GET', `/reading/stats?tz=${encodeURIComponent(zone)}`])).toMatchObject(
      { status: 400, body: { code: 'VALIDATION_ERROR', error: 'Invalid time zone' } },
    );
  });
});
