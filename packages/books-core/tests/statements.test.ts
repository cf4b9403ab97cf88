import { sql } from '@dust/db';
import { expect, test } from 'vitest';
import { getBook, listTagsOfBook, type BookSort } from '../src/index.ts';
import { allActiveBooks } from '../src/lists/book-query.ts';
import { pageStatement } from '../src/lists/page-statement.ts';
import { viewerArguments } from '../src/viewer.ts';
import { createLibrary, reader, type Library } from './library.ts';

const sorts: readonly BookSort[] = [
  ...(['id', 'name', 'created_at', 'author', 'series', 'last_read_at'] as const),
  ...(['-id', '-name', '-created_at', '-author', '-series', '-last_read_at'] as const),
];

async function filled(): Promise<Library> {
  return createLibrary(
    Array.from({ length: 12 }, (_, n) => ({
      name: `Book ${n}`,
      author: `Author ${n % 5}`,
      tags: ['Fiction'],
      ...(n % 2 === 0 ? { series: `Series ${n % 3}` } : {}),
    })),
  );
}

async function countOf(library: Library, run: () => Promise<unknown>): Promise<number> {
  library.statements();
  await run();
  return library.statements().length;
}

test('a book with its tags takes two statements', async () => {
  await using library = await filled();
  const run = async (): Promise<void> => {
    await getBook(library.db, reader, 1);
    await listTagsOfBook(library.db, 1);
  };
  expect(await countOf(library, run)).toBe(2);
});

test.each(sorts)('a page in the order %s takes at most three statements', async (sort) => {
  await using library = await filled();
  const { catalog } = library;
  await catalog.userPreferences(reader);
  for (const query of [{}, { includeTags: ['fiction'] }, { q: 'book' }]) {
    const { nextCursor } = await catalog.listBooks(reader, { sort, ...query, limit: 5 });
    for (const cursor of [undefined, nextCursor ?? ''])
      expect(
        await countOf(library, () => catalog.listBooks(reader, { sort, ...query, limit: 5, cursor })),
      ).toBeLessThanOrEqual(3);
  }
});

test('authors and series take two statements, genres one', async () => {
  await using library = await filled();
  const { catalog } = library;
  for (const round of ['first', 'remembered']) {
    expect(await countOf(library, () => catalog.listAuthors(reader, { limit: 3 })), round).toBe(2);
    expect(await countOf(library, () => catalog.listSeries(reader, { limit: 2 })), round).toBe(2);
    expect(await countOf(library, () => catalog.listGenres(reader)), round).toBe(1);
    expect(await countOf(library, () => catalog.getAuthor(reader, 1, { limit: 5 })), round).toBe(2);
    expect(await countOf(library, () => catalog.getSeries(reader, 1, { limit: 9 })), round).toBe(2);
  }
});

interface PlanStep {
  readonly id: number;
  readonly parent: number;
  readonly detail: string;
}

/** How SQLite finds which books are on a page; the reading of those books is left out. */
async function planOf(library: Library, sort: BookSort, isContinued: boolean): Promise<string[]> {
  const shape = {
    sort,
    selection: allActiveBooks,
    strategy: 'walk',
    segment: 0,
    isReversed: false,
    isContinued,
  } as const;
  const after = { k1: 'x', k2: 'x', k3: 'x', id: 1, limit: 51 };
  const args = { ...allActiveBooks, ...viewerArguments(reader), ...after };
  const { rows } = await sql<PlanStep>`explain query plan ${pageStatement(shape, args)}`.execute(library.db);
  const inner = new Set(rows.filter(({ detail }) => detail.includes('ROUTINE page')).map(({ id }) => id));
  for (const { id, parent } of rows) if (inner.has(parent)) inner.add(id);
  return rows.filter(({ id }) => inner.has(id)).map(({ detail }) => detail);
}

test.each(sorts)('a page in the order %s goes along an index', async (sort) => {
  await using library = await filled();
  for (const isContinued of [false, true]) {
    const plan = await planOf(library, sort, isContinued);
    expect(plan.length).toBeGreaterThan(1);
    expect(plan).not.toContain('USE TEMP B-TREE FOR ORDER BY');
    if (!sort.endsWith('id')) expect(plan).not.toContain('SCAN books');
  }
});

test('pages of authors and series go along the index of names', async () => {
  await using library = await filled();
  library.statements();
  await library.catalog.listAuthors(reader, { limit: 3 });
  await library.catalog.listSeries(reader, { limit: 3 });
  const lists = library.statements().filter((text) => text.includes('order by'));
  for (const text of lists) {
    const filledIn = text.replaceAll('+?', "'1'");
    const { rows } = await sql<PlanStep>`explain query plan ${sql.raw(filledIn)}`.execute(library.db);
    const top = rows.filter(({ parent }) => parent === 0).map(({ detail }) => detail);
    expect(top).not.toContain('USE TEMP B-TREE FOR ORDER BY');
  }
  expect(lists.length).toBeGreaterThanOrEqual(2);
});
