import { randomBytes } from 'node:crypto';
import { readdirSync, readlinkSync } from 'node:fs';
import { get as request, type IncomingMessage } from 'node:http';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLibrary, type Library } from '../library.ts';
import type { SignedIn } from '../test-server.ts';
import { bookOf } from './book-of.ts';

const size = 40_000_000;
const video = randomBytes(size);

let library: Library;
let reader: SignedIn;
let address: string;
beforeAll(async () => {
  library = await startLibrary();
  await library.server.signUp('admin');
  reader = await library.server.signUp('reader');
  address = await library.server.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => library[Symbol.asyncDispose]());

function ask(
  bookId: number,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const url = `${address}/books/${bookId}/resources/${path}`;
    request(url, { headers: { ...reader.headers, ...headers }, agent: false }, resolve).on('error', reject);
  });
}

async function bytesOf(answer: IncomingMessage): Promise<Buffer> {
  return Buffer.concat(await answer.toArray());
}

/** Descriptors this process has open on a file. */
function countOpen(path: string): number {
  const targets = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return '';
    }
  });
  return targets.filter((target) => target === path).length;
}

/** The same files, those of this name packed. */
function packedBook(name: string, data: Buffer, declaredBytes: number): Buffer {
  const packed = deflateRawSync(data, { level: 1 });
  const file = bookOf({ [name]: packed });
  const directory = file.lastIndexOf(Buffer.from(name)) - 46;
  file.writeUInt16LE(8, directory + 10);
  file.writeUInt32LE(declaredBytes, directory + 24);
  return file;
}

test('a large resource is sent whole and in parts', async () => {
  const [id = 0] = await library.add({ name: 'Film', file: bookOf({ 'OPS/film.mp4': video }) });
  const answer = await ask(id, 'OPS/film.mp4');
  expect(answer.headers['content-length']).toBe(String(size));
  expect((await bytesOf(answer)).equals(video)).toBe(true);
  const part = await ask(id, 'OPS/film.mp4', { range: 'bytes=39999990-' });
  expect((await bytesOf(part)).equals(video.subarray(size - 10))).toBe(true);
});

test('a packed resource is sent in parts too', async () => {
  const data = video.subarray(0, 3_000_000);
  const [id = 0] = await library.add({ name: 'Packed', file: packedBook('OPS/film.mp4', data, data.length) });
  const part = await ask(id, 'OPS/film.mp4', { range: 'bytes=2000000-2000099' });
  expect(part.statusCode).toBe(206);
  expect((await bytesOf(part)).equals(data.subarray(2_000_000, 2_000_100))).toBe(true);
});

test('a client that goes away leaves no file open', async () => {
  const fields = { name: 'Left', file: bookOf({ 'OPS/film.mp4': video }) };
  const [id = 0] = await library.add(fields);
  for (let round = 0; round < 5; round += 1) {
    const answer = await ask(id, 'OPS/film.mp4');
    answer.destroy();
  }
  await expect.poll(() => countOpen(library.pathOf(fields)), { timeout: 5000 }).toBe(0);
});

test('a resource that ends before its size breaks the connection off', async () => {
  const data = video.subarray(0, 3_000_000);
  const fields = { name: 'Short', file: packedBook('OPS/film.mp4', data, 3_100_000) };
  const [id = 0] = await library.add(fields);
  const answer = await ask(id, 'OPS/film.mp4');
  expect(answer.statusCode).toBe(200);
  await expect(bytesOf(answer)).rejects.toThrow('aborted');
  await expect.poll(() => countOpen(library.pathOf(fields)), { timeout: 5000 }).toBe(0);
});

test('a resource that goes on behind its size is cut off there, as an error', async () => {
  const data = video.subarray(0, 3_000_000);
  const [id = 0] = await library.add({ name: 'Long', file: packedBook('OPS/film.mp4', data, 2_900_000) });
  const answer = await ask(id, 'OPS/film.mp4');
  await expect(bytesOf(answer)).rejects.toThrow('aborted');
});
