import {
  parseXml,
  readOpds1WithReadium,
  readOpds2WithReadium,
  readWithFoliate,
  readWithPalace,
  type CatalogView,
} from '@dust/tooling/catalogs';
import { plainText } from '@dust/opds';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCatalogLibrary, type CatalogLibrary } from './opds-library.ts';

let catalog: CatalogLibrary;
beforeAll(async () => {
  catalog = await startCatalogLibrary();
}, 60_000);
afterAll(() => catalog[Symbol.asyncDispose]());

const apps: Readonly<
  Record<string, readonly [string, (body: string) => CatalogView | Promise<CatalogView>]>
> = {
  'Foliate, OPDS 1.2': ['/opds', readWithFoliate],
  'Readium, OPDS 1.2': ['/opds', readOpds1WithReadium],
  'Palace, OPDS 1.2': ['/opds', readWithPalace],
  'Readium, OPDS 2.0': ['/opds/v2', readOpds2WithReadium],
};

interface BookView {
  readonly id: number;
  readonly title: string;
  readonly authors: readonly string[];
}

/** The books of a feed and of all pages after it, as an app sees them, by id. */
async function booksSeen(path: string, read: (typeof apps)[string][1]): Promise<BookView[]> {
  const books: BookView[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const body = await bodyOf(next);
    const { publications } = await read(body);
    books.push(...publications.map(({ title, authors, files }) => ({ id: idOf(files), title, authors })));
    next = nextPage(body);
  }
  return books.toSorted((a, b) => a.id - b.id);
}

async function bodyOf(url: string): Promise<string> {
  const { library, reader } = catalog;
  const answer = await library.server.inject({ url, headers: reader.headers });
  expect(answer.statusCode).toBe(200);
  return answer.body;
}

function idOf(files: readonly string[]): number {
  const [id] = files.flatMap((href) => /\/books\/(\d+)\/file$/.exec(href)?.[1] ?? []);
  return Number(id);
}

function nextPage(body: string): string | undefined {
  const href = body.startsWith('{')
    ? JSON.parse(body).links.find(({ rel }: { rel: string }) => rel === 'next')?.href
    : parseXml(body).querySelector('feed > link[rel="next"]')?.getAttribute('href');
  return typeof href === 'string' ? href.replace(/^http:\/\/[^/]+/, '') : undefined;
}

/** The same from the database, less the characters that no feed may hold. */
async function booksKept(): Promise<BookView[]> {
  const { db } = catalog.library.server.services;
  const rows = await db
    .selectFrom('books')
    .innerJoin('authors', 'authors.id', 'books.author')
    .select(['books.id', 'books.name', 'authors.name as author'])
    .orderBy('books.id')
    .execute();
  const creators = await db
    .selectFrom('book_creators')
    .selectAll()
    .where('role', '=', 'aut')
    .orderBy('position')
    .execute();
  return rows.map(({ id, name, author }) => {
    const named = creators.filter(({ book_id: bookId }) => bookId === id).map((creator) => creator.name);
    const authors = named.length > 0 ? named : [author];
    return { id, title: plainText(name), authors: authors.map(plainText) };
  });
}

describe.each(Object.entries(apps))('%s', (_name, [prefix, read]) => {
  test('sees the books, authors and number of books that the database has', async () => {
    const kept = await booksKept();
    expect(kept).toHaveLength(14);
    expect(await booksSeen(`${prefix}/books?limit=4`, read)).toEqual(kept);
  });

  test.each(['authors', 'series'] as const)('sees the %s that the database has', async (list) => {
    const { db } = catalog.library.server.services;
    const rows = await db.selectFrom(list).select('name').execute();
    const used = list === 'authors' ? rows.filter(({ name }) => name !== 'Unknown Author') : rows;
    const { navigation } = await read(await bodyOf(`${prefix}/${list}`));
    const titles = navigation.map(({ title }) => title);
    expect(titles.toSorted()).toEqual(used.map(({ name }) => plainText(name)).toSorted());
  });

  test('finds a book by its words', async () => {
    const path =
      prefix === '/opds' ? '/opds/books?q=pride+prejudice' : '/opds/v2/search?query=pride+prejudice';
    expect((await booksSeen(path, read)).map(({ title }) => title)).toEqual(['Pride and Prejudice']);
  });
});

test('counts beside authors are those of the database', async () => {
  const { db } = catalog.library.server.services;
  const rows = await db
    .selectFrom('books')
    .innerJoin('authors', 'authors.id', 'books.author')
    .select(({ fn }) => ['authors.name', fn.countAll<number>().as('count')])
    .groupBy('authors.name')
    .execute();
  const { navigation } = JSON.parse(await bodyOf('/opds/v2/authors'));
  const counts = navigation.map((link: { title: string; properties: { numberOfItems: number } }) => [
    link.title,
    link.properties.numberOfItems,
  ]);
  expect(Object.fromEntries(counts)).toEqual(
    Object.fromEntries(rows.map(({ name, count }) => [plainText(name), count])),
  );
});
