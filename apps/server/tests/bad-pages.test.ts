import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { BookPages } from '../src/book-pages/book-pages.ts';
import { keptPath, writeKept } from '../src/book-pages/kept-path.ts';
import { fileNameOf } from '../src/book-pages/page-key.ts';
import { Unpacking } from '../src/book-pages/unpacking.ts';
import { FilePool } from '../src/file-pool.ts';
import { comicOf, pngOf, zipOf } from './book-files.ts';
import { startLibrary, type Library } from './library.ts';
import type { SignedIn } from './test-server.ts';

let library: Library;
let reader: SignedIn;
let lines: string[];
beforeAll(async () => {
  lines = [];
  library = await startLibrary({ onLog: (line) => lines.push(line) });
  await library.server.signUp('admin');
  reader = await library.server.signUp('reader');
});
afterAll(() => library[Symbol.asyncDispose]());

const get = (url: string) => library.server.inject({ url, headers: reader.headers });

async function addComic(name: string, file: Buffer): Promise<number> {
  const [id = 0] = await library.add({ name, format: 'cbz', file });
  return id;
}

/** A PNG that says it is of this size, and holds next to nothing. */
function boastingPng(side: number): Buffer {
  const header = Buffer.alloc(17);
  header.write('IHDR', 0, 'latin1');
  header.writeUInt32BE(side, 4);
  header.writeUInt32BE(side, 8);
  header.set([8, 2, 0, 0, 0], 12);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(header));
  return Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d', 'hex'), header, crc, Buffer.alloc(100)]);
}

describe('a page', () => {
  test('of 50,000 by 50,000 pixels is not decoded', async () => {
    const id = await addComic('Huge', zipOf({ '1.png': boastingPng(50_000), '2.png': await pngOf() }));
    const started = performance.now();
    for (const query of ['?width=160', '?width=100000', '?format=jpeg'])
      expect((await get(`/books/${id}/pages/1${query}`)).json()).toMatchObject({ code: 'PAGE_NOT_FOUND' });
    expect(performance.now() - started).toBeLessThan(5000);
    expect((await get(`/books/${id}/pages/2?width=160`)).statusCode).toBe(200);
  });

  test('whose entry lies about its size is not read, and others are', async () => {
    const file = zipOf({ '1.png': await pngOf(), '2.png': await pngOf() });
    const entry = file.indexOf('PK\u0001\u0002');
    file.writeUInt32LE(file.readUInt32LE(entry + 24) + 1000, entry + 24);
    const id = await addComic('Liar', file);
    for (const query of ['', '?width=160']) {
      const answer = await get(`/books/${id}/pages/1${query}`);
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'PAGES_NOT_AVAILABLE']);
      expect((await get(`/books/${id}/pages/2${query}`)).statusCode).toBe(200);
    }
  });

  test('that says it is larger than memory is not unpacked', async () => {
    const file = zipOf({ '1.png': await pngOf() });
    const entry = file.indexOf('PK\u0001\u0002');
    file.writeUInt32LE(0xfffffff0, entry + 24);
    const id = await addComic('Bomb', file);
    expect((await get(`/books/${id}/pages/1`)).json()).toMatchObject({ code: 'PAGES_NOT_AVAILABLE' });
  });

  test('of a book whose file is no PDF is not there', async () => {
    const [id = 0] = await library.add({
      name: 'No PDF',
      format: 'pdf',
      file: Buffer.from('%PDF-1.7 nothing'),
    });
    for (const path of ['pages', 'pages/1', 'pages/1?width=160'])
      expect((await get(`/books/${id}/${path}`)).json()).toMatchObject({ code: 'PAGES_NOT_AVAILABLE' });
  });
});

test('a file that is replaced again and again shows whole pages, each under its own tag', async () => {
  const fields = { name: 'Changing', format: 'cbz', file: await comicOf(1) };
  const [id = 0] = await library.add(fields);
  const path = library.pathOf(fields);
  const editions = [
    zipOf({ '1.png': await pngOf({ shade: 1 }) }),
    zipOf({ '1.png': await pngOf({ shade: 255 }) }),
  ];
  const seen = new Map<string, string>();
  for (let round = 0; round < 20; round += 1) {
    const answers = Promise.all([get(`/books/${id}/pages/1?width=160`), get(`/books/${id}/pages/1`)]);
    writeFileSync(`${path}.new`, editions[round % 2] ?? '');
    renameSync(`${path}.new`, path);
    for (const { statusCode, headers, rawPayload } of await answers) {
      if (statusCode === 404) continue;
      expect((await sharp(rawPayload).stats()).channels.every(({ min, max }) => max - min < 8)).toBe(true);
      const tag = String(headers['etag']);
      const body = rawPayload.toString('base64');
      expect(seen.get(tag) ?? body).toBe(body);
      seen.set(tag, body);
    }
  }
  expect(seen.size).toBeGreaterThan(1);
});

const noise = () =>
  sharp({
    create: {
      width: 2400,
      height: 2400,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .jpeg()
    .toBuffer();

describe('work on a page', () => {
  test('that takes too long is given up, and the pool goes on', async () => {
    const paths = [
      join(library.server.folder, 'slow.jpg'),
      join(library.server.folder, 'quick.png'),
    ] as const;
    writeFileSync(paths[0], await noise());
    writeFileSync(paths[1], await pngOf());
    await using pool = new FilePool({ taskLimitMs: 700 });
    const quick = { from: paths[1], number: 1, variant: { width: 160, type: 'image/jpeg' } } as const;
    const slow = { from: paths[0], number: 1, variant: { width: null, type: 'image/avif' } } as const;
    const isQuick = async () =>
      expect(await pool.run('readBookPage', quick)).toMatchObject({ kind: 'image' });
    await vi.waitFor(isQuick, { timeout: 20_000 });
    const both = [pool.run('readBookPage', slow), pool.run('readBookPage', slow)];
    expect(await Promise.all(both)).toEqual([undefined, undefined]);
    await vi.waitFor(isQuick, { timeout: 20_000 });
  });

  test('that failed so is told as what it is, and not begun again at once', async () => {
    const file = zipOf({ '1.png': await pngOf() });
    const fields = { name: 'Failing', format: 'cbz', file };
    await library.add(fields);
    const { folders, pageCache, fileStamps } = library.server.services;
    let runs = 0;
    const run: FilePool['run'] = async () => {
      runs += 1;
      return undefined;
    };
    const pages = new BookPages({ folders, cache: pageCache, pool: { run } });
    const path = library.pathOf(fields);
    const stamp = await fileStamps.get(path);
    const wanted = { path, format: 'cbz', stamp, number: 1, variant: { width: null, type: null } } as const;
    expect(await pages.get(wanted)).toEqual({ kind: 'failed' });
    const before = runs;
    expect(await pages.get(wanted)).toEqual({ kind: 'failed' });
    expect(runs).toBe(before);
  });

  test('that is damaged is not begun again at once, and nor is a list', async () => {
    const fields = { name: 'Damaged', format: 'cbz', file: Buffer.from('PK no archive') };
    await library.add(fields);
    const { folders, pageCache, fileStamps } = library.server.services;
    await using pool = new FilePool();
    const jobs: string[] = [];
    const run: FilePool['run'] = (name, task) => {
      jobs.push(name);
      return pool.run(name, task);
    };
    await pageCache.sweep();
    const pages = new BookPages({ folders, cache: pageCache, pool: { run } });
    const path = library.pathOf(fields);
    const file = { path, format: 'cbz', stamp: await fileStamps.get(path) } as const;
    const wanted = { ...file, number: 1, variant: { width: null, type: null } };
    for (let round = 0; round < 2; round += 1) {
      const lists = await Promise.all([pages.list(file), pages.list(file)]);
      expect([...lists, await pages.get(wanted)]).toEqual(
        Array.from({ length: 3 }, () => ({ kind: 'unreadable' })),
      );
    }
    expect(jobs.filter((name) => name === 'listBookPages')).toHaveLength(1);
    expect(jobs.filter((name) => name === 'readBookPage').length).toBeLessThan(3);
  });

  test('is done once for all who ask at the same time', async () => {
    const fields = { name: 'Wanted', format: 'cbz', file: await comicOf(2) };
    await library.add(fields);
    const { folders, pageCache, fileStamps } = library.server.services;
    await using pool = new FilePool();
    let runs = 0;
    const run: FilePool['run'] = (name, task) => {
      runs += 1;
      return pool.run(name, task);
    };
    await pageCache.sweep();
    const pages = new BookPages({ folders, cache: pageCache, pool: { run } });
    const path = library.pathOf(fields);
    const stamp = await fileStamps.get(path);
    const wanted = {
      path,
      format: 'cbz',
      stamp,
      number: 2,
      variant: { width: 320, type: 'image/webp' },
    } as const;
    const answers = await Promise.all(Array.from({ length: 20 }, () => pages.get(wanted)));
    expect(new Set(answers).size).toBe(1);
    expect(runs).toBe(1);
  });
});

test('pages that were unpacked by a thread that was ended are known all the same', async () => {
  const fields = { name: 'Solid', format: 'cbr', file: await comicOf(2) };
  await library.add(fields);
  const { folders, pageCache, fileStamps } = library.server.services;
  const path = library.pathOf(fields);
  const first = { path, stamp: await fileStamps.get(path), number: 1, variant: '' };
  const name = fileNameOf({ ...first, number: 2 });
  await pageCache.read(name);
  await pageCache.sweep();
  const run: FilePool['run'] = async () => {
    writeKept(keptPath(pageCache.folder, name), await pngOf());
    return undefined;
  };
  expect(pageCache.find(name)).toBeUndefined();
  new Unpacking({ folders, cache: pageCache, pool: { run } }).begin({ path, format: 'cbr' }, first);
  await vi.waitFor(() => expect(pageCache.find(name)).toBeDefined());
});

test('pages are served without a folder to keep them in, which the log says once', async () => {
  const folder = join(library.server.folder, 'data', 'cache');
  await library.server.services.pageCache.sweep();
  rmSync(folder, { recursive: true, force: true });
  writeFileSync(folder, 'a file in the way');
  const id = await addComic('Unkept', await comicOf(3));
  for (const number of [1, 2, 3])
    expect((await get(`/books/${id}/pages/${number}?width=160`)).statusCode).toBe(200);
  await library.server.services.pageCache.sweep();
  expect(lines.filter((line) => line.includes('pages cannot be kept on disk'))).toHaveLength(1);
  rmSync(folder);
});

test('a page that is kept is sent again after a restart without being made', async () => {
  await using first = await startLibrary();
  await first.server.signUp('admin');
  const reading = await first.server.signUp('reader');
  const [id = 0] = await first.add({ name: 'Kept', format: 'cbz', file: await comicOf(1) });
  const ask = async (server: Library['server']) =>
    server.inject({ url: `/books/${id}/pages/1?width=160`, headers: reading.headers });
  await ask(first.server);
  const folder = join(first.server.folder, 'data', 'cache', 'pages');
  const kept = (): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.tmp'))
      .map((entry) => join(entry.parentPath, entry.name));
  await vi.waitFor(() => expect(kept()).toHaveLength(1), { timeout: 10_000 });
  const mark = Buffer.concat([readFileSync(kept()[0] ?? ''), Buffer.from('a mark')]);
  writeFileSync(kept()[0] ?? '', mark);
  await using second = await startLibrary({ folder: first.server.folder });
  expect((await ask(second.server)).rawPayload).toEqual(mark);
});
