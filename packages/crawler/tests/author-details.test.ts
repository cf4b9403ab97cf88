import type { RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import type { AuthorRow } from '@dust/db';
import { getChangeVersions } from '@dust/db';
import { describe, expect, it } from 'vitest';
import type { LookupMode } from '../src/providers/lookup-policy.ts';
import { epubOf } from './support/books.ts';
import { CatalogueServer, dahl } from './support/catalogue-server.ts';
import { TestLibrary } from './support/library.ts';

const isbn = '9780140328721';
const askedAboutBook = [`www.googleapis.com/books/v1/volumes?${isbn}`, `openlibrary.org/api/books?${isbn}`];
const askedAboutAuthor = 'openlibrary.org/authors/OL34184A.json';
const unknown = { biography: null, birth_date: null, image_url: null, website: null, aliases: null };

async function libraryWith(catalogues: CatalogueServer, mode: LookupMode = 'isbn'): Promise<TestLibrary> {
  const externalMetadata = { mode, googleBooksKey: null, fetch: catalogues.fetch, intervalMs: 0 };
  const library = await TestLibrary.create({ externalMetadata });
  library.write(`books/Roald Dahl/${isbn}.epub`, epubOf({ title: 'Fox', creator: 'Roald Dahl' }));
  return library;
}

async function scanAndLookUp(library: TestLibrary): Promise<AuthorRow | undefined> {
  await library.scan();
  await library.crawler.waitForBackground();
  const authors = library.database.db.selectFrom('authors').selectAll().where('name', '=', 'Roald Dahl');
  return authors.executeTakeFirst();
}

async function catalogVersion(library: TestLibrary): Promise<number> {
  return (await getChangeVersions(library.database.db)).catalog;
}

describe('details about an author', () => {
  it('are those of the author that a catalogue names for the ISBN, and are asked for by its key', async () => {
    await using catalogues = await CatalogueServer.start();
    await using library = await libraryWith(catalogues);
    expect(await scanAndLookUp(library)).toMatchObject({
      name: 'Roald Dahl',
      biography: 'A British novelist, born in Wales.',
      birth_date: '13 September 1916',
      death_date: '23 November 1990',
      image_url: 'https://covers.openlibrary.org/a/id/9395323-L.jpg',
      website: 'http://www.roalddahl.com/',
      wikipedia_url: 'https://en.wikipedia.org/wiki/Roald_Dahl',
      goodreads_url: 'https://www.goodreads.com/author/show/4273',
      aliases: '["Dahl, Roald"]',
    });
    expect(catalogues.asked).toEqual([...askedAboutBook, askedAboutAuthor]);
  });

  it('never take the place of what is there', async () => {
    await using catalogues = await CatalogueServer.start();
    await using library = await libraryWith(catalogues);
    const mine = { biography: 'Mine', death_date: '', aliases: '[]' };
    await library.database.db
      .insertInto('authors')
      .values({ name: 'Roald Dahl', ...mine })
      .execute();
    expect(await scanAndLookUp(library)).toMatchObject({ ...mine, birth_date: '13 September 1916' });
  });

  it('are asked for once, for all books of the author and all scans', async () => {
    await using catalogues = await CatalogueServer.start();
    await using library = await libraryWith(catalogues);
    library.write('books/Roald Dahl/9780306406157.epub', epubOf({ title: 'Two', creator: 'Roald Dahl' }));
    await scanAndLookUp(library);
    const version = await catalogVersion(library);
    await scanAndLookUp(library);
    expect(catalogues.asked.filter((path) => path.startsWith('openlibrary.org/authors'))).toHaveLength(1);
    expect(await catalogVersion(library)).toBe(version);
  });

  it('are written from what is kept, where that has not been done', async () => {
    await using catalogues = await CatalogueServer.start();
    await using library = await libraryWith(catalogues);
    await scanAndLookUp(library);
    await library.database.db.updateTable('authors').set({ biography: null, website: null }).execute();
    const version = await catalogVersion(library);
    expect(await scanAndLookUp(library)).toMatchObject({
      biography: 'A British novelist, born in Wales.',
      website: 'http://www.roalddahl.com/',
    });
    expect(await catalogVersion(library)).toBeGreaterThan(version);
    expect(catalogues.asked).toHaveLength(3);
  });

  it('are asked for by the next book of the author in the next scan, where the first did not lead to them', async () => {
    await using catalogues = await CatalogueServer.start();
    catalogues.authors = { OL1A: 'Quentin Blake' };
    await using library = await libraryWith(catalogues);
    library.write('books/Roald Dahl/9780306406157.epub', epubOf({ title: 'Two', creator: 'Roald Dahl' }));
    expect(await scanAndLookUp(library)).toMatchObject(unknown);
    catalogues.authors = { OL34184A: 'Roald Dahl' };
    expect(await scanAndLookUp(library)).toMatchObject({ birth_date: '13 September 1916' });
    expect(new Set(catalogues.asked).size).toBe(catalogues.asked.length);
  });

  it('are those of the one of several authors who has the name', async () => {
    await using catalogues = await CatalogueServer.start();
    catalogues.authors = { OL1A: 'Quentin Blake', OL34184A: 'ROALD  DAHL.' };
    await using library = await libraryWith(catalogues);
    expect(await scanAndLookUp(library)).toMatchObject({ birth_date: '13 September 1916' });
    expect(catalogues.asked.at(-1)).toBe(askedAboutAuthor);
  });

  it('are found where the catalogue keeps the author now', async () => {
    await using catalogues = await CatalogueServer.start();
    const moved = { key: '/authors/OL34184A', type: { key: '/type/redirect' }, location: '/authors/OL7A' };
    catalogues.pages = { OL34184A: moved, OL7A: dahl };
    await using library = await libraryWith(catalogues);
    expect(await scanAndLookUp(library)).toMatchObject({ birth_date: '13 September 1916' });
  });

  it('are not asked for when nobody is to be asked', async () => {
    await using catalogues = await CatalogueServer.start();
    await using library = await libraryWith(catalogues, 'off');
    expect(await scanAndLookUp(library)).toMatchObject(unknown);
    expect(catalogues.asked).toEqual([]);
  });
});

describe('nothing is written, and that is remembered, when', () => {
  const redirect = { type: { key: '/type/redirect' }, location: '/authors/OL34184A' };

  it.each([
    ['the catalogue names another author', { OL1A: 'Quentin Blake' }, {}, 0],
    ['the key is none', { '..': 'Roald Dahl' }, {}, 0],
    ['there is no page', {}, { OL34184A: null }, 1],
    [
      'the page is about somebody else',
      {},
      { OL34184A: { ...dahl, name: 'X', personal_name: 'X', alternate_names: [] } },
      1,
    ],
    ['the page has been deleted', {}, { OL34184A: { type: { key: '/type/delete' } } }, 1],
    ['the page has moved to itself', {}, { OL34184A: redirect }, 2],
  ])('%s', async (_what, authors, pages, times) => {
    await using catalogues = await CatalogueServer.start();
    if (Object.keys(authors).length > 0) catalogues.authors = { ...authors };
    catalogues.pages = pages;
    await using library = await libraryWith(catalogues);
    await scanAndLookUp(library);
    expect(await scanAndLookUp(library)).toMatchObject(unknown);
    expect(catalogues.asked).toEqual([
      ...askedAboutBook,
      ...Array.from({ length: times }, () => askedAboutAuthor),
    ]);
  });
});

describe('a page about an author', () => {
  it.each<[string, RequestListener]>([
    ['has too much to say', (_request, response) => response.end(`"${'x'.repeat(2_100_000)}"`)],
    ['never ends', (_request, response) => Readable.from(blanks()).pipe(response)],
    [
      'breaks off',
      (_request, response) =>
        response.writeHead(200, { 'content-length': 100 }).write('{', () => response.destroy()),
    ],
    ['is not JSON', (_request, response) => response.end('<html>Robot?</html>')],
    ['is out of order', (_request, response) => response.writeHead(500).end('{}')],
    ['is not for now', (_request, response) => response.writeHead(429, { 'retry-after': '3600' }).end()],
    [
      'sends everybody round in circles',
      (request, response) => response.writeHead(302, { location: request.url }).end(),
    ],
  ])('that %s changes nothing, and the catalogue is left alone for a while', async (_what, answer) => {
    await using catalogues = await CatalogueServer.start();
    catalogues.answerAuthor = answer;
    await using library = await libraryWith(catalogues);
    await scanAndLookUp(library);
    const { length } = catalogues.asked;
    expect(await scanAndLookUp(library)).toMatchObject(unknown);
    expect(catalogues.asked).toHaveLength(length);
    expect((await library.bookAt(`books/Roald Dahl/${isbn}.epub`)).name).toBe(`Book ${isbn}`);
  });

  it('that does not come holds up neither the scan nor the end of the crawler', async () => {
    await using catalogues = await CatalogueServer.start();
    const { promise: isAsked, resolve: hear } = Promise.withResolvers<void>();
    catalogues.answerAuthor = () => hear();
    await using library = await libraryWith(catalogues);
    expect(await library.scan()).toMatchObject({ status: 'completed', errors: 0 });
    await isAsked;
    await library.crawler[Symbol.asyncDispose]();
    expect(await library.database.db.selectFrom('authors').select('biography').execute()).not.toContainEqual({
      biography: expect.any(String),
    });
  });
});

function* blanks(): Generator<Buffer> {
  const block = Buffer.alloc(65_536, ' ');
  for (;;) yield block;
}
