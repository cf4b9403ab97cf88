import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resourcePolicy } from '../../src/publications/resource-policy.ts';
import { comicOf, zipOf } from '../book-files.ts';
import { startLibrary, type Library } from '../library.ts';
import { password, type SignedIn } from '../test-server.ts';
import { bookOf } from './book-of.ts';

const large = randomBytes(700_000);
const chapter = '<html xmlns="http://www.w3.org/1999/xhtml"><body><script>alert(1)</script></body></html>';

let library: Library;
let reader: SignedIn;
let book: number;
let comic: number;
beforeAll(async () => {
  library = await startLibrary();
  await library.server.signUp('admin');
  reader = await library.server.signUp('reader');
  [book = 0, comic = 0] = await library.add(
    {
      name: 'Book',
      file: bookOf({
        'OPS/one.xhtml': chapter,
        'OPS/a b/書?.css': 'p { color: red }',
        'OPS/large.bin': large,
        'OPS/empty.css': '',
        'OPS/a.js': 'alert(1)',
      }),
    },
    { name: 'Comic', format: 'cbz', file: await comicOf(2) },
  );
});
afterAll(() => library[Symbol.asyncDispose]());

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  library.server.inject({ url: `/books/${book}/${path}`, headers: { ...reader.headers, ...headers } });

describe('a resource of a book', () => {
  test('is sent in its declared type, with a strong tag, harmless, and for its reader only', async () => {
    const answer = await get('resources/OPS/one.xhtml');
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe(chapter);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/xhtml+xml',
      'content-length': String(chapter.length),
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
      etag: expect.stringMatching(/^"[^"]+"$/),
      vary: 'Origin, Authorization',
      'x-content-type-options': 'nosniff',
      'content-security-policy': resourcePolicy,
    });
  });

  test('runs no scripts, sends no forms and leads nowhere', () => {
    expect(resourcePolicy).toContain("script-src 'none'");
    expect(resourcePolicy).toContain("form-action 'none'");
    expect(resourcePolicy).toMatch(/^sandbox allow-same-origin;/);
    expect(resourcePolicy).not.toMatch(/allow-(?:scripts|forms|popups|top)|https?:|\*/);
  });

  test('is text if it is a script', async () => {
    expect((await get('resources/OPS/a.js')).headers['content-type']).toBe('text/plain');
    const { resources } = (await get('manifest')).json();
    expect(resources).toContainEqual({ href: 'resources/OPS/a.js', type: 'text/plain', size: 8 });
  });

  test('is found by any spelling of its path', async () => {
    for (const path of ['OPS/a%20b/%E6%9B%B8%3F.css', 'OPS%2Fa%20b%2F書%3F.css'.replace('書', '%e6%9b%b8')]) {
      const answer = await get(`resources/${path}`);
      expect([answer.body, answer.headers['content-type']]).toEqual(['p { color: red }', 'text/css']);
    }
  });

  test('is confirmed by its tag', async () => {
    const { etag } = (await get('resources/OPS/one.xhtml')).headers;
    const again = await get('resources/OPS/one.xhtml', { 'if-none-match': String(etag) });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
  });

  test.each([
    ['OPS/one.xhtml', 'bytes=0-4', 206, Buffer.from(chapter.slice(0, 5))],
    ['OPS/one.xhtml', 'bytes=-5', 206, Buffer.from(chapter.slice(-5))],
    ['OPS/large.bin', 'bytes=0-0', 206, large.subarray(0, 1)],
    ['OPS/large.bin', 'bytes=699990-', 206, large.subarray(699_990)],
    ['OPS/large.bin', 'bytes=300000-400000', 206, large.subarray(300_000, 400_001)],
    ['OPS/large.bin', 'lines=1', 200, large],
    ['OPS/empty.css', 'lines=1', 200, Buffer.alloc(0)],
  ])('%s is sent in parts: %s', async (path, range, status, bytes) => {
    const answer = await get(`resources/${path}`, { range });
    expect(answer.statusCode).toBe(status);
    expect(answer.rawPayload.equals(bytes)).toBe(true);
  });

  test('beyond its end there is nothing', async () => {
    const answer = await get('resources/OPS/one.xhtml', { range: `bytes=${chapter.length}-` });
    expect(answer.statusCode).toBe(416);
    expect(answer.headers['content-range']).toBe(`bytes */${chapter.length}`);
  });

  test('is sent whole if the part belonged to another', async () => {
    const { etag } = (await get('resources/OPS/one.xhtml')).headers;
    for (const [condition, status] of [
      [String(etag), 206],
      ['"other"', 200],
      ['Mon, 01 Jan 2024 00:00:00 GMT', 200],
    ] as const) {
      const answer = await get('resources/OPS/one.xhtml', { range: 'bytes=0-1', 'if-range': condition });
      expect(answer.statusCode).toBe(status);
    }
  });

  test('is every file of the container, for apps that read the package themselves', async () => {
    expect((await get('resources/META-INF/container.xml')).statusCode).toBe(200);
    expect((await get('resources/OPS/package.opf')).headers['content-type']).toBe(
      'application/oebps-package+xml',
    );
  });

  test('is served to apps that sign in with a password', async () => {
    const authorization = `Basic ${Buffer.from(`reader:${password}`).toString('base64')}`;
    for (const [place, status] of [
      ['/opds', 200],
      ['', 401],
    ] as const) {
      const url = `${place}/books/${book}/resources/OPS/one.xhtml`;
      expect((await library.server.inject({ url, headers: { authorization } })).statusCode).toBe(status);
    }
  });
});

describe('a hostile archive', () => {
  test.each([10, 600_000])('whose file of %i bytes lies about its size fails within bounds', async (size) => {
    const file = bookOf({ 'OPS/lie.bin': randomBytes(size) });
    const name = Buffer.from('OPS/lie.bin');
    const directory = file.lastIndexOf(name) - 46;
    file.writeUInt16LE(8, directory + 10);
    const [id] = await library.add({ name: `Lie ${size}`, file });
    const url = `/books/${id}/resources/OPS/lie.bin`;
    const answer = await library.server.inject({ url, headers: reader.headers });
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'RESOURCE_NOT_FOUND']);
  });

  test('with a bomb in it is not unpacked', async () => {
    const bomb = deflateRawSync(Buffer.alloc(50_000_000));
    const file = bookOf({ 'OPS/bomb.bin': bomb });
    const directory = file.lastIndexOf(Buffer.from('OPS/bomb.bin')) - 46;
    file.writeUInt16LE(8, directory + 10);
    file.writeUInt32LE(50_000_000, directory + 24);
    const [id] = await library.add({ name: 'Bomb', file });
    const url = `/books/${id}/resources/OPS/bomb.bin`;
    expect((await library.server.inject({ url, headers: reader.headers })).statusCode).toBe(404);
  });
});

test('a file that is replaced is served anew within a second, with another tag', async () => {
  const fields = { name: 'Replaced', file: bookOf({ 'OPS/a.css': 'old' }) };
  const [id] = await library.add(fields);
  const ask = () =>
    library.server.inject({ url: `/books/${id}/resources/OPS/a.css`, headers: reader.headers });
  const before = await ask();
  writeFileSync(library.pathOf(fields), bookOf({ 'OPS/a.css': 'newer' }));
  expect(before.body).toBe('old');
  await expect.poll(async () => (await ask()).body, { timeout: 3000 }).toBe('newer');
  expect((await ask()).headers['etag']).not.toBe(before.headers['etag']);
  rmSync(library.pathOf(fields));
  await expect.poll(async () => (await ask()).body, { timeout: 3000 }).toContain('BOOK_FILE_NOT_FOUND');
});

test('the pages of a comic are its resources', async () => {
  const url = `/books/${comic}/resources/p2.png`;
  const answer = await library.server.inject({ url, headers: reader.headers });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/png']);
});

test.each(['manifest', 'positions', 'resources/a'])('books of other formats have no %s', async (path) => {
  const [mobi = 0, broken = 0, missing = 0] = await library.add(
    { name: `Mobi ${path.length}`, format: 'mobi', file: Buffer.from('BOOKMOBI') },
    { name: `Broken ${path.length}`, file: zipOf({ a: 'no EPUB' }) },
    { name: `Missing ${path.length}` },
  );
  const codes = [];
  for (const id of [mobi, broken, missing, 999_999]) {
    const answer = await library.server.inject({ url: `/books/${id}/${path}`, headers: reader.headers });
    codes.push([answer.statusCode, answer.json().code]);
  }
  expect(codes).toEqual([
    [404, 'PUBLICATION_NOT_AVAILABLE'],
    [404, 'PUBLICATION_NOT_AVAILABLE'],
    [404, 'BOOK_FILE_NOT_FOUND'],
    [404, 'BOOK_NOT_FOUND'],
  ]);
});
