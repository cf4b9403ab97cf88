import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { comicOf, pngOf, zipOf } from './book-files.ts';
import { startLibrary, type Library } from './library.ts';
import type { SignedIn } from './test-server.ts';

let library: Library;
let reader: SignedIn;
beforeAll(async () => {
  library = await startLibrary();
  await library.server.signUp('admin');
  reader = await library.server.signUp('reader');
});
afterAll(() => library[Symbol.asyncDispose]());

const immutable = 'private, max-age=31536000, immutable';

const get = (url: string, headers: Readonly<Record<string, string>> = {}) =>
  library.server.inject({ url: `/${url}`, headers: { ...reader.headers, ...headers } });

async function addComic(name: string): Promise<{ id: number; urls: readonly string[]; path: string }> {
  const fields = { name, format: 'cbz', file: await comicOf(2) };
  const [id = 0] = await library.add(fields);
  const { pages } = await reader.client.listPages({ params: { id } });
  return { id, urls: pages.map(({ url }) => url), path: library.pathOf(fields) };
}

test('an address out of the list may be kept for ever, in every variant', async () => {
  const { urls } = await addComic('Kept');
  for (const url of urls.flatMap((one) => [one, `${one}&width=160`, `${one}&format=webp`])) {
    const answer = await get(url);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, immutable]);
    const again = await get(url, { 'if-none-match': String(answer.headers['etag']) });
    expect([again.statusCode, again.headers['cache-control']]).toEqual([304, immutable]);
  }
});

test('an address with another stamp, or none, is asked for again each time', async () => {
  const { id } = await addComic('Asked');
  for (const query of ['', '?v=', '?v=1-2', '?v=../..', `?v=${'x'.repeat(900)}`]) {
    const answer = await get(`books/${id}/pages/1${query}`);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'private, no-cache']);
  }
});

test('an address names the same bytes for ever, and other ones once the file has changed', async () => {
  const { id, urls, path } = await addComic('Replaced');
  const [old = ''] = urls;
  const before = await get(old);
  const other = await pngOf({ shade: 200 });
  writeFileSync(path, zipOf({ '1.png': other }));
  utimesSync(path, 2_000_000_000, 2_000_000_000);
  const unnamed = await get(`books/${id}/pages/1`);
  expect(unnamed.rawPayload).toEqual(other);
  expect(unnamed.headers['etag']).not.toBe(before.headers['etag']);
  const named = await get(old);
  const isOld = named.rawPayload.equals(before.rawPayload);
  expect(named.headers['cache-control']).toBe(isOld ? immutable : 'private, no-cache');
  const { pages } = await reader.client.listPages({ params: { id } });
  expect(pages.map(({ url }) => url)).not.toContain(old);
  expect((await get(pages[0]?.url ?? '')).rawPayload).toEqual(other);
});

test('a stamp of one book shows nothing of another', async () => {
  const [one, other] = [await addComic('One'), await addComic('Other')];
  await get(one.urls[0] ?? '');
  const stamp = /v=(.*)/.exec(one.urls[0] ?? '')?.[1];
  writeFileSync(other.path, zipOf({ '1.png': await pngOf({ shade: 99 }) }));
  const answer = await get(`books/${other.id}/pages/1?v=${stamp}`);
  expect(answer.rawPayload).toEqual(await pngOf({ shade: 99 }));
});

test('a book that may no longer be seen is not shown by an address that was', async () => {
  const { id, urls } = await addComic('Hidden later');
  const [url = ''] = urls;
  expect((await get(url)).statusCode).toBe(200);
  await library.server.services.db
    .insertInto('book_tags')
    .values({ book_id: id, tag_id: await library.tagId('NSFW'), applied_by: null })
    .execute();
  expect((await get(url)).json()).toMatchObject({ code: 'CONTENT_RESTRICTED' });
});

test('a page without a name for its content is not found when the file is gone', async () => {
  const { id, path } = await addComic('Gone');
  expect((await get(`books/${id}/pages/1?width=160`)).statusCode).toBe(200);
  rmSync(path);
  expect((await get(`books/${id}/pages/1?width=160`)).json()).toMatchObject({ code: 'BOOK_FILE_NOT_FOUND' });
});
