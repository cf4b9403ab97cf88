import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { followCrawler } from '../src/jobs/follow-crawler.ts';
import { EventClient } from './event-client.ts';
import { hideBook, shelve, writeSampleLibrary } from './shelf.ts';
import { startTestServer, type SignedIn, type TestServer } from './test-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'dust-events-'));
const library = join(folder, 'library');

let server: TestServer;
let url: string;
let admin: SignedIn;
let reader: SignedIn;
let other: SignedIn;
beforeAll(async () => {
  writeSampleLibrary(library);
  server = await startServer();
  url = await listen(server);
  followCrawler(server.services);
  [admin, reader, other] = [
    await server.signUp('admin'),
    await server.signUp('reader'),
    await server.signUp('other'),
  ];
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const startServer = (env: Readonly<Record<string, string>> = {}) =>
  startTestServer({
    env: { DUST_DIRS: library, ...env },
    eventTimes: { heartbeatMs: 50, accessCheckMs: 50 },
  });

async function listen({ app }: TestServer): Promise<string> {
  return `${await app.listen({ port: 0, host: '127.0.0.1' })}/events`;
}

const listenAs = (who: SignedIn, headers: Readonly<Record<string, string>> = {}) =>
  EventClient.open(url, { ...who.headers, ...headers });

/** Tells of something to everyone, so that what was not told before it is known to have been left out. */
async function markEnd(): Promise<number> {
  const bookId = await shelve(server.services, {
    path: join(library, `${Math.random()}.epub`),
    format: 'epub',
  });
  server.services.events.booksChanged('book.archived', [bookId]);
  return bookId;
}

async function namesUntilEnd(client: EventClient): Promise<readonly string[]> {
  await markEnd();
  await client.next('book.archived');
  return client.received.map(({ event }) => event).filter((event) => event !== '');
}

test('a stream begins with the time to wait before coming back, and says now and then that it lives', async () => {
  await using client = await listenAs(reader, { origin: 'https://client.example.org' });
  expect(client.response.status).toBe(200);
  expect(Object.fromEntries(client.response.headers)).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-request-id': expect.any(String),
    'access-control-allow-origin': 'https://client.example.org',
  });
  await client.next('', 3);
  expect(client.text).toMatch(/^retry: 3000\n\n(: \n\n)+$/);
});

test('a scan tells all of new books, and of itself only those who manage books', async () => {
  await using manager = await listenAs(admin);
  await using client = await listenAs(reader);
  await admin.client.startScan({ body: {}, query: { wait: true } });
  const added = await client.next('book.added', 12);
  expect(added[0]).toMatchObject({
    data: { book: { id: expect.any(Number), name: expect.any(String), author: {} } },
  });
  const ids = added.map(({ id }) => Number(id));
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  expect(await namesUntilEnd(client)).not.toContain('scan.progress');
  // A scan that takes its time tells of itself while it runs, too.
  const last = await manager.until(({ event, data }) => {
    return event === 'scan.progress' && !JSON.stringify(data).includes('"status":"running"');
  });
  expect(last).toMatchObject({ data: { status: 'completed', books_added: 12 } });
});

test('only the reader is told of the own progress', async () => {
  const [book] = (await reader.client.listBooks({})).books;
  const id = book?.id ?? 0;
  await using client = await listenAs(reader);
  await using second = await listenAs(reader);
  await using stranger = await listenAs(other);
  await using manager = await listenAs(admin);
  await reader.client.updateProgress({ params: { id }, body: { current_page: 3, total_pages: 10 } });
  await reader.client.resetProgress({ params: { id } });
  for (const one of [client, second]) {
    const [first, last] = await one.next('progress.updated', 2);
    expect(first?.data).toMatchObject({
      book: { id },
      progress: { current_page: 3, percentage_complete: 30 },
    });
    expect(last?.data).toEqual({ book: { id }, progress: null });
  }
  for (const one of [stranger, manager]) expect(await namesUntilEnd(one)).not.toContain('progress.updated');
});

test('nobody is told of books hidden from them', async () => {
  const bookId = await shelve(server.services, { path: join(library, 'hidden.epub'), format: 'epub' });
  await hideBook(server.services, bookId);
  await using client = await listenAs(reader);
  await using manager = await listenAs(admin);
  server.services.events.booksChanged('book.updated', [bookId]);
  server.services.events.booksChanged('book.archived', [bookId]);
  expect((await manager.next('book.updated'))[0]?.data).toMatchObject({ book: { id: bookId } });
  const end = await markEnd();
  expect((await client.next('book.archived')).map(({ data }) => data)).toEqual([{ bookId: end, reason: '' }]);
  expect(client.received.some(({ event }) => event === 'book.updated')).toBe(false);
});

test('who comes back is told what happened meanwhile, once and in order', async () => {
  await using before = await listenAs(reader);
  const first = await markEnd();
  const [told] = await before.next('book.archived');
  const [second, third] = [await markEnd(), await markEnd()];
  await using after = await listenAs(reader, { 'last-event-id': told?.id ?? '' });
  const missed = await after.next('book.archived', 2);
  expect(missed.map(({ data }) => data)).toEqual([second, third].map((bookId) => ({ bookId, reason: '' })));
  expect(first).toBeLessThan(second);
  expect(after.received.some(({ event }) => event === 'reset')).toBe(false);
});

test.each(['1', '999999999999999999', 'abc', '-1', '1.5'])(
  'who names the event %s, which is not known here, is told to load all anew',
  async (lastEventId) => {
    await using client = await listenAs(reader, { 'last-event-id': lastEventId });
    const [reset] = await client.next('reset');
    expect(reset).toMatchObject({ id: String(server.services.events.lastId), data: {} });
    expect(await namesUntilEnd(client)).toEqual(['reset', 'book.archived']);
  },
);

test('who was away for more than is kept is told to load all anew', async () => {
  const { events } = server.services;
  const seen = events.lastId;
  for (let count = 0; count < 2100; count += 1) events.progressUpdated(admin.id, 1, null);
  await using client = await listenAs(reader, { 'last-event-id': String(seen) });
  expect(await namesUntilEnd(client)).toEqual(['reset', 'book.archived']);
});

test.each<[string, (who: SignedIn) => Promise<unknown>]>([
  ['is signed out', (who) => who.client.logout({})],
  ['is deactivated', (who) => admin.client.deleteUser({ params: { id: who.id } })],
  [
    'may no longer read books',
    (who) => server.services.db.deleteFrom('user_roles').where('user_id', '=', who.id).execute(),
  ],
])('a stream ends when its reader %s', async (what, end) => {
  const who = await server.signUp(what.replaceAll(' ', '-'));
  await using client = await listenAs(who);
  await client.next('');
  await end(who);
  server.services.events.booksChanged('book.archived', [await markEnd()]);
  await client.ended;
  expect(client.received.some(({ event }) => event === 'book.archived')).toBe(false);
});

test('a user has ten streams at the most, and another one when one ends', async () => {
  const clients = await Promise.all(Array.from({ length: 10 }, () => listenAs(other)));
  const refused = await fetch(url, { headers: other.headers });
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
  expect(await refused.json()).toMatchObject({ error: 'Too many requests', code: 'RATE_LIMITED' });
  await using elsewhere = await listenAs(reader);
  expect(elsewhere.response.status).toBe(200);
  await clients[0]?.[Symbol.asyncDispose]();
  await expect
    .poll(
      async () => {
        await using client = await listenAs(other);
        return client.response.status;
      },
      { timeout: 10_000 },
    )
    .toBe(200);
  await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()));
});

test('there are no events without sign-in or permission, nor by HEAD', async () => {
  const nobody = await server.signUp('nobody', []);
  expect((await fetch(url)).status).toBe(401);
  expect((await fetch(url, { headers: nobody.headers })).status).toBe(403);
  expect((await fetch(url, { method: 'HEAD', headers: reader.headers })).status).toBe(405);
});

test('a user has as many streams as the settings allow', async () => {
  await using single = await startServer({ DUST_LIMIT_STREAMS: '1' });
  const address = await listen(single);
  const { headers } = await single.signUp('admin');
  await using client = await EventClient.open(address, headers);
  expect(client.response.status).toBe(200);
  expect((await fetch(address, { headers })).status).toBe(429);
});

test('streams end when the server stops', async () => {
  const stopping = await startServer();
  const address = await listen(stopping);
  const { headers } = await stopping.signUp('admin');
  const clients = await Promise.all([1, 2, 3].map(() => EventClient.open(address, headers)));
  await stopping[Symbol.asyncDispose]();
  await Promise.all(clients.map(({ ended }) => ended));
});
