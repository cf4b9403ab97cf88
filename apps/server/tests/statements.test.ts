import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLibrary, type BookFields, type Library } from './library.ts';
import type { SignedIn } from './test-server.ts';

/** Path → most statements of a request for the first time, and of the same again while nothing has changed; one is the sign-in's. */
const limits = [
  ['/books/1', 3, 1],
  ['/books?limit=10', 4, 1],
  ['/books?q=book&limit=10', 4, 1],
  ['/books?includeGenres=fiction&limit=10', 4, 1],
  ['/books/authors', 3, 1],
  ['/books/authors?limit=5', 3, 1],
  ['/books/authors/1?limit=10', 3, 3],
  ['/genres', 2, 1],
  ['/genres/8?limit=10', 3, 3],
  ['/series', 3, 3],
  ['/series?limit=5', 3, 3],
  ['/tags', 2, 2],
  ['/books/by-tag/fiction?limit=10', 3, 3],
  ['/books/archive?limit=10', 2, 2],
  ['/books/archive/stats', 2, 2],
  ['/reading/recent', 4, 4],
  ['/reading/currently-reading?limit=10', 4, 4],
  ['/opds', 1, 2],
  ['/opds/books', 5, 2],
  ['/opds/v2/books?limit=10&format=epub', 5, 2],
  ['/opds/new', 5, 2],
  ['/opds/books?q=book', 5, 2],
  ['/opds/books?status=unread', 7, 7],
  ['/opds/books/1', 4, 4],
  ['/opds/authors', 3, 2],
  ['/opds/authors/1', 4, 2],
  ['/opds/series', 3, 2],
  ['/opds/series/1', 4, 2],
  ['/opds/genres/8', 4, 2],
  ['/opds/tags', 2, 2],
  ['/opds/tags/8', 4, 2],
  ['/opds/publishers', 2, 2],
  ['/opds/languages', 2, 2],
  ['/opds/reading', 5, 5],
  ['/opds/next', 4, 4],
  ['/admin/users', 3, 3],
  ['/admin/users?limit=10', 3, 3],
] as const;

interface Shelf {
  readonly library: Library;
  readonly admin: SignedIn;
}

let small: Shelf;
let large: Shelf;
beforeAll(async () => {
  small = await shelfOf(10);
  large = await shelfOf(500);
});
afterAll(async () => {
  await small.library[Symbol.asyncDispose]();
  await large.library[Symbol.asyncDispose]();
});

test.each(limits)(
  '%s takes no more than %i statements, and %i again, with 10 books as with 500',
  async (url, cold, warm) => {
    for (const shelf of [small, large]) {
      expect(await statementsOf(shelf, url)).toBeLessThanOrEqual(cold);
      expect(await statementsOf(shelf, url)).toBeLessThanOrEqual(warm);
    }
  },
);

test('the whole list is read in pieces of 250, once', async () => {
  expect(await statementsOf(small, '/books')).toBeLessThanOrEqual(4);
  expect(await statementsOf(large, '/books')).toBeLessThanOrEqual(5);
  for (const shelf of [small, large]) expect(await statementsOf(shelf, '/books')).toBeLessThanOrEqual(2);
});

test('a list that is kept costs its making again after a change, and no more', async () => {
  await statementsOf(large, '/books/authors');
  await large.library.add({ name: 'Another', author: 'Another Author' });
  expect(await statementsOf(large, '/books/authors')).toBeLessThanOrEqual(4);
  expect(await statementsOf(large, '/books/authors')).toBeLessThanOrEqual(2);
});

async function statementsOf({ library: { server }, admin }: Shelf, url: string): Promise<number> {
  const before = server.statements.length;
  const answer = await server.inject({ url, headers: admin.headers });
  expect(answer.statusCode).toBe(200);
  return server.statements.length - before;
}

async function shelfOf(size: number): Promise<Shelf> {
  const library = await startLibrary();
  const admin = await library.server.signUp('admin');
  const ids = await library.add(...Array.from({ length: size }, (_, index) => numbered(index + 1)));
  for (const id of ids.slice(0, 10))
    await admin.client.updateProgress({ params: { id }, body: { percentage_complete: 10 } });
  // The sign-in is loaded once, whatever is asked first.
  await admin.client.getProfile();
  return { library, admin };
}

function numbered(number: number): BookFields {
  return {
    name: `Book ${number}`,
    author: `Author ${number % 7}`,
    series: `Series ${number % 5}`,
    number,
    tags: ['Fiction'],
  };
}
