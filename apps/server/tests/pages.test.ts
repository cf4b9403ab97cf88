import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { comicOf, pngOf, zipOf } from './book-files.ts';
import { startLibrary, type Library } from './library.ts';
import type { SignedIn } from './test-server.ts';

let library: Library;
let reader: SignedIn;
let comic: number;
beforeAll(async () => {
  library = await startLibrary();
  await library.server.signUp('admin');
  reader = await library.server.signUp('reader');
  [comic = 0] = await library.add({ name: 'Comic', format: 'cbz', file: await comicOf(11) });
});
afterAll(() => library[Symbol.asyncDispose]());

const get = (url: string, headers: Readonly<Record<string, string>> = {}) =>
  library.server.inject({ url, headers: { ...reader.headers, ...headers } });

test('the pages of a comic are listed in natural order, without hidden files', async () => {
  const answer = await reader.client.listPages({ params: { id: comic } });
  expect(answer.book).toEqual({ id: comic });
  expect(answer.totalPages).toBe(11);
  expect(answer.pages.map(({ name }) => name)).toEqual(
    Array.from({ length: 11 }, (_, index) => `p${index + 1}.png`),
  );
  expect(answer.pages[1]).toEqual({
    number: 2,
    name: 'p2.png',
    media_type: 'image/png',
    size: (await pngOf({ shade: 20 })).length,
    url: expect.stringMatching(new RegExp(`^books/${comic}/pages/2\\?v=[0-9a-z]+-[0-9a-z]+$`)),
  });
});

test('a page is sent as it is, with a strong tag and for its reader only', async () => {
  const answer = await get(`/books/${comic}/pages/2`);
  expect(answer.statusCode).toBe(200);
  expect(answer.rawPayload).toEqual(await pngOf({ shade: 20 }));
  expect(answer.headers).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'private, no-cache',
    etag: expect.stringMatching(/^"[^"]+"$/),
    vary: 'Origin, Authorization',
  });
});

test('a page is scaled down to a width, and never up', async () => {
  const small = await get(`/books/${comic}/pages/2?width=160`, { accept: 'image/webp' });
  expect(small.headers).toMatchObject({
    'content-type': 'image/webp',
    vary: 'Origin, Authorization, Accept',
  });
  expect(await sharp(small.rawPayload).metadata()).toMatchObject({ width: 160, height: 240, format: 'webp' });
  const large = await get(`/books/${comic}/pages/2?width=1280`);
  expect(await sharp(large.rawPayload).metadata()).toMatchObject({ width: 400, format: 'jpeg' });
  expect(large.headers['etag']).not.toBe(small.headers['etag']);
});

test('a page that the client has is not sent again', async () => {
  const { etag } = (await get(`/books/${comic}/pages/3`)).headers;
  const again = await get(`/books/${comic}/pages/3`, { 'if-none-match': String(etag) });
  expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
  expect(again.headers).toMatchObject({ etag, 'cache-control': 'private, no-cache' });
  expect((await get(`/books/${comic}/pages/4`, { 'if-none-match': String(etag) })).statusCode).toBe(200);
  expect((await get(`/books/${comic}/pages/4`, { 'if-none-match': '*' })).statusCode).toBe(304);
});

test('HEAD tells the headers of a page', async () => {
  const url = `/books/${comic}/pages/1`;
  const head = await library.server.inject({ method: 'HEAD', url, headers: reader.headers });
  expect([head.statusCode, head.rawPayload.length]).toEqual([200, 0]);
  expect(head.headers['etag']).toBe((await get(url)).headers['etag']);
});

test.each([
  ['pages/0', 400, 'INVALID_ID', 'Invalid page number'],
  ['pages/x', 400, 'INVALID_ID', 'Invalid page number'],
  ['pages/1?width=0', 400, 'VALIDATION_ERROR', 'Invalid request'],
  ['pages/12', 404, 'PAGE_NOT_FOUND', 'Page not found'],
  ['pages/9007199254740991', 404, 'PAGE_NOT_FOUND', 'Page not found'],
])('%s is %i %s', async (path, status, code, error) => {
  const answer = await get(`/books/${comic}/${path}`, { 'if-none-match': '*' });
  expect([answer.statusCode, answer.json()]).toMatchObject([status, { code, error }]);
  expect(answer.headers).not.toHaveProperty('etag');
});

test('only comics have pages', async () => {
  const [epub] = await library.add({ name: 'Novel', file: zipOf({}) });
  for (const path of ['pages', 'pages/1']) {
    const answer = await get(`/books/${epub}/${path}`);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      404,
      { code: 'PAGES_NOT_AVAILABLE', error: 'Pages are only available for comics' },
    ]);
  }
});

test('an archive that cannot be read has no pages', async () => {
  const [broken] = await library.add({ name: 'Broken', format: 'cbz', file: Buffer.from('PK no archive') });
  for (const path of ['pages', 'pages/1'])
    expect((await get(`/books/${broken}/${path}`)).json()).toMatchObject({ code: 'PAGES_NOT_AVAILABLE' });
});

test('a page whose image cannot be decoded is sent as it is, and scaled by nobody', async () => {
  const file = zipOf({ '1.png': 'no image', '2.png': (await pngOf()).subarray(0, 200) });
  const [damaged] = await library.add({ name: 'Damaged', format: 'cbz', file });
  expect((await get(`/books/${damaged}/pages/1`)).body).toBe('no image');
  for (const page of [1, 2])
    expect((await get(`/books/${damaged}/pages/${page}?width=160`)).json()).toMatchObject({
      code: 'PAGE_NOT_FOUND',
    });
});

test('a comic whose file is gone says so', async () => {
  const fields = { name: 'Gone', format: 'cbz', file: await comicOf(1) };
  const [gone] = await library.add(fields);
  rmSync(library.pathOf(fields));
  for (const path of ['pages', 'pages/1'])
    expect((await get(`/books/${gone}/${path}`)).json()).toMatchObject({
      code: 'BOOK_FILE_NOT_FOUND',
      error: 'Book file not found',
    });
});

test('a comic outside the library directories is none that can be read', async () => {
  const [id = 0] = await library.add({ name: 'Outside', format: 'cbz' });
  const path = join(library.server.folder, 'outside.cbz');
  writeFileSync(path, await comicOf(1));
  const { db } = library.server.services;
  await db.updateTable('books').set({ file_path: path }).where('id', '=', id).execute();
  for (const route of ['pages', 'pages/1'])
    expect((await get(`/books/${id}/${route}`)).json()).toMatchObject({ code: 'BOOK_FILE_NOT_FOUND' });
});
