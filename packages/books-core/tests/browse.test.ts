import { expect, test } from 'vitest';
import type { Viewer } from '../src/index.ts';
import { createLibrary, holder, namesOf, reader, type BookFields, type Library } from './library.ts';

const shelf: BookFields[] = [
  { name: 'Emma', author: 'Jane Austen', series: 'Classics', number: 2, tags: ['Fiction'] },
  { name: 'Persuasion', author: 'Jane Austen', tags: ['Fiction'] },
  { name: 'Night', author: 'Jane Austen', series: 'Classics', number: 1, tags: ['NSFW', 'Fiction'] },
  { name: 'Tricks', author: 'Houdini', series: 'Magics', tags: ['Magic'] },
  { name: 'Gone', author: 'bram Stoker', series: 'Away', tags: ['Horror'], status: 'archived' },
  { name: 'Old', author: 'Abe', series: 'classics of old', status: null, tags: ['Horror'] },
];

async function idOf(library: Library, table: 'authors' | 'series', name: string): Promise<number> {
  const row = await library.db
    .selectFrom(table)
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return row.id;
}

async function counted(
  list: Promise<{ readonly items: readonly { name: string; bookCount: number }[] }>,
): Promise<string[]> {
  return (await list).items.map(({ name, bookCount }) => `${name} ${bookCount}`);
}

test('authors are those of visible active books, with their number, by name', async () => {
  await using library = await createLibrary(shelf);
  const { catalog } = library;
  expect(await counted(catalog.listAuthors(reader))).toEqual(['Abe 1', 'Jane Austen 2']);
  expect(await counted(catalog.listAuthors(holder))).toEqual(['Abe 1', 'Houdini 1', 'Jane Austen 3']);
  await library.grant(reader, 'content.restricted', 4);
  expect(await counted(catalog.listAuthors(reader))).toEqual(['Abe 1', 'Houdini 1', 'Jane Austen 2']);
});

test('an author is shown whole, with unreadable lists as empty ones', async () => {
  await using library = await createLibrary(['Emma']);
  await library.db
    .updateTable('authors')
    .set({ biography: 'Wrote.', birth_date: '1775', aliases: '["A Lady"]', genres: 'broken' })
    .execute();
  const { items, total, nextCursor } = await library.catalog.listAuthors(reader);
  expect({ total, nextCursor }).toEqual({ total: 1, nextCursor: null });
  expect(items).toEqual([
    {
      id: 1,
      name: 'Jane Austen',
      biography: 'Wrote.',
      birthDate: '1775',
      deathDate: null,
      nationality: null,
      imageUrl: null,
      wikipediaUrl: null,
      goodreadsUrl: null,
      website: null,
      aliases: ['A Lady'],
      genres: [],
      createdAt: null,
      updatedAt: null,
      bookCount: 1,
    },
  ]);
});

test('the page of an author has the visible active books by name', async () => {
  await using library = await createLibrary(shelf);
  const { catalog } = library;
  const jane = await idOf(library, 'authors', 'Jane Austen');
  const seen = await catalog.getAuthor(reader, jane, { limit: 1 });
  expect(seen.author).toMatchObject({ name: 'Jane Austen', bookCount: 2 });
  expect(namesOf(seen.books.items)).toEqual(['Emma']);
  expect(seen.books.total).toBe(2);
  const rest = await catalog.getAuthor(reader, jane, { limit: 5, cursor: seen.books.nextCursor ?? '' });
  expect(namesOf(rest.books.items)).toEqual(['Persuasion']);
  expect(namesOf((await catalog.getAuthor(holder, jane)).books.items)).toEqual([
    'Emma',
    'Night',
    'Persuasion',
  ]);
});

test('an author all of whose books are hidden is not found; one with archived or no books is', async () => {
  await using library = await createLibrary(shelf);
  const { catalog, db } = library;
  const houdini = await idOf(library, 'authors', 'Houdini');
  await expect(catalog.getAuthor(reader, houdini)).rejects.toThrow('Author not found');
  expect((await catalog.getAuthor(holder, houdini)).books.total).toBe(1);
  await db.updateTable('books').set({ status: 'archived' }).where('name', '=', 'Tricks').execute();
  await expect(catalog.getAuthor(reader, houdini)).rejects.toMatchObject({ code: 'AUTHOR_NOT_FOUND' });
  const stoker = await catalog.getAuthor(reader, await idOf(library, 'authors', 'bram Stoker'));
  expect(stoker).toMatchObject({
    author: { bookCount: 0 },
    books: { items: [], total: 0, nextCursor: null },
  });
  await db.insertInto('authors').values({ id: 50, name: 'Nobody', name_key: 'nobody' }).execute();
  expect((await catalog.getAuthor(reader, 50)).books.items).toEqual([]);
  await expect(catalog.getAuthor(reader, 51)).rejects.toThrow('Author not found');
});

test('series have the first visible book and are left out without one', async () => {
  await using library = await createLibrary(shelf);
  const { catalog, db } = library;
  await db.updateTable('books').set({ cover_hash: 'abc' }).where('name', '=', 'Emma').execute();
  expect((await catalog.listSeries(reader)).items).toEqual([
    {
      id: 1,
      name: 'Classics',
      bookCount: 1,
      firstBook: { id: 1, coverHash: 'abc' },
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    },
    expect.objectContaining({ name: 'classics of old', bookCount: 1, firstBook: { id: 6, coverHash: null } }),
  ]);
  const all = await catalog.listSeries(holder);
  expect(all.items.map(({ name, firstBook }) => [name, firstBook?.id])).toEqual([
    ['Classics', 3],
    ['classics of old', 6],
    ['Magics', 4],
  ]);
  expect(all.total).toBe(3);
});

test('the page of a series goes by number, then name, those without a number last', async () => {
  await using library = await createLibrary([
    ...shelf,
    { name: 'Zero', series: 'Classics' },
    { name: 'Alpha', series: 'Classics', number: 2 },
    { name: 'Ten', series: 'Classics', number: 10 },
    { name: 'Lost', series: 'Classics', number: 3, status: 'archived' },
  ]);
  const { catalog } = library;
  const { series, books } = await catalog.getSeries(holder, 1);
  expect(namesOf(books.items)).toEqual(['Night', 'Alpha', 'Emma', 'Ten', 'Zero']);
  expect(series).toMatchObject({ name: 'Classics', bookCount: 5, firstBook: { id: 3 } });
  const page = await catalog.getSeries(reader, 1, { limit: 2 });
  expect(namesOf(page.books.items)).toEqual(['Alpha', 'Emma']);
  const next = await catalog.getSeries(reader, 1, { limit: 2, cursor: page.books.nextCursor ?? '' });
  expect(namesOf(next.books.items)).toEqual(['Ten', 'Zero']);
  expect(next.books).toMatchObject({ total: 4, nextCursor: null });
});

test('a series of which no book is visible is not found', async () => {
  await using library = await createLibrary(shelf);
  const { catalog } = library;
  const magics = await idOf(library, 'series', 'Magics');
  await expect(catalog.getSeries(reader, magics)).rejects.toThrow('Series not found');
  await expect(catalog.getSeries(reader, 99)).rejects.toMatchObject({ code: 'SERIES_NOT_FOUND' });
  expect((await catalog.getSeries(holder, magics)).series.bookCount).toBe(1);
  expect((await catalog.getSeries(reader, await idOf(library, 'series', 'Away'))).books.total).toBe(0);
});

test('genres are all listed, by name, and count visible active books', async () => {
  await using library = await createLibrary(shelf);
  const { catalog } = library;
  const counts = async (viewer: Viewer): Promise<unknown> =>
    Object.fromEntries(
      (await catalog.listGenres(viewer))
        .filter(({ bookCount }) => bookCount > 0)
        .map(({ name, bookCount }) => [name, bookCount]),
    );
  expect(await counts(reader)).toEqual({ Fiction: 2, Horror: 1 });
  expect(await counts(holder)).toEqual({ Fiction: 3, Horror: 1, Magic: 1 });
  const genres = await catalog.listGenres(reader);
  expect(genres).toHaveLength(15);
  expect(genres[0]).toEqual({
    id: 10,
    name: 'Biography',
    description: 'Biographical books',
    color: '#DAA520',
    bookCount: 0,
  });
  expect(namesOf(genres)).toEqual([...namesOf(genres)].sort());
});

test('the page of a genre has the visible active books by name', async () => {
  await using library = await createLibrary(shelf);
  const { catalog } = library;
  const fiction = await catalog.getGenre(reader, 8, { limit: 1 });
  expect(fiction.genre).toMatchObject({ name: 'Fiction', bookCount: 2 });
  expect(namesOf(fiction.books.items)).toEqual(['Emma']);
  const next = await catalog.getGenre(reader, 8, { limit: 1, cursor: fiction.books.nextCursor ?? '' });
  expect(namesOf(next.books.items)).toEqual(['Persuasion']);
  expect((await catalog.getGenre(reader, 7)).books.items).toEqual([]);
  expect(namesOf((await catalog.getGenre(holder, 7)).books.items)).toEqual(['Tricks']);
  for (const id of [4, 99]) await expect(catalog.getGenre(reader, id)).rejects.toThrow('Genre not found');
});

test('books of a tag are found by its name in any case', async () => {
  await using library = await createLibrary(shelf);
  const { catalog } = library;
  expect(namesOf((await catalog.listBooksByTag(reader, 'fIcTiOn')).items)).toEqual(['Emma', 'Persuasion']);
  expect(await catalog.listBooksByTag(reader, 'nonsense', { limit: 3 })).toEqual({
    items: [],
    total: 0,
    nextCursor: null,
    previousCursor: null,
    lastCursor: null,
  });
  expect((await catalog.listBooksByTag(holder, 'nsfw')).total).toBe(1);
  const { nextCursor } = await catalog.listBooksByTag(reader, 'fiction', { limit: 1 });
  const next = await catalog.listBooksByTag(reader, 'FICTION', { cursor: nextCursor ?? '' });
  expect(namesOf(next.items)).toEqual(['Persuasion']);
});

test('pages of names make up the whole list, those of equal name included', async () => {
  await using library = await createLibrary();
  const { catalog, db, add } = library;
  for (const id of [11, 12, 13, 14, 15]) {
    await db
      .insertInto('authors')
      .values({ id, name: `Ann ${id % 2}`, name_key: `ann ${id % 2}` })
      .execute();
    const bookId = await add({ name: `Book ${id}`, series: `Series ${id}`, author: null });
    await db.updateTable('books').set({ author: id }).where('id', '=', bookId).execute();
  }
  for (const name of ['listAuthors', 'listSeries'] as const) {
    const whole = await catalog[name](reader);
    const ids: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await catalog[name](reader, { limit: 2, cursor });
      expect(page.total).toBe(5);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(ids).toEqual(whole.items.map(({ id }) => id));
    expect(ids).toHaveLength(5);
  }
});
