import { InvalidCursorError } from '@dust/db';
import { expect, test } from 'vitest';
import type { Page, PageQuery } from '../src/index.ts';
import { createLibrary, holder, namesOf, reader, type BookFields } from './library.ts';

const shelf: readonly BookFields[] = [
  { name: 'Emma', publisher: 'penguin', language: 'en', tags: ['Fiction'], series: 'Novels' },
  { name: 'Persuasion', publisher: 'Penguin', language: 'en', tags: ['Fiction', 'Teen'], author: 'Ann' },
  {
    name: 'Candide',
    publisher: 'Cramer',
    language: 'fr',
    format: 'PDF',
    author: 'Voltaire',
    series: 'Tales',
  },
  { name: 'Secret', publisher: 'Hidden House', language: 'la', tags: ['NSFW', 'Fiction'], author: 'Zed' },
  { name: 'Old', publisher: 'Gone', language: 'de', status: 'archived', tags: ['Fiction'] },
  { name: 'Bare', publisher: '', language: '', series: 'Bare' },
];

test('formats, languages and genres are counted as a viewer sees their active books', async () => {
  await using library = await createLibrary(shelf);
  expect(await library.catalog.findFacets(reader)).toEqual({
    formats: [
      { name: 'epub', bookCount: 3 },
      { name: 'pdf', bookCount: 1 },
    ],
    languages: [
      { name: 'en', bookCount: 2 },
      { name: 'fr', bookCount: 1 },
    ],
    genres: [{ name: 'Fiction', bookCount: 2 }],
  });
});

test('who may see more counts more, and what is counted is counted again when the library changes', async () => {
  await using library = await createLibrary(shelf);
  const { catalog } = library;
  const counts = async (): Promise<(number | undefined | null)[]> => {
    const { items } = await catalog.listTagGroups(holder);
    const { genres } = await catalog.findFacets(holder);
    return [items.find(({ name }) => name === 'Fiction')?.bookCount, genres[0]?.bookCount];
  };
  expect(await counts()).toEqual([3, 3]);
  await library.add({ name: 'Nana', tags: ['Fiction'], language: 'fr' });
  expect(await counts()).toEqual([4, 4]);
  const { items } = await catalog.listLanguages(holder);
  expect(items.map(({ name, bookCount }) => `${name} ${bookCount}`)).toEqual(['en 2', 'fr 2', 'la 1']);
});

test('a large library is not counted for every list, but what would be empty is left out as well', async () => {
  await using library = await createLibrary(shelf);
  await library.db.updateTable('books').set({ id: 20_001 }).where('name', '=', 'Bare').execute();
  expect(await library.catalog.findFacets(reader)).toEqual({
    formats: [
      { name: 'epub', bookCount: null },
      { name: 'pdf', bookCount: null },
    ],
    languages: [
      { name: 'en', bookCount: null },
      { name: 'fr', bookCount: null },
    ],
    genres: [{ name: 'Fiction', bookCount: null }],
  });
});

test('publishers and languages come by name, without those of hidden and archived books alone', async () => {
  await using library = await createLibrary(shelf);
  const { catalog } = library;
  expect(namesOf((await catalog.listPublishers(reader)).items)).toEqual(['Cramer', 'Penguin', 'penguin']);
  expect(namesOf((await catalog.listPublishers(holder)).items)).toContain('Hidden House');
  expect(namesOf((await catalog.listLanguages(reader)).items)).toEqual(['en', 'fr']);
});

test('a tag is had with its books, and an unknown one not at all', async () => {
  await using library = await createLibrary(shelf);
  const { catalog } = library;
  const { items } = await catalog.listTagGroups(reader, { category: 'genre' });
  const fiction = items.find(({ name }) => name === 'Fiction');
  const { tag, books } = await catalog.getTag(reader, fiction?.id ?? 0, { limit: 1 });
  expect([tag.bookCount, books.total, namesOf(books.items)]).toEqual([2, 2, ['Emma']]);
  await expect(catalog.getTag(reader, 9999)).rejects.toThrow('Tag not found');
});

test('books of a publisher or in a language are those that name it exactly', async () => {
  await using library = await createLibrary(shelf);
  const { catalog } = library;
  const named = async (publisher: string): Promise<string[]> =>
    namesOf((await catalog.listBooks(reader, { publisher, sort: 'name' })).items);
  expect(await named('Penguin')).toEqual(['Persuasion']);
  expect(await named('Hidden House')).toEqual([]);
  expect(await named('%')).toEqual([]);
  const { items, total } = await catalog.listBooks(reader, { languages: ['fr', 'la'], limit: 5 });
  expect([namesOf(items), total]).toEqual([['Candide'], 1]);
});

type List = (page: PageQuery) => Promise<Page<{ readonly name: string }>>;

test.each(['authors', 'series', 'publishers', 'languages', 'tags'] as const)(
  'pages of %s lead to the end and back',
  async (which) => {
    await using library = await createLibrary(shelf);
    const { catalog } = library;
    const lists: Readonly<Record<typeof which, List>> = {
      authors: (page) => catalog.listAuthors(holder, page),
      series: (page) => catalog.listSeries(holder, page),
      publishers: (page) => catalog.listPublishers(holder, page),
      languages: (page) => catalog.listLanguages(holder, page),
      tags: (page) => catalog.listTagGroups(holder, page),
    };
    const list = lists[which];
    const all = namesOf((await list({})).items);
    expect(all.length).toBeGreaterThan(2);
    const first = await list({ limit: 2 });
    expect(first.previousCursor).toBeNull();
    const forward: string[] = [];
    for (let page: Page<{ readonly name: string }> | null = first; page !== null;) {
      forward.push(...namesOf(page.items));
      page = page.nextCursor === null ? null : await list({ limit: 2, cursor: page.nextCursor });
    }
    expect(forward).toEqual(all);
    const backward: string[] = [];
    for (let cursor = first.lastCursor; cursor !== null;) {
      const page: Page<{ readonly name: string }> = await list({ limit: 2, cursor });
      backward.unshift(...namesOf(page.items));
      expect(page.total).toBe(all.length);
      cursor = page.previousCursor;
    }
    expect(backward).toEqual(all);
    await expect(list({ cursor: `${first.nextCursor?.slice(0, -2)}xx` })).rejects.toThrow(InvalidCursorError);
  },
);
