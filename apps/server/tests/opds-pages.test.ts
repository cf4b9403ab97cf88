import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comicOf, pngOf, zipOf } from './book-files.ts';
import { startLibrary, type Library } from './library.ts';
import { password, type SignedIn } from './test-server.ts';

let library: Library;
let reader: SignedIn;
let comic: number;
beforeAll(async () => {
  library = await startLibrary();
  await library.server.signUp('admin');
  reader = await library.server.signUp('reader');
  [comic = 0] = await library.add({ name: 'Comic', format: 'cbz', file: await comicOf(4) });
});
afterAll(() => library[Symbol.asyncDispose]());

const get = (url: string, headers: Readonly<Record<string, string>> = reader.headers) =>
  library.server.inject({ url, headers });
const progress = async (id: number) => (await reader.client.getProgress({ params: { id } })).progress;
const basic = (name: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`,
});

describe('pages streamed to reading apps', () => {
  test('are counted from 0, and else the same', async () => {
    for (const index of [0, 3]) {
      const [streamed, page] = [
        await get(`/opds/books/${comic}/pages/${index}?width=200`),
        await get(`/books/${comic}/pages/${index + 1}?width=320`),
      ];
      expect(streamed.statusCode).toBe(200);
      expect(streamed.rawPayload).toEqual(page.rawPayload);
      expect(streamed.headers['etag']).toBe(page.headers['etag']);
    }
  });

  test('are had with a name and a password, which other pages are not', async () => {
    const headers = basic('reader', password);
    expect((await get(`/opds/books/${comic}/pages/0`, headers)).statusCode).toBe(200);
    expect((await get(`/books/${comic}/pages/1`, headers)).statusCode).toBe(401);
    const refused = await get(`/opds/books/${comic}/pages/0`, basic('reader', 'wrong password'));
    expect(refused.json()).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect((await get(`/opds/books/${comic}/pages/0`, {})).statusCode).toBe(401);
  });

  test.each([
    ['-1', 400, 'INVALID_ID'],
    ['x', 400, 'INVALID_ID'],
    ['1.5', 400, 'INVALID_ID'],
    ['%7BpageNumber%7D', 400, 'INVALID_ID'],
    ['99999999999', 400, 'INVALID_ID'],
    ['4', 404, 'PAGE_NOT_FOUND'],
    ['0?width=%7BmaxWidth%7D', 400, 'VALIDATION_ERROR'],
  ])('are none at %s', async (index, status, code) => {
    const answer = await get(`/opds/books/${comic}/pages/${index}`);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });

  test('are none of a book that is unknown, or has none', async () => {
    const [novel] = await library.add({ name: 'Novel', file: zipOf({}) });
    expect((await get('/opds/books/999999/pages/0')).json().code).toBe('BOOK_NOT_FOUND');
    expect((await get(`/opds/books/${novel}/pages/0`)).json().code).toBe('PAGES_NOT_AVAILABLE');
  });

  test('of an archived book are served while its file exists', async () => {
    const file = zipOf({ '1.png': await pngOf() });
    const [archived] = await library.add({ name: 'Archived', format: 'cbz', file, status: 'archived' });
    expect((await get(`/opds/books/${archived}/pages/0`)).statusCode).toBe(200);
  });
});

describe('a page that is asked for', () => {
  test.each(['books/ID/pages/3', 'opds/books/ID/pages/2'])(
    'at %s is read only if the client says so',
    async (path) => {
      const file = zipOf({ '1.png': await pngOf(), '2.png': 'x', '3.png': await pngOf(), '4.png': 'x' });
      const [id = 0] = await library.add({ name: `Read ${path.length}`, format: 'cbz', file });
      const url = `/${path.replace('ID', String(id))}`;
      for (const query of ['', '?width=160', '?progress=false'])
        expect((await get(`${url}${query}`)).statusCode).toBe(200);
      await library.server.inject({ method: 'HEAD', url: `${url}?progress=true`, headers: reader.headers });
      expect(await progress(id)).toBeNull();
      expect((await get(`${url}?progress=true`)).headers['cache-control']).toBe('private, no-cache');
      expect(await progress(id)).toMatchObject({ current_page: 3, total_pages: 4, percentage_complete: 75 });
    },
  );

  test('counts as read also when the client has it already', async () => {
    const [id = 0] = await library.add({ name: 'Had', format: 'cbz', file: await comicOf(2) });
    const url = `/books/${id}/pages/2`;
    const { etag } = (await get(url)).headers;
    const again = await get(`${url}?progress=1`, { ...reader.headers, 'if-none-match': String(etag) });
    expect(again.statusCode).toBe(304);
    expect(await progress(id)).toMatchObject({ current_page: 2, percentage_complete: 100 });
  });

  test('and is not there is not read', async () => {
    const [id = 0] = await library.add({ name: 'Short', format: 'cbz', file: await comicOf(2) });
    expect((await get(`/books/${id}/pages/3?progress=true`)).statusCode).toBe(404);
    expect(await progress(id)).toBeNull();
  });
});
