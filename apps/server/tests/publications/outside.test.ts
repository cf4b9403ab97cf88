import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { epubOf } from '../book-files.ts';
import { startLibrary, type Library } from '../library.ts';
import type { SignedIn } from '../test-server.ts';
import { bookOf } from './book-of.ts';

let library: Library;
let reader: SignedIn;
let address: string;
let book: number;
beforeAll(async () => {
  library = await startLibrary();
  await library.server.signUp('admin');
  reader = await library.server.signUp('reader');
  [book = 0] = await library.add(
    {
      name: 'Book',
      file: bookOf({ 'OPS/one.xhtml': 'One', '../../outside.txt': 'x', '/etc/x': 'y', 'C:\\z': 'z' }),
    },
    { name: 'Other', file: epubOf({ title: 'Other', creator: 'Nobody' }) },
  );
  address = await library.server.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => library[Symbol.asyncDispose]());

/** Asks for a path as it is written: clients that tidy URLs would take the steps out of it. */
function get(path: string, bookId = book): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address);
    const target = { hostname, port, path: `/books/${bookId}/resources/${path}`, headers: reader.headers };
    request(target, (answer) => {
      const chunks: Buffer[] = [];
      answer
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString() }))
        .on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}

describe('what is no resource of a book', () => {
  test.each([
    '../../../etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e/%2e%2e/etc/passwd',
    '%252e%252e/etc/passwd',
    '../../outside.txt',
    '%2e%2e%2f%2e%2e%2foutside.txt',
    'outside.txt',
    '/etc/passwd',
    '%2Fetc%2Fpasswd',
    '/etc/x',
    '%2fetc%2fx',
    'etc/x',
    'OPS%5Cone.xhtml',
    'C:%5Cz',
    'OPS/one.xhtml%00.css',
    'OPS/../META-INF/container.xml',
    'OPS/./one.xhtml',
    'OPS/one.xhtml/../one.xhtml',
    '.',
    'OPS',
    'OPS/',
    'OPS/none.xhtml',
    'Other.epub',
    '../Other/Other.epub',
    '%ff%fe',
    '__proto__',
    'x'.repeat(5000),
  ])('%s is unknown', async (path) => {
    const { status, body } = await get(path);
    expect([path, status]).toEqual([path, 404]);
    expect(['RESOURCE_NOT_FOUND', 'NOT_FOUND']).toContain(JSON.parse(body).code);
  });

  test('is a file of another book', async () => {
    expect((await get('t.xhtml')).status).toBe(404);
    expect((await get('t.xhtml', book + 1)).status).toBe(200);
  });

  test('is nothing else: what the book has is sent', async () => {
    expect(await get('OPS/one.xhtml')).toEqual({ status: 200, body: 'One' });
  });
});
