import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, refusal, type Failure } from './ask.ts';
import { pngOf } from './book-files.ts';
import { startLibrary, type Library } from './library.ts';
import type { SignedIn, TestServer } from './test-server.ts';

let library: Library;
let server: TestServer;
let reader: SignedIn;
beforeAll(async () => {
  library = await startLibrary();
  server = library.server;
  await server.signUp('admin');
  reader = await server.signUp('reader');
  await library.add(
    { name: 'Persuasion', author: 'Jane Austen', tags: ['Fiction', 'Romance'] },
    { name: 'emma', author: 'Jane Austen', tags: ['Fiction'] },
    { name: 'Third', author: 'emile Zola', series: 'Saga', number: 10, tags: ['Fiction'] },
    { name: 'Second', author: 'emile Zola', series: 'Saga', number: 2.5, cover: await pngOf() },
    { name: 'Unnumbered', author: 'Zoe', series: 'Saga' },
    { name: 'Old', author: 'Archived Only', series: 'Gone', status: 'archived' },
    { name: 'Alone', author: 'Zoe', series: 'another' },
  );
  await server.services.db.insertInto('authors').values({ name: 'No books', name_key: 'no books' }).execute();
});
afterAll(() => library[Symbol.asyncDispose]());

const get = (url: string, headers: Readonly<Record<string, string>> = {}) =>
  server.inject({ url, headers: { ...reader.headers, ...headers } });

async function idOf(table: 'authors' | 'series', name: string): Promise<number> {
  const { db } = server.services;
  return (await db.selectFrom(table).select('id').where('name', '=', name).executeTakeFirstOrThrow()).id;
}

describe('authors', () => {
  test('with active books are listed by name', async () => {
    const { authors, total, nextCursor } = await reader.client.listAuthors();
    expect(authors.map(({ name, bookCount }) => [name, bookCount])).toEqual([
      ['emile Zola', 2],
      ['Jane Austen', 2],
      ['Zoe', 2],
    ]);
    expect([total, nextCursor]).toEqual([3, null]);
    expect(authors[1]).toEqual({
      id: await idOf('authors', 'Jane Austen'),
      name: 'Jane Austen',
      biography: null,
      birth_date: null,
      death_date: null,
      nationality: null,
      image_url: null,
      wikipedia_url: null,
      goodreads_url: null,
      website: null,
      aliases: [],
      genres: [],
      created_at: null,
      updated_at: null,
      bookCount: 2,
    });
  });

  test('one is shown flat and nested, with active books by name', async () => {
    const id = await idOf('authors', 'Jane Austen');
    const { author, books, totalBooks, nextCursor, ...flat } = await reader.client.getAuthor({
      params: { id },
    });
    expect(flat).toEqual(author);
    expect(author.name).toBe('Jane Austen');
    expect(books.map(({ name }) => name)).toEqual(['emma', 'Persuasion']);
    expect([totalBooks, nextCursor]).toEqual([2, null]);
  });

  test.each(['Archived Only', 'No books'])('%s is shown without books', async (name) => {
    const answer = await reader.client.getAuthor({ params: { id: await idOf('authors', name) } });
    expect(answer).toMatchObject({ name, bookCount: 0, books: [], totalBooks: 0 });
  });

  test('lists of text that cannot be read are empty', async () => {
    const id = await idOf('authors', 'Zoe');
    const change = { aliases: '["Z", 7, "Zo"]', genres: '{broken' };
    await server.services.db.updateTable('authors').set(change).where('id', '=', id).execute();
    const { aliases, genres } = await reader.client.getAuthor({ params: { id } });
    expect([aliases, genres]).toEqual([['Z', 'Zo'], []]);
  });
});

describe('genres', () => {
  test('are all listed by name, with what each has', async () => {
    const { genres } = await reader.client.listGenres();
    const names = genres.map(({ name }) => name);
    expect(names).toEqual(
      names.toSorted((one, other) => one.toLowerCase().localeCompare(other.toLowerCase())),
    );
    expect(names).toContain('Magic');
    expect(genres.find(({ name }) => name === 'Fiction')).toEqual({
      id: await library.tagId('Fiction'),
      name: 'Fiction',
      description: expect.any(String),
      color: expect.stringMatching(/^#/),
      bookCount: 3,
    });
    expect(genres.find(({ name }) => name === 'Magic')?.bookCount).toBe(0);
  });

  test('one is shown with active books by name', async () => {
    const { genre, books, totalBooks } = await reader.client.getGenre({
      params: { id: await library.tagId('Fiction') },
    });
    expect([genre.name, genre.bookCount, totalBooks]).toEqual(['Fiction', 3, 3]);
    expect(books.map(({ name }) => name)).toEqual(['emma', 'Persuasion', 'Third']);
  });

  test('a tag of another category is none', async () => {
    expect(await ask(server, reader, ['GET', `/genres/${await library.tagId('EPUB')}`])).toMatchObject({
      status: 404,
      body: { code: 'GENRE_NOT_FOUND' },
    });
  });
});

describe('series', () => {
  test('with active books are listed by name, with the cover of the first', async () => {
    const { series, total } = await reader.client.listSeries();
    expect(series.map(({ name, bookCount }) => [name, bookCount])).toEqual([
      ['another', 1],
      ['Saga', 3],
    ]);
    expect(total).toBe(2);
    const { books } = await reader.client.getSeries({ params: { id: series[1]?.id ?? 0 } });
    expect(books.map(({ name }) => name)).toEqual(['Second', 'Third', 'Unnumbered']);
    expect(series[1]?.cover_image_path).toBe(books[0]?.cover_image_path);
    expect(series[1]?.cover_image_url).toBe(`http://dust.test/${series[1]?.cover_image_path}`);
    expect(series[0]).toMatchObject({ cover_image_path: null, cover_image_url: null });
  });
});

describe('pages', () => {
  test.each([
    ['/books/authors', 3],
    ['/books/authors/1', 2],
    ['/genres/8', 3],
    ['/series', 2],
    ['/series/1', 3],
  ])('of %s make the whole of %i, each with a link to the next', async (url, size) => {
    const whole = (await get(url)).json();
    const key = ['books', 'authors', 'series'].find((name) => Array.isArray(whole[name])) ?? '';
    const collected: unknown[] = [];
    let next: string | undefined = `${url}?limit=1`;
    while (next !== undefined) {
      const answer = await get(next);
      const body = answer.json();
      expect(body.total ?? body.totalBooks).toBe(size);
      collected.push(...body[key]);
      next = /^<http:\/\/localhost:80(.*)>; rel="next"$/.exec(String(answer.headers['link']))?.[1];
      expect(body.nextCursor === null).toBe(next === undefined);
    }
    expect(collected).toEqual(whole[key]);
  });

  test('a cursor holds for its own list only', async () => {
    const { nextCursor } = await reader.client.listAuthors({ query: { limit: 1 } });
    for (const url of ['/series', '/genres/8', '/series/1', '/books/authors/1'])
      expect(await ask(server, reader, ['GET', `${url}?cursor=${nextCursor}`])).toMatchObject({
        status: 400,
        body: { code: 'INVALID_CURSOR', error: 'Invalid cursor' },
      });
  });
});

test.each(['/books/authors', '/genres'])('%s is not sent again as long as it is the same', async (url) => {
  const first = await get(url);
  expect(first.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'private, no-cache',
    vary: 'Origin, Authorization, Accept-Encoding',
    etag: expect.stringMatching(/^W\//),
  });
  const ifNoneMatch = { 'if-none-match': String(first.headers['etag']) };
  const again = await get(url, ifNoneMatch);
  expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
  const [id = 0] = await library.add({ name: 'New', author: 'A new one', tags: ['Fiction'] });
  const changed = await get(url, ifNoneMatch);
  expect(changed.statusCode).toBe(200);
  await server.services.db.deleteFrom('books').where('id', '=', id).execute();
  expect((await get(url)).json()).toEqual(first.json());
});

const invalid = ['VALIDATION_ERROR', 'Invalid request'] as const;
const badCursor = ['INVALID_CURSOR', 'Invalid cursor'] as const;
test.each<Failure>([
  ['GET', '/books/authors?limit=0', undefined, 400, ...invalid],
  ['GET', '/books/authors?cursor=x', undefined, 400, ...badCursor],
  ['GET', '/books/authors/x', undefined, 400, 'INVALID_ID', 'Invalid author ID'],
  ['GET', '/books/authors/999999', undefined, 404, 'AUTHOR_NOT_FOUND', 'Author not found'],
  ['GET', '/books/authors/1?limit=501', undefined, 400, ...invalid],
  ['GET', '/books/authors/1?cursor=x', undefined, 400, ...badCursor],
  ['GET', '/genres/x', undefined, 400, 'INVALID_ID', 'Invalid genre ID'],
  ['GET', '/genres/999999', undefined, 404, 'GENRE_NOT_FOUND', 'Genre not found'],
  ['GET', '/genres/8?limit=x', undefined, 400, ...invalid],
  ['GET', '/genres/8?cursor=x', undefined, 400, ...badCursor],
  ['GET', '/series?limit=x', undefined, 400, ...invalid],
  ['GET', '/series?cursor=x', undefined, 400, ...badCursor],
  ['GET', '/series/x', undefined, 400, 'INVALID_ID', 'Invalid series ID'],
  ['GET', '/series/999999', undefined, 404, 'SERIES_NOT_FOUND', 'Series not found'],
])('%s %s is refused', async (...failure) => {
  expect(await ask(server, reader, failure)).toMatchObject(refusal(failure));
});
