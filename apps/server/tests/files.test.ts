import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hideBook, shelve } from './shelf.ts';
import { startTestServer, type SignedIn, type TestServer } from './test-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'dust-files-'));
const library = join(folder, 'library');
const content = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));
const modified = new Date('2024-03-01T10:20:30.700Z');

let server: TestServer;
let reader: SignedIn;
let plain: number;
beforeAll(async () => {
  mkdirSync(join(library, 'sub'), { recursive: true });
  symlinkSync(library, join(folder, 'linked-library'));
  server = await startTestServer({ env: { DUST_DIRS: `${library},${join(folder, 'linked-library')}` } });
  await server.signUp('admin');
  reader = await server.signUp('reader');
  plain = await add('plain.epub');
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Puts a book with a file on the shelf. */
async function add(name: string, format = 'epub', data: Buffer | string = content): Promise<number> {
  const path = join(library, name);
  writeFileSync(path, data);
  utimesSync(path, modified, modified);
  return shelve(server.services, { path, format });
}

interface Ask {
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
}

function stream(id: number, { method = 'GET', headers = {}, query = '' }: Ask = {}) {
  return server.inject({
    method,
    url: `/books/${id}/stream${query}`,
    headers: { ...reader.headers, ...headers },
  });
}

test('a file comes whole, with all there is to know about it', async () => {
  const answer = await stream(plain);
  expect(answer.statusCode).toBe(200);
  expect(answer.rawPayload.equals(content)).toBe(true);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/epub+zip',
    'content-length': '1000',
    'accept-ranges': 'bytes',
    etag: expect.stringMatching(/^"[^"]+"$/),
    'last-modified': 'Fri, 01 Mar 2024 10:20:30 GMT',
    'cache-control': 'private, no-cache',
    'content-disposition': `inline; filename="plain.epub"; filename*=UTF-8''plain.epub`,
  });
});

test('HEAD tells the same and sends nothing', async () => {
  const [get, head] = [await stream(plain), await stream(plain, { method: 'HEAD' })];
  expect(head.statusCode).toBe(200);
  expect(head.rawPayload).toHaveLength(0);
  for (const name of [
    'content-type',
    'content-length',
    'accept-ranges',
    'etag',
    'last-modified',
    'content-disposition',
  ]) {
    expect(head.headers[name]).toBe(get.headers[name]);
  }
});

test('it is never compressed', async () => {
  const id = await add('compressible.txt', 'txt', 'a'.repeat(10_000));
  const { headers } = await stream(id, { headers: { 'accept-encoding': 'br, gzip' } });
  expect(headers['content-encoding']).toBeUndefined();
  expect(headers['content-length']).toBe('10000');
});

test.each([
  ['epub', 'application/epub+zip'],
  ['pdf', 'application/pdf'],
  ['mobi', 'application/x-mobipocket-ebook'],
  ['azw3', 'application/vnd.amazon.mobi8-ebook'],
  ['cbz', 'application/vnd.comicbook+zip'],
  ['cbr', 'application/vnd.comicbook-rar'],
  ['azw', 'application/vnd.amazon.ebook'],
  ['djvu', 'image/vnd.djvu'],
  ['whatever', 'application/octet-stream'],
])('the format %s is sent as %s', async (format, type) => {
  const id = await add(`book.${format}`, format);
  expect((await stream(id)).headers['content-type']).toBe(type);
});

test.each([
  ['bytes=0-99', 0, 99],
  ['bytes=900-', 900, 999],
  ['bytes=-10', 990, 999],
  ['bytes=-5000', 0, 999],
  ['bytes=999-5000', 999, 999],
  ['Bytes=5-5', 5, 5],
])('the range %s is sent as a part', async (range, start, end) => {
  const answer = await stream(plain, { headers: { range } });
  expect(answer.statusCode).toBe(206);
  expect(answer.headers['content-range']).toBe(`bytes ${start}-${end}/1000`);
  expect(answer.headers['content-length']).toBe(String(end - start + 1));
  expect(answer.rawPayload.equals(content.subarray(start, end + 1))).toBe(true);
});

test('HEAD of a range tells of the part', async () => {
  const answer = await stream(plain, { method: 'HEAD', headers: { range: 'bytes=0-9' } });
  expect(answer.statusCode).toBe(206);
  expect(answer.headers['content-length']).toBe('10');
  expect(answer.rawPayload).toHaveLength(0);
});

test.each([
  'bytes=0-1,5-6',
  'bytes=9-5',
  'bytes=a-b',
  'bytes=-',
  'lines=0-1',
  'bytes 0-1',
  'bytes=0x1-2',
  '',
])('the range %j is ignored', async (range) => {
  const answer = await stream(plain, { headers: { range } });
  expect(answer.statusCode).toBe(200);
  expect(answer.rawPayload).toHaveLength(1000);
});

test.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])('the range %s cannot be had', async (range) => {
  const answer = await stream(plain, { headers: { range } });
  expect(answer.statusCode).toBe(416);
  expect(answer.headers['content-range']).toBe('bytes */1000');
  expect(answer.json()).toMatchObject({ error: 'Range not satisfiable', code: 'RANGE_NOT_SATISFIABLE' });
});

test('an empty file is sent whole and has no ranges', async () => {
  const id = await add('empty.epub', 'epub', '');
  expect((await stream(id)).headers['content-length']).toBe('0');
  expect((await stream(id, { headers: { range: 'bytes=0-' } })).statusCode).toBe(416);
});

test('If-Range gives the part only of the file the client has', async () => {
  const { headers } = await stream(plain);
  const status = async (condition: string) =>
    (await stream(plain, { headers: { range: 'bytes=0-9', 'if-range': condition } })).statusCode;
  expect(await status(String(headers['etag']))).toBe(206);
  expect(await status('Fri, 01 Mar 2024 10:20:30 GMT')).toBe(206);
  for (const other of [
    '"other"',
    `W/${headers['etag']}`,
    'Fri, 01 Mar 2024 10:20:29 GMT',
    'Sat, 02 Mar 2024 10:20:30 GMT',
    'x',
  ]) {
    expect(await status(other)).toBe(200);
  }
});

test.each<[number, Record<string, string>]>([
  [304, { 'if-none-match': '<etag>' }],
  [304, { 'if-none-match': '"a", W/<etag>' }],
  [304, { 'if-none-match': '*' }],
  [200, { 'if-none-match': '"a"' }],
  [304, { 'if-modified-since': 'Fri, 01 Mar 2024 10:20:30 GMT' }],
  [304, { 'if-modified-since': 'Sat, 02 Mar 2024 10:20:30 GMT' }],
  [200, { 'if-modified-since': 'Fri, 01 Mar 2024 10:20:29 GMT' }],
  [200, { 'if-modified-since': 'yesterday' }],
  [200, { 'if-none-match': '"a"', 'if-modified-since': 'Sat, 02 Mar 2024 10:20:30 GMT' }],
  [304, { 'if-none-match': '<etag>', range: 'bytes=5000-' }],
])('%i for %j', async (status, conditions) => {
  const first = await stream(plain);
  const headers = Object.fromEntries(
    Object.entries(conditions).map(([name, value]) => [
      name,
      value.replace('<etag>', String(first.headers['etag'])),
    ]),
  );
  const answer = await stream(plain, { headers });
  expect(answer.statusCode).toBe(status);
  if (status !== 304) return;
  expect(answer.rawPayload).toHaveLength(0);
  for (const name of ['etag', 'cache-control', 'vary'])
    expect(answer.headers[name]).toBe(first.headers[name]);
});

test('other bytes have another tag, even with the same size and second', async () => {
  const id = await add('changing.epub');
  const first = await stream(id);
  writeFileSync(join(library, 'changing.epub'), Buffer.alloc(1000, 1));
  utimesSync(join(library, 'changing.epub'), modified, new Date(modified.getTime() + 1));
  expect((await stream(id)).headers['etag']).not.toBe(first.headers['etag']);
});

test.each([
  [
    'Ærø – größte.epub',
    'inline; filename="_r_ _ gro_te.epub"; filename*=UTF-8\'\'%C3%86r%C3%B8%20%E2%80%93%20gr%C3%B6%C3%9Fte.epub',
  ],
  [
    '夏目漱石.epub',
    'inline; filename="____.epub"; filename*=UTF-8\'\'%E5%A4%8F%E7%9B%AE%E6%BC%B1%E7%9F%B3.epub',
  ],
  [
    '"; x="\r\nSet-Cookie: a=1.epub',
    'inline; filename="_; x=___Set-Cookie: a=1.epub"; filename*=UTF-8\'\'%22%3B%20x%3D%22%0D%0ASet-Cookie%3A%20a%3D1.epub',
  ],
])('the name %j is told without harm', async (name, disposition) => {
  const { headers } = await stream(await add(name));
  expect(headers['content-disposition']).toBe(disposition);
  expect(headers).not.toHaveProperty('set-cookie');
});

test('with download=1 it is to be saved', async () => {
  const { headers } = await stream(plain, { query: '?download=1' });
  expect(headers['content-disposition']).toBe(
    `attachment; filename="plain.epub"; filename*=UTF-8''plain.epub`,
  );
});

test.each<[string, (path: string) => void]>([
  ['that is gone', () => undefined],
  ['that has become a folder', (path) => mkdirSync(path)],
  ['that has become a pipe', (path) => execFileSync('mkfifo', [path])],
  ['that is a link out of the library', (path) => symlinkSync('/etc/hostname', path)],
  [
    'in a folder that is a link out of the library',
    (path) => {
      writeFileSync(join(folder, 'out.epub'), content);
      symlinkSync(folder, path);
    },
  ],
])('a file %s is not found', async (what, make) => {
  const path = join(library, 'sub', encodeURIComponent(what));
  make(path);
  const isFolder = what.startsWith('in a folder');
  const id = await shelve(server.services, {
    path: isFolder ? join(path, 'out.epub') : path,
    format: 'epub',
  });
  const answer = await stream(id);
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toMatchObject({ error: 'Book file not found', code: 'BOOK_FILE_NOT_FOUND' });
  expect(answer.body).not.toContain(folder);
});

test.each(['/etc/hostname', '/proc/self/environ', `${library}-beside/x.epub`, `${library}/../outside.epub`])(
  'a book at %s, outside the library, is not found',
  async (path) => {
    mkdirSync(`${library}-beside`, { recursive: true });
    for (const name of [`${library}-beside/x.epub`, join(folder, 'outside.epub')]) writeFileSync(name, 'x');
    expect(statSync(path).isFile()).toBe(true);
    expect((await stream(await shelve(server.services, { path, format: 'epub' }))).statusCode).toBe(404);
  },
);

test('a library that is itself a link is a library', async () => {
  const path = join(folder, 'linked-library', 'plain.epub');
  expect(statSync(path).isFile()).toBe(true);
  await server.services.db.updateTable('books').set({ file_path: path }).where('id', '=', plain).execute();
  expect((await stream(plain)).statusCode).toBe(200);
});

test('a hidden book is refused, by HEAD and by its tag too, and an archived one is not', async () => {
  const id = await add('hidden.epub');
  const { headers } = await stream(id);
  await server.services.db.updateTable('books').set({ status: 'archived' }).where('id', '=', id).execute();
  expect((await stream(id)).statusCode).toBe(200);
  await hideBook(server.services, id);
  expect((await stream(id, { headers: { 'if-none-match': String(headers['etag']) } })).json()).toMatchObject({
    error: 'Access denied: Missing permission for NSFW content',
    code: 'CONTENT_RESTRICTED',
  });
  expect((await stream(id, { method: 'HEAD' })).statusCode).toBe(403);
});

test('without sign-in there is nothing, and unknown or bad ids are told apart', async () => {
  expect((await server.inject({ url: `/books/${plain}/stream` })).statusCode).toBe(401);
  expect((await stream(99_999)).json()).toMatchObject({ code: 'BOOK_NOT_FOUND' });
  expect((await server.inject({ url: '/books/x/stream', headers: reader.headers })).json()).toMatchObject({
    error: 'Invalid book ID',
    code: 'INVALID_ID',
  });
});
