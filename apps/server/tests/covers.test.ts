import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Book } from '@dust/api-contract';
import { imageSize } from '@dust/formats';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hideBook, shelve, writeSampleLibrary } from './shelf.ts';
import { startTestServer, type SignedIn, type TestServer } from './test-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'dust-covers-'));
const library = join(folder, 'library');
const forEver = 'public, max-age=31536000, immutable';

let server: TestServer;
let admin: SignedIn;
let reader: SignedIn;
let books: readonly Book[];
beforeAll(async () => {
  writeSampleLibrary(library);
  server = await startTestServer({ env: { DUST_DIRS: library } });
  admin = await server.signUp('admin');
  reader = await server.signUp('reader');
  await admin.client.startScan({ body: {}, query: { wait: true } });
  ({ books } = await admin.client.listBooks({}));
}, 60_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function coverOf(format: string): string {
  const path = books.find((book) => book.file_format === format)?.cover_image_path;
  if (path === undefined || path === null) throw new Error(`no cover of a book in ${format}`);
  return `/${path}`;
}

const get = (url: string, headers: Readonly<Record<string, string>> = {}) => server.inject({ url, headers });

/** A book whose cover is an image beside it. */
async function addWithImage(name: string, image: Buffer, coverPath = join(library, name)): Promise<number> {
  if (coverPath === join(library, name)) writeFileSync(coverPath, image);
  const hash = createHash('sha256').update(image).digest('hex');
  return shelve(server.services, {
    path: join(library, `${name}.epub`),
    format: 'epub',
    coverPath,
    coverHash: hash,
  });
}

const pathOf = async (id: number): Promise<string> =>
  `/${(await admin.client.getBook({ params: { id } })).book.cover_image_path}`;

test.each(['epub', 'cbz', 'pdf'])(
  'the cover of a book in %s is shown to whoever has its address',
  async (format) => {
    const answer = await get(coverOf(format));
    expect(answer.statusCode).toBe(200);
    const size = imageSize(answer.rawPayload);
    expect(answer.headers['content-type']).toBe(size?.mediaType);
    expect(size?.width).toBeGreaterThan(100);
    expect(answer.headers).toMatchObject({
      'cache-control': forEver,
      etag: expect.stringMatching(/^"[^"]+"$/),
      vary: 'Origin, Accept',
    });
    expect(answer.headers['cross-origin-resource-policy'] ?? 'cross-origin').toBe('cross-origin');
  },
);

test('HEAD tells the same and sends nothing', async () => {
  const url = coverOf('epub');
  const head = await server.inject({ method: 'HEAD', url });
  expect(head.statusCode).toBe(200);
  expect(head.rawPayload).toHaveLength(0);
  expect(head.headers['content-length']).toBe((await get(url)).headers['content-length']);
});

test('an address is equal for all users, and signed for one book and one version', async () => {
  const [url, other] = [new URL(coverOf('epub'), 'http://x'), new URL(coverOf('cbz'), 'http://x')];
  const id = Number(url.pathname.split('/').at(-1));
  const { book } = await reader.client.getBook({ params: { id } });
  expect(`/${book.cover_image_path}`).toBe(url.pathname + url.search);
  for (const changed of [
    url.pathname,
    `${other.pathname}${url.search}`,
    `${url.pathname}?v=${url.searchParams.get('v')}`,
    `${url.pathname}?v=0000000000000000&sig=${url.searchParams.get('sig')}`,
    `${url.pathname}${url.search}x`,
    `${url.pathname}?v=${url.searchParams.get('v')}&sig=`,
    '/covers/99999?v=a&sig=b',
  ]) {
    const answer = await get(changed);
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ code: 'AUTHENTICATION_REQUIRED' });
  }
});

test('the signature of a version that is past shows the cover of today, to be asked for again', async () => {
  const id = await addWithImage('versions.png', await picture(300, 'png'));
  const outdated = await pathOf(id);
  const today = await picture(200, 'png');
  writeFileSync(join(library, 'versions.png'), today);
  const hash = createHash('sha256').update(today).digest('hex');
  await server.services.db.updateTable('books').set({ cover_hash: hash }).where('id', '=', id).execute();
  expect((await get(outdated)).headers).toMatchObject({
    'cache-control': 'public, no-cache',
    'content-type': 'image/png',
  });
  expect((await get(await pathOf(id))).headers['cache-control']).toBe(forEver);
});

test('a token serves in place of a signature', async () => {
  const { pathname } = new URL(coverOf('epub'), 'http://x');
  const answer = await get(pathname, reader.headers);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['cache-control']).toBe('private, no-cache');
  expect((await get('/covers/99999', reader.headers)).json()).toMatchObject({ code: 'BOOK_NOT_FOUND' });
  expect((await get('/covers/x', reader.headers)).json()).toMatchObject({ code: 'INVALID_ID' });
});

test('a hidden book shows its cover to no token, but to an address handed out before', async () => {
  const id = await addWithImage('hidden.png', await picture(300, 'png'));
  const url = await pathOf(id);
  await hideBook(server.services, id);
  expect((await get(`/covers/${id}`, reader.headers)).json()).toMatchObject({ code: 'CONTENT_RESTRICTED' });
  expect((await get(`/covers/${id}`, admin.headers)).statusCode).toBe(200);
  expect((await get(url)).statusCode).toBe(200);
});

test('a role without books.read has no cover by its token', async () => {
  await server.services.db.insertInto('roles').values({ name: 'nothing' }).execute();
  const nobody = await server.signUp('nobody', ['nothing']);
  expect((await get('/covers/1', nobody.headers)).json()).toMatchObject({
    error: 'Permission denied: books.read required',
  });
});

test.each([
  [undefined, 'image/jpeg', 'jpeg'],
  ['*/*', 'image/jpeg', 'jpeg'],
  ['image/avif,image/webp,image/*;q=0.8', 'image/webp', 'webp'],
  ['image/avif', 'image/avif', 'heif'],
  ['image/webp;q=0.5, image/jpeg', 'image/jpeg', 'jpeg'],
  ['image/webp;q=0, image/png', 'image/jpeg', 'jpeg'],
])('with a width, Accept %s gives %s', async (accept, type, format) => {
  const answer = await get(`${coverOf('epub')}&width=160`, accept === undefined ? {} : { accept });
  expect(answer.headers['content-type']).toBe(type);
  expect(await sharp(answer.rawPayload).metadata()).toMatchObject({ width: 160, format });
});

test('each variant has a tag of its own, and keeps it', async () => {
  const url = coverOf('epub');
  const tags = await Promise.all(
    [
      get(url),
      get(`${url}&width=160`),
      get(`${url}&width=320`),
      get(`${url}&width=160`, { accept: 'image/webp' }),
    ].map(async (answer) => (await answer).headers['etag']),
  );
  expect(new Set(tags).size).toBe(4);
  const again = await get(`${url}&width=160`, { 'if-none-match': String(tags[1]) });
  expect(again.statusCode).toBe(304);
  expect(again.headers).toMatchObject({ etag: tags[1], 'cache-control': forEver, vary: 'Origin, Accept' });
  expect((await get(url, { 'if-none-match': String(tags[1]) })).statusCode).toBe(200);
});

test('a cover is never scaled up', async () => {
  const url = await pathOf(await addWithImage('small.png', await picture(50, 'png')));
  expect((await sharp((await get(`${url}&width=1280`)).rawPayload).metadata()).width).toBe(50);
});

test.each(['0', '161', '-160', '160.5', 'x', '99999999999999999999'])(
  'the width %s is refused',
  async (width) => {
    const answer = await get(`${coverOf('epub')}&width=${width}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: 'Invalid request', code: 'VALIDATION_ERROR' });
    expect(answer.json().details[0].path).toBe('query.width');
  },
);

test('a cover is made once and kept', async () => {
  const id = await addWithImage('once.png', await picture(400, 'png'));
  const url = `${await pathOf(id)}&width=320`;
  const first = await get(url);
  rmSync(join(library, 'once.png'));
  expect((await get(url)).rawPayload.equals(first.rawPayload)).toBe(true);
  expect((await get(`${await pathOf(id)}&width=640`)).statusCode).toBe(404);
});

test('twenty at once make it once', async () => {
  const url = `${await pathOf(await addWithImage('many.png', await picture(800, 'png')))}&width=160`;
  const answers = await Promise.all(Array.from({ length: 20 }, () => get(url)));
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
});

test.each<[string, () => Buffer | Promise<Buffer>]>([
  ['no image', () => Buffer.from('not an image at all')],
  ['of no bytes', () => Buffer.alloc(0)],
  ['cut off', async () => (await picture(500, 'jpeg')).subarray(0, 300)],
  ['of a size that would fill memory', () => bomb()],
])('a cover that is %s is not found', async (what, make) => {
  const url = await pathOf(await addWithImage(`${what}.jpg`, await make()));
  const answer = await get(`${url}&width=160`);
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toMatchObject({ error: 'Cover not found', code: 'COVER_NOT_FOUND' });
  expect(answer.headers['cache-control']).toBe('no-store');
});

test('a cover that is a link out of the library is not found', async () => {
  writeFileSync(join(folder, 'private.png'), await picture(300, 'png'));
  symlinkSync(join(folder, 'private.png'), join(library, 'link.png'));
  const url = await pathOf(await addWithImage('link', Buffer.alloc(0), join(library, 'link.png')));
  expect((await get(url)).statusCode).toBe(404);
});

test('a book without a cover has none', async () => {
  const id = await shelve(server.services, { path: join(library, 'plain.epub'), format: 'epub' });
  expect((await admin.client.getBook({ params: { id } })).book).toMatchObject({
    cover_image_path: null,
    cover_image_url: null,
  });
  expect((await get(`/covers/${id}`, reader.headers)).json()).toMatchObject({ code: 'COVER_NOT_FOUND' });
});

test('a cache that cannot be written to costs the copy, not the answer', async () => {
  const blocked = mkdtempSync(join(tmpdir(), 'dust-blocked-'));
  mkdirSync(join(blocked, 'data'));
  writeFileSync(join(blocked, 'data', 'covers'), 'a file where the folder would be');
  await using server = await startTestServer({ folder: blocked, env: { DUST_DIRS: library } });
  await server.signUp('admin');
  writeFileSync(join(library, 'blocked.png'), await picture(300, 'png'));
  const path = join(library, 'blocked.epub');
  const id = await shelve(server.services, {
    path,
    format: 'epub',
    coverPath: join(library, 'blocked.png'),
    coverHash: 'c'.repeat(64),
  });
  const { token } = await server
    .client()
    .login({ body: { email: 'admin@example.org', password: 'correct horse' } });
  for (let round = 0; round < 2; round += 1) {
    const answer = await server.inject({
      url: `/covers/${id}?width=160`,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.statusCode).toBe(200);
  }
  expect(readdirSync(join(blocked, 'data'))).toContain('covers');
});

function picture(width: number, format: 'png' | 'jpeg'): Promise<Buffer> {
  return sharp({ create: { width, height: width * 2, channels: 3, background: '#a52' } })
    .toFormat(format)
    .toBuffer();
}

/** A PNG of a few bytes that says it is 50,000 × 50,000 pixels. */
function bomb(): Buffer {
  const header = Buffer.alloc(33);
  header.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  header.writeUInt32BE(50_000, 16);
  header.writeUInt32BE(50_000, 20);
  header.set([8, 2], 24);
  return header;
}

test('whoever has neither signature nor sign-in learns nothing, not even what is wrong', async () => {
  const id = books[0]?.id;
  const signed = coverOf('epub');
  for (const url of [
    '/covers/x',
    '/covers/0?width=5',
    `/covers/${id}?width=5`,
    `/covers/${id}?sig=a&sig=b`,
  ]) {
    const answer = await get(url);
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'AUTHENTICATION_REQUIRED']);
  }
  expect((await get('/covers/x', reader.headers)).json().code).toBe('INVALID_ID');
  expect((await get(`/covers/${id}?width=5`, reader.headers)).json().code).toBe('VALIDATION_ERROR');
  expect((await get(`${signed}&width=5`)).json().code).toBe('VALIDATION_ERROR');
});
