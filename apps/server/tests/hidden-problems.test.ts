import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { findLastScan } from '@dust/crawler';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { presentScan } from '../src/presenters/scan-presenter.ts';
import { createShelf, type Shelf } from './hidden-books/shelf.ts';
import { openEvents } from './hidden-books/told.ts';
import type { SignedIn } from './test-server.ts';

let shelf: Shelf;
let scanId = 0;
/** Keeps the library, lacks the permission, and holds it for one hidden book. */
let granted: SignedIn;
beforeAll(async () => {
  shelf = await createShelf('NSFW', 'content.nsfw');
  granted = shelf.viewers.granted;
  await shelf.library.grant(granted.id, 'books.manage');
  scanId = await addQuestion();
  await addProblems();
});
afterAll(() => shelf[Symbol.asyncDispose]());

const asked = ['Open book', 'Hidden book', 'Lone book'] as const;

/** A scan that asks whether three books are to be archived. */
async function addQuestion(): Promise<number> {
  const books = asked.map((name) => ({ id: shelf.ids[name], name, filepath: `${name}.cbz` }));
  const report = { pending: { missing: 3, of: 5, books }, pending_ids: books.map(({ id }) => id) };
  const { id } = await shelf.library.server.services.db
    .insertInto('scans')
    .values({
      status: 'needs_confirmation',
      trigger: 'manual',
      mode: 'quick',
      requested_by: null,
      started_at: '2026-01-01 00:00:00',
      finished_at: '2026-01-01 00:00:01',
      report: JSON.stringify(report),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Files with problems: of three books, and one that is no book. */
async function addProblems(): Promise<void> {
  const files = [...asked.map((name) => [name, shelf.ids[name]] as const), ['No book', null] as const];
  for (const [name, bookId] of files) {
    await shelf.library.server.services.db
      .insertInto('quarantine')
      .values({
        file_path: `/library/${name}.cbz`,
        file_size: 1,
        file_mtime: 1,
        reason: 'CORRUPT',
        message: 'cannot be read',
        book_id: bookId,
        first_seen_at: '2026-01-01 00:00:00',
        last_seen_at: '2026-01-01 00:00:00',
      })
      .execute();
  }
}

const viewers = [
  ['a keeper who may see none of the hidden books', () => shelf.keeper, ['Open book']],
  ['a keeper who may see one of them', () => granted, ['Open book', 'Hidden book']],
  ['a librarian', () => shelf.viewers.librarian, [...asked]],
] as const;

test.each(viewers)('a scan asks %s about what the viewer may see by name', async (_, viewer, names) => {
  const { client } = viewer();
  const { scan } = await client.getScan({ params: { id: scanId } });
  expect(scan.pending).toEqual({
    missing: 3,
    of: 5,
    books: names.map((name) => ({ id: shelf.ids[name], name, filepath: `${name}.cbz` })),
  });
  const { scans } = await client.listScans();
  expect(scans).toEqual([scan]);
});

test.each(viewers)('events of scans name to %s what the viewer may see', async (_, viewer, names) => {
  const { server } = shelf.library;
  const stream = await openEvents(server, viewer());
  const report = await findLastScan(server.services.db);
  if (report !== undefined) server.services.events.scanProgress(presentScan(report));
  const told = await firstEvent(stream, 'scan.progress');
  for (const name of asked) expect(told.includes(name)).toBe(names.some((one) => one === name));
});

test.each(viewers)(
  'files with problems are listed to %s but for those of hidden books',
  async (_, viewer, names) => {
    const { client } = viewer();
    const expected = [...names, 'No book'];
    const { files, total } = await client.listQuarantine();
    expect(files.map(({ filepath }) => filepath.replace(/^.*\/|\.cbz$/g, '')).toSorted()).toEqual(
      expected.toSorted(),
    );
    expect(total).toBe(expected.length);
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof client.listQuarantine>> = await client.listQuarantine({
        query: { limit: 1, cursor },
      });
      expect(page.total).toBe(expected.length);
      paged.push(...page.files.map(({ filepath }) => filepath));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(paged).toEqual(files.map(({ filepath }) => filepath));
  },
);

async function firstEvent(stream: Readable, event: string): Promise<string> {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk) => {
    text += String(chunk);
  });
  const told = new RegExp(`^event: ${event}\\ndata: (.*)\\n\\n`, 'm');
  while (!told.test(text)) await once(stream, 'data');
  stream.destroy();
  return told.exec(text)?.[1] ?? '';
}
