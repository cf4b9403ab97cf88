import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adoptArrived } from '../src/kosync/adopt-arrived.ts';
import { comicOf } from './book-files.ts';
import { KoreaderDevice } from './positions/koreader.ts';
import { documentOf, novelOf, startReadingLibrary, type ReadingLibrary } from './positions/novel.ts';
import { hideBook } from './shelf.ts';
import { password, startTestServer, type SignedIn, type TestServer } from './test-server.ts';

let library: ReadingLibrary;
let admin: SignedIn;
let ann: SignedIn;
let kobo: KoreaderDevice;
beforeAll(async () => {
  library = await startReadingLibrary();
  admin = await library.server.signUp('admin');
  ann = await library.server.signUp('ann');
  kobo = new KoreaderDevice(library.server, { user: 'ann', password });
});
afterAll(() => library[Symbol.asyncDispose]());

const key = createHash('md5').update(password).digest('hex');
const anns = { 'x-auth-user': 'ann', 'x-auth-key': key };
const place = { progress: '/body/DocFragment[2]/body/p[7]/text().35', percentage: 0.25 };
const body = { document: 'any', ...place, device: 'Kobo', device_id: 'A1B2C3' };

async function put(payload: object | string, more: Partial<InjectOptions> = {}) {
  const options = { method: 'PUT', url: '/kosync/syncs/progress', headers: anns, payload, ...more } as const;
  const answer = await library.server.inject(options);
  return { status: answer.statusCode, body: answer.json() };
}

function create(payload: object, server = library.server) {
  return server.inject({ method: 'POST', url: '/kosync/users/create', payload });
}

function keysOf({ services }: TestServer) {
  return services.db.selectFrom('koreader_keys').selectAll().execute();
}

function invalid(message: string) {
  return { status: 403, body: { code: 2003, message } };
}

function placeOnTheWeb(id: number) {
  return ann.client.getProgress({ params: { id } });
}

describe('signing in', () => {
  const unauthorized = { status: 401, body: { code: 2001, message: 'Unauthorized' } };

  test('takes the user name or the e-mail, in any case, with the key of the password', async () => {
    for (const user of ['ann', 'ANN', 'ann@example.org']) {
      const device = new KoreaderDevice(library.server, { user, password });
      expect(await device.authorize()).toEqual({ status: 200, body: { authorized: 'OK' } });
    }
  });

  test('takes an app password', async () => {
    const made = await ann.client.createAppPassword({ body: { name: 'Kobo' } });
    const device = new KoreaderDevice(library.server, { user: 'ann', password: made.password });
    expect((await device.authorize()).status).toBe(200);
    await ann.client.revokeAppPassword({ params: { id: made.id } });
    expect(await device.authorize()).toEqual(unauthorized);
  });

  test.each([
    ['a wrong password', { user: 'ann', password: 'wrong' }],
    ['the password of somebody else', { user: 'admin', password: 'wrong' }],
    ['nobody', { user: 'nobody', password }],
  ])('refuses %s', async (_, who) => {
    const device = new KoreaderDevice(library.server, who);
    expect(await device.authorize()).toEqual(unauthorized);
    expect(await device.push({ document: 'any', ...place })).toEqual(unauthorized);
    expect(await device.pull('any')).toEqual(unauthorized);
  });

  test('refuses who sends no headers, whatever the body is, and tells no browser to ask', async () => {
    const headers = ann.headers;
    const answer = await library.server.inject({ method: 'PUT', url: '/kosync/syncs/progress', headers });
    expect([answer.statusCode, answer.json()]).toEqual([401, unauthorized.body]);
    expect(answer.headers['www-authenticate']).toBeUndefined();
  });
});

describe('registering', () => {
  const newcomer = { username: 'koreader', password: key };

  test('is refused unless the configuration allows it', async () => {
    const answer = await create(newcomer);
    expect([answer.statusCode, answer.json()]).toEqual([
      402,
      { code: 2005, message: 'User registration is disabled.' },
    ]);
  });

  test('makes an account that can sync, where it is allowed, and no second one of that name', async () => {
    await using server = await startTestServer({ env: { DUST_KOSYNC_REGISTRATION: 'true' } });
    expect((await create(newcomer, server)).json()).toMatchObject({ code: 2005 });
    await server.signUp('admin');
    const made = await create(newcomer, server);
    expect([made.statusCode, made.json()]).toEqual([201, { username: 'koreader' }]);
    const device = new KoreaderDevice(server, { user: 'koreader', password });
    expect((await device.push({ document: 'any', ...place })).status).toBe(200);
    const again = await create({ ...newcomer, username: 'KOReader' }, server);
    expect([again.statusCode, again.json().code]).toEqual([402, 2002]);
    for (const wrong of [{}, { ...newcomer, password: 'no key' }, { ...newcomer, username: '' }]) {
      const answer = await create(wrong, server);
      expect([answer.statusCode, answer.json().code]).toEqual([403, 2003]);
    }
  });
});

test('a server may keep KOReader out altogether', async () => {
  await using server = await startTestServer({ env: { DUST_KOSYNC: 'false' } });
  const urls = ['/kosync/healthcheck', '/kosync/users/auth', '/kosync/syncs/progress/any'];
  for (const url of urls) {
    const answer = await server.inject({ url, headers: anns });
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'NOT_FOUND']);
  }
  expect((await library.server.inject({ url: '/kosync/healthcheck' })).json()).toEqual({ state: 'OK' });
});

test('a server that keeps KOReader out keeps nothing made for it either', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dust-kosync-'));
  const before = await startTestServer({ folder });
  await before.signUp('ann');
  await before.services.koreaderKeys?.flush();
  expect(await keysOf(before)).toHaveLength(1);
  await before[Symbol.asyncDispose]();
  const after = await startTestServer({ folder, env: { DUST_KOSYNC: 'false' } });
  await after.client().login({ body: { email: 'ann@example.org', password } });
  expect(await keysOf(after)).toEqual([]);
  await after[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

describe('what cannot be a position is refused in the form KOReader knows', () => {
  test.each([
    [{ percentage: 3 }, 'Invalid request: percentage must be <= 1'],
    [{ percentage: -0.1 }, 'Invalid request: percentage must be >= 0'],
    [{ percentage: '0.5' }, 'Invalid request: percentage must be number'],
    [{ percentage: null }, 'Invalid request: percentage must be number'],
    [{ progress: 'x'.repeat(4097) }, 'Invalid request: progress must NOT have more than 4096 characters'],
    [{ progress: 7 }, 'Invalid request: progress must be string'],
    [{ device: '' }, 'Invalid request: device must NOT have fewer than 1 characters'],
    [{ document: 'x'.repeat(301) }, 'Invalid request: document must NOT have more than 300 characters'],
  ])('%o', async (wrong, message) => {
    expect(await put({ ...body, ...wrong })).toEqual(invalid(message));
  });

  test('a missing document', async () => {
    const refusal = { status: 403, body: { code: 2004, message: "Field 'document' not provided." } };
    const { document: _, ...rest } = body;
    for (const wrong of [rest, { ...rest, document: '' }, { ...rest, document: 5 }])
      expect(await put(wrong)).toEqual(refusal);
  });

  test('a percentage that is no number in JSON at all, and a body that is none', async () => {
    const headers = { ...anns, 'content-type': 'application/json; charset=utf-8' };
    for (const text of [JSON.stringify(body).replace('0.25', 'NaN'), '{', '[]'])
      expect(await put(text, { headers })).toMatchObject({ status: 400, body: { code: 'MALFORMED_JSON' } });
  });

  test('a text of a megabyte', async () => {
    expect(await put({ ...body, progress: 'x'.repeat(900_000) })).toMatchObject({ status: 403 });
    const answer = await put({ ...body, progress: 'x'.repeat(1_100_000) });
    expect(answer).toMatchObject({ status: 413, body: { error: 'Request body too large' } });
  });

  test('and nothing is kept of it', async () => {
    expect((await kobo.pull('any')).body).toEqual({});
  });
});

test('a body is read whatever charset its type names, and what newer plugins add is left aside', async () => {
  const headers = { ...anns, 'content-type': 'application/json;charset=UTF-8' };
  const more = { ...body, document: 'charset', metadata: { title: 'é' }, identifiers: [] };
  expect((await put(JSON.stringify(more), { headers })).status).toBe(200);
});

describe('a document that is no book', () => {
  test('is synced between the devices of a user, and nobody else is told', async () => {
    const document = documentOf('unknown');
    expect((await kobo.pull(document)).body).toEqual({});
    await kobo.push({ document, ...place });
    const told = { document, ...place, device: 'Kobo', device_id: 'A1B2C3', quality: 'exact' };
    expect((await kobo.pull(document)).body).toEqual({ ...told, timestamp: expect.any(Number) });
    const stranger = new KoreaderDevice(library.server, { user: 'admin', password });
    expect((await stranger.pull(document)).body).toEqual({});
  });

  test('moves the book when that comes, and tells its clients', async () => {
    const document = documentOf('Late');
    await kobo.push({ document, ...place });
    const id = await library.addDocument({ name: 'Late', pages: 200 });
    expect((await placeOnTheWeb(id)).progress).toBeNull();
    await adoptArrived(library.server.services);
    expect((await placeOnTheWeb(id)).progress).toMatchObject({ current_page: 50, percentage_complete: 25 });
    expect((await kobo.pull(document)).body).toMatchObject(place);
  });

  test('is told with the time it was read at, not that at which the book came', async () => {
    const document = documentOf('Timed');
    await kobo.push({ document, ...place });
    const id = await library.addDocument({ name: 'Timed' });
    const { db, clock } = library.server.services;
    const at = clock().getTime() - 3_600_000;
    await db
      .updateTable('unmatched_positions')
      .set({ received_at: at })
      .where('document', '=', document)
      .execute();
    await adoptArrived(library.server.services);
    expect((await placeOnTheWeb(id)).progress).not.toBeNull();
    expect((await kobo.pull(document)).body).toMatchObject({ timestamp: Math.floor(at / 1000) });
  });

  test.each(['hidden', 'archived'] as const)(
    'is what a book is that is %s, and stays apart from it',
    async (kind) => {
      const document = documentOf(kind);
      const id = await library.addDocument({ name: kind, status: kind === 'archived' ? kind : 'active' });
      if (kind === 'hidden') await hideBook(library.server.services, id);
      await kobo.push({ document, ...place });
      await adoptArrived(library.server.services);
      expect((await kobo.pull(document)).body).toMatchObject(place);
      const { db } = library.server.services;
      const rows = await db.selectFrom('reading_positions').where('book_id', '=', id).selectAll().execute();
      expect(rows).toEqual([]);
      if (kind === 'hidden') {
        const admins = new KoreaderDevice(library.server, { user: 'admin', password });
        await admins.push({ document, ...place });
        const { progress } = await admin.client.getProgress({ params: { id } });
        expect(progress).toMatchObject({ percentage_complete: 25 });
      }
    },
  );
});

test('clients that follow events are told that the book has moved', async () => {
  const { events } = library.server.services;
  const id = await library.addDocument({ name: 'Followed', pages: 100 });
  const before = events.lastId;
  await kobo.push({ document: documentOf('Followed'), ...place });
  expect(events.after(before)).toMatchObject([
    { event: 'progress.updated', userId: ann.id, bookId: id, progress: { current_page: 25 } },
  ]);
});

test('of several books with the same document the first one moves', async () => {
  const file = novelOf('Twin', [1, 1]);
  const first = await library.addDocument({ name: 'Twin', file });
  const second = await library.addDocument({ name: 'Twin', format: 'mobi' });
  await kobo.push({ document: documentOf('Twin'), ...place });
  expect((await placeOnTheWeb(first)).progress).not.toBeNull();
  expect((await placeOnTheWeb(second)).progress).toBeNull();
});

describe('what a web client has read, KOReader is told', () => {
  test('as the page of a comic', async () => {
    const document = documentOf('Comic');
    const fields = { name: 'Comic', format: 'cbz', pages: 20, file: await comicOf(2) };
    const id = await library.addDocument(fields);
    await kobo.push({ document, progress: '3', percentage: 0.15 });
    expect((await placeOnTheWeb(id)).progress).toMatchObject({ current_page: 3, percentage_complete: 15 });
    await ann.client.updateProgress({ params: { id }, body: { current_page: 7, total_pages: 20 } });
    const told = { progress: '7', percentage: 0.35, device: 'Dust', quality: 'exact' };
    expect((await kobo.pull(document)).body).toMatchObject(told);
    await ann.client.updateProgress({ params: { id }, body: { current_page: 0 } });
    expect((await kobo.pull(document)).body).toMatchObject({ progress: '1', percentage: 0 });
  });

  test('as the chapter that the share of the book falls into', async () => {
    const document = documentOf('Novel');
    const id = await library.addDocument({ name: 'Novel', file: novelOf('Novel', [2, 8, 10]) });
    await ann.client.updateProgress({ params: { id }, body: { percentage_complete: 30 } });
    const told = { progress: '/body/DocFragment[2].0', percentage: 0.3, quality: 'approximate' };
    expect((await kobo.pull(document)).body).toMatchObject(told);
  });

  test('not at all where no chapter is known: a pointer it cannot find would lead to the first page', async () => {
    const document = documentOf('Broken');
    const id = await library.addDocument({ name: 'Broken', file: Buffer.from('no EPUB') });
    await ann.client.updateProgress({ params: { id }, body: { percentage_complete: 30 } });
    expect((await kobo.pull(document)).body).toEqual({});
    await kobo.push({ document, progress: place.progress, percentage: 0.4 });
    await ann.client.updateProgress({ params: { id }, body: { percentage_complete: 60 } });
    expect((await kobo.pull(document)).body).toMatchObject({ progress: place.progress, percentage: 0.4 });
  });
});
