import { indexBooks, sql, type Db } from '@dust/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  listCreators,
  listKnownCoverHashes,
  listNextInSeries,
  type BookQuery,
  type Page,
} from '../src/index.ts';
import { createLibrary, reader, type Library } from './library.ts';

/** More than are gathered and sorted: their pages go along the index of their order. */
const many = 2100;

let library: Library;
let genreId: number;

beforeAll(async () => {
  library = await createLibrary([
    { name: 'Emma', series: 'Novels', tags: ['Fantasy'], publisher: 'Few Books', language: 'la' },
    {
      name: 'Nana',
      series: 'Novels',
      tags: ['Fantasy'],
      author: null,
      publisher: 'Few Books',
      language: 'la',
    },
    { name: 'Walden', series: 'Novels', tags: ['Fantasy'], status: 'archived' },
    { name: 'Cousins', series: 'Novels', status: 'archived' },
  ]);
  const { db, catalog } = library;
  await addMany(db);
  for (const book_id of [10, 11, 12]) {
    await db
      .insertInto('reading_progress')
      .values({ user_id: 1, book_id, percentage_complete: 100 })
      .execute();
  }
  genreId = (await catalog.listGenres(reader)).find(({ name }) => name === 'Fiction')?.id ?? 0;
  await catalog.userPreferences(reader);
});
afterAll(() => library[Symbol.asyncDispose]());

async function addMany(db: Db): Promise<void> {
  await sql`with recursive n (i) as (select 10 union all select i + 1 from n where i < ${9 + many})
    insert into books (id, name, name_key, author, file_path, file_format, status, created_at, publisher, language)
    select i, 'Story ' || i, 'story ' || i, 1, 's' || i, 'epub', 'active', '2025-01-01 00:00:00', 'Many Books', 'en' from n`.execute(
    db,
  );
  await sql`insert into book_tags (book_id, tag_id) select books.id, tags.id from books, tags
    where books.id >= 10 and tags.name = 'Fiction'`.execute(db);
  const added = await db.selectFrom('books').select('id').where('id', '>=', 10).execute();
  await indexBooks(
    db,
    added.map(({ id }) => id),
  );
}

/** The steps of SQLite's plans for the statements that something runs. */
async function stepsOf(run: () => Promise<unknown>): Promise<string[]> {
  library.statements();
  await run();
  const steps: string[] = [];
  const statements = library.statements();
  expect(statements).not.toEqual([]);
  for (const text of statements) {
    const filledIn = text.replaceAll(/\+?\?/g, "'1'");
    const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(filledIn)}`.execute(
      library.db,
    );
    steps.push(...rows.map(({ detail }) => detail));
  }
  return steps;
}

/** Those of the steps that read a whole table of many rows. */
async function scansOf(run: () => Promise<unknown>): Promise<string[]> {
  const steps = await stepsOf(run);
  return steps.filter((step) =>
    /^SCAN (books|users|authors|series|book_tags|reading\w*|hiding)\b/.test(step),
  );
}

/** The scans of the first and the last page of a list, of the one after the first, and of the one before that. */
async function scansOfPages(read: (cursor?: string) => Promise<Page<unknown>>): Promise<string[]> {
  const first = await read();
  const next = await read(first.nextCursor ?? '');
  const cursors = [undefined, first.nextCursor, next.previousCursor, first.lastCursor];
  const scans: string[] = [];
  for (const cursor of cursors) scans.push(...(await scansOf(() => read(cursor ?? undefined))));
  return scans;
}

test.each([{ q: 'story' }, { includeGenres: ['fiction'] }, { formats: ['epub'], languages: ['en'] }])(
  'what somebody has read is where %j begins among it',
  async (query) => {
    const steps = await stepsOf(() =>
      library.catalog.listBooks(reader, { ...query, reading: 'completed', sort: 'name', limit: 5 }),
    );
    const leading =
      /(?:SCALAR SUBQUERY \d+|MATERIALIZE gathered)\nSEARCH books[^\n]*\nLIST SUBQUERY \d+\n(\S+ \S+)/g;
    const found = [...steps.join('\n').matchAll(leading)].map(([, step]) => step);
    expect(found).toEqual(['SEARCH reading', 'SEARCH reading']);
  },
);

describe('no table is read as a whole for a page', () => {
  const limit = 1;

  test.each(['Fantasy', 'Fiction'])('of the books with the tag %s', async (tag) => {
    const read = (cursor?: string): Promise<Page<unknown>> =>
      library.catalog.listBooksByTag(reader, tag, { limit, cursor });
    expect(await scansOfPages(read)).toEqual([]);
  });

  test('of the archive', async () => {
    const pages = scansOfPages((cursor) => library.catalog.listArchivedBooks(reader, { limit, cursor }));
    expect(await pages).toEqual([]);
  });

  test('of a genre, an author or a series', async () => {
    const { catalog } = library;
    const pages = { limit };
    expect(await scansOf(() => catalog.getGenre(reader, genreId, pages))).toEqual([]);
    expect(await scansOf(() => catalog.getAuthor(reader, 1, pages))).toEqual([]);
    expect(await scansOf(() => catalog.getSeries(reader, 1, pages))).toEqual([]);
  });

  const queries: readonly BookQuery[] = [
    { q: 'novels' },
    { q: 'story' },
    { formats: ['epub'] },
    { includeTags: ['fantasy'] },
    { includeTags: ['fiction'] },
    { includeGenres: ['fantasy'] },
    { includeGenres: ['fiction'] },
    { authorId: 1 },
    { seriesId: 1 },
    { publisher: 'Many Books' },
    { publisher: 'Few Books' },
    { languages: ['la'] },
    { languages: ['en'] },
    { reading: 'completed' },
    { q: 'novels', formats: ['epub'], excludeTags: ['fiction'] },
  ];

  test.each(queries)('of the books with %j, by name or newest first', async (query) => {
    for (const sort of ['name', '-created_at'] as const) {
      const read = (cursor?: string): Promise<Page<unknown>> =>
        library.catalog.listBooks(reader, { ...query, sort, limit, cursor });
      expect(await scansOfPages(read), sort).toEqual([]);
    }
  });

  test('of the books without a tag or not yet begun, but an index for their number', async () => {
    for (const query of [
      { excludeTags: ['fantasy'] },
      { excludeGenres: ['fantasy'] },
      { reading: 'unread' } as const,
    ]) {
      const read = (cursor?: string): Promise<Page<unknown>> =>
        library.catalog.listBooks(reader, { ...query, sort: 'name', limit, cursor });
      const scans = await scansOfPages(read);
      expect(scans.filter((step) => !step.startsWith('SCAN books USING COVERING INDEX'))).toEqual([]);
    }
  });
});

test.each<BookQuery>([
  { q: 'story' },
  { formats: ['epub'] },
  { includeTags: ['fiction'] },
  { includeGenres: ['fiction'] },
  { excludeTags: ['fantasy'] },
  { excludeGenres: ['fantasy'] },
])('a page of the many books with %j is read in its order, not sorted', async (query) => {
  for (const sort of ['id', 'name', '-created_at'] as const) {
    const steps = await stepsOf(() => library.catalog.listBooks(reader, { ...query, sort, limit: 20 }));
    expect(steps, sort).not.toContain('USE TEMP B-TREE FOR ORDER BY');
  }
});

test('what a library can be narrowed to is counted in indexes', async () => {
  const { catalog, db } = library;
  const questions = [
    () => catalog.findFacets(reader),
    () => catalog.listPublishers(reader),
    () => catalog.listLanguages(reader),
    () => catalog.listTagGroups(reader),
  ];
  for (const ask of questions) {
    await db.updateTable('books').set({ page_count: 1 }).where('id', '=', 10).execute();
    const scans = await scansOf(ask);
    expect(scans.filter((step) => !/USING COVERING INDEX books_/.test(step))).toEqual([]);
  }
});

test('what to read next is looked up by what has been read', async () => {
  expect(await scansOf(() => listNextInSeries(library.db, reader, 50))).toEqual([]);
  expect(await scansOf(() => listCreators(library.db, [10, 11]))).toEqual([]);
});

test('which covers books have is looked up in an index', async () => {
  expect(await scansOf(() => listKnownCoverHashes(library.db, ['a', 'b']))).toEqual([]);
});
