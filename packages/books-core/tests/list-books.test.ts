import { expect, test } from 'vitest';
import type { BookQuery, BookSort } from '../src/index.ts';
import { admin, createLibrary, holder, namesOf, reader, type Library } from './library.ts';

async function find(library: Library, query: BookQuery): Promise<string[]> {
  return namesOf((await library.catalog.listBooks(reader, query)).items);
}

const shelf = [
  {
    name: 'Emma',
    author: 'Jane Austen',
    tags: ['Fiction', 'Romance'],
    format: 'epub',
    isbn: '9780306406157',
  },
  {
    name: 'Cosmos',
    author: 'Carl Sagan',
    tags: ['Science', 'Teen'],
    format: 'PDF',
    description: 'A personal voyage',
  },
  { name: 'Dracula', author: 'Bram Stoker', tags: ['Fiction', 'Horror', 'Teen'], format: 'mobi' },
  { name: 'Notes', author: 'Carl Sagan', series: 'Cosmic Files', format: 'pdf' },
  { name: 'Gone', author: 'Bram Stoker', tags: ['Fiction'], status: 'archived' as const },
  { name: 'Old', author: 'Bram Stoker', status: null },
];

test.each<[string, BookQuery, string[]]>([
  ['nothing', {}, ['Emma', 'Cosmos', 'Dracula', 'Notes', 'Old']],
  ['one genre', { includeGenres: ['Fiction'] }, ['Emma', 'Dracula']],
  ['one of two genres, in any case', { includeGenres: ['ROMANCE', ' science '] }, ['Emma', 'Cosmos']],
  ['a tag that is no genre, as a genre', { includeGenres: ['Teen'] }, []],
  ['one of two tags', { includeTags: ['teen', 'romance'] }, ['Emma', 'Cosmos', 'Dracula']],
  ['an unknown tag', { includeTags: ['nonsense'] }, []],
  ['an unknown tag beside a known one', { includeTags: ['nonsense', 'horror'] }, ['Dracula']],
  [
    'a list of blanks',
    { includeTags: ['', '  '], excludeGenres: [] },
    ['Emma', 'Cosmos', 'Dracula', 'Notes', 'Old'],
  ],
  ['genres to leave out', { excludeGenres: ['Fiction'] }, ['Cosmos', 'Notes', 'Old']],
  ['tags to leave out', { excludeTags: ['horror', 'science', 'nonsense'] }, ['Emma', 'Notes', 'Old']],
  [
    'a tag that is no genre, left out as a genre',
    { excludeGenres: ['Teen'], formats: ['mobi'] },
    ['Dracula'],
  ],
  ['genre and tag together', { includeGenres: ['Fiction'], includeTags: ['Teen'] }, ['Dracula']],
  ['genre without tag', { includeGenres: ['Fiction'], excludeTags: ['Teen'] }, ['Emma']],
  ['formats in any case', { formats: ['Pdf', 'mobi'] }, ['Cosmos', 'Dracula', 'Notes']],
  ['an author', { authorId: 2 }, ['Cosmos', 'Notes']],
  ['an unknown author', { authorId: 99 }, []],
  ['a series', { seriesId: 1 }, ['Notes']],
  ['words of title and author', { q: 'dracu STOK' }, ['Dracula']],
  ['a word of the series', { q: 'cosmic' }, ['Notes']],
  ['a word of the description', { q: 'voyage' }, ['Cosmos']],
  ['an ISBN with hyphens', { q: '978-0-306' }, ['Emma']],
  ['operators, which are none', { q: 'emma OR dracula' }, []],
  ['blanks', { q: '   ' }, ['Emma', 'Cosmos', 'Dracula', 'Notes', 'Old']],
  ['no word', { q: '!?' }, []],
  ['archived books', { status: 'archived' }, ['Gone']],
  ['books of any status', { status: 'all', includeTags: ['fiction'] }, ['Emma', 'Dracula', 'Gone']],
  [
    'all at once',
    {
      status: 'all',
      q: 'bram',
      includeGenres: ['fiction'],
      excludeTags: ['horror'],
      formats: ['epub'],
      authorId: 3,
    },
    ['Gone'],
  ],
])('filtering by %s', async (_, query, names) => {
  await using library = await createLibrary(shelf);
  expect(await find(library, query)).toEqual(names);
  expect(await find(library, { ...query, limit: 500 })).toEqual(names);
  expect((await library.catalog.listBooks(reader, { ...query, limit: 1 })).total).toBe(names.length);
});

test.each<[BookSort, string[]]>([
  ['id', ['b', 'A', 'c', 'é', 'D']],
  ['-id', ['D', 'é', 'c', 'A', 'b']],
  ['name', ['A', 'b', 'c', 'D', 'é']],
  ['-name', ['é', 'D', 'c', 'b', 'A']],
  ['created_at', ['A', 'c', 'b', 'é', 'D']],
  ['-created_at', ['b', 'A', 'c', 'é', 'D']],
  ['author', ['b', 'c', 'é', 'A', 'D']],
  ['-author', ['A', 'é', 'c', 'b', 'D']],
  ['series', ['c', 'b', 'é', 'A', 'D']],
  ['-series', ['b', 'c', 'é', 'D', 'A']],
  ['last_read_at', ['A', 'c', 'b', 'é', 'D']],
  ['-last_read_at', ['A', 'c', 'b', 'é', 'D']],
])('the order %s', async (sort, names) => {
  await using library = await createLibrary([
    { name: 'b', author: 'Ann', series: 'One', number: 2, createdAt: '2025-01-02 00:00:00' },
    { name: 'A', author: 'bob' },
    { name: 'c', author: 'ann', series: 'One', number: 1.5 },
    { name: 'é', author: 'ann', series: 'One', createdAt: null },
    { name: 'D', author: null, createdAt: null },
  ]);
  for (const bookId of [2, 3]) {
    await library.db
      .insertInto('reading_progress')
      .values({ user_id: 1, book_id: bookId, last_read_at: '2025-03-01 00:00:00' })
      .execute();
  }
  await library.db
    .insertInto('reading_progress')
    .values({ user_id: 2, book_id: 5, last_read_at: '2025-03-01 00:00:00' })
    .execute();
  expect(await find(library, { sort })).toEqual(names);
});

test('an entry of a list is the whole book', async () => {
  await using library = await createLibrary([
    {
      name: 'Emma',
      tags: ['Teen', 'Romance', 'Fiction'],
      series: 'Austen',
      number: 1.5,
      isbn: '9780306406157',
    },
    { name: 'Nobody', author: null, status: null, format: 'PDF' },
  ]);
  const { items } = await library.catalog.listBooks(admin);
  expect(items).toEqual([
    {
      id: 1,
      name: 'Emma',
      author: { id: 1, name: 'Jane Austen' },
      filePath: expect.stringMatching(/^\/library\/Emma/),
      fileFormat: 'epub',
      fileSize: 1000,
      pageCount: null,
      isbn: '9780306406157',
      publicationDate: null,
      publisher: null,
      description: null,
      language: null,
      rights: null,
      identifiers: [],
      seriesId: 1,
      series: 'Austen',
      seriesNumber: 1.5,
      tags: [
        { id: 4, name: 'Teen', category: 'content-rating', color: '#FFAA44' },
        { id: 8, name: 'Fiction', category: 'genre', color: '#4169E1' },
        { id: 15, name: 'Romance', category: 'genre', color: '#FF1493' },
      ],
      coverHash: null,
      status: 'active',
      archivedAt: null,
      archiveReason: null,
      createdAt: '2025-01-01 00:00:00',
      updatedAt: '2025-01-01 00:00:00',
    },
    expect.objectContaining({
      author: { id: 0, name: 'Unknown Author' },
      status: 'active',
      fileFormat: 'pdf',
      tags: [],
    }),
  ]);
});

test('a book without an author has that of the row for unknown ones, if there is one', async () => {
  await using library = await createLibrary([
    { name: 'Beowulf', author: 'Unknown Author' },
    { name: 'Nobody', author: null },
  ]);
  const { items } = await library.catalog.listBooks(reader);
  expect(items.map(({ author }) => author)).toEqual([
    { id: 1, name: 'Unknown Author' },
    { id: 1, name: 'Unknown Author' },
  ]);
});

test('totals follow every change, of tags and their permissions too', async () => {
  await using library = await createLibrary(shelf);
  const { catalog, db, add } = library;
  const total = async (query: BookQuery): Promise<number> =>
    (await catalog.listBooks(reader, { ...query, limit: 1 })).total;
  expect([await total({}), await total({ includeTags: ['fiction'] })]).toEqual([5, 2]);
  await add({ name: 'New', tags: ['Fiction'] });
  expect([await total({}), await total({ includeTags: ['fiction'] })]).toEqual([6, 3]);
  await db.updateTable('tags').set({ name: 'Stories' }).where('name', '=', 'Fiction').execute();
  expect([await total({ includeTags: ['fiction'] }), await total({ includeTags: ['stories'] })]).toEqual([
    0, 3,
  ]);
  await db
    .updateTable('tags')
    .set({ requires_permission: 'content.nsfw' })
    .where('name', '=', 'Stories')
    .execute();
  expect([await total({}), await total({ includeTags: ['stories'] })]).toEqual([3, 0]);
  expect((await catalog.listBooks(holder, { includeTags: ['stories'] })).total).toBe(3);
});

test('preferences tell which tags the viewer may see', async () => {
  await using library = await createLibrary();
  const mine = await library.catalog.userPreferences(reader);
  expect(mine).toMatchObject({
    canAccessNSFW: false,
    canAccessRestricted: false,
    deniedTags: ['Adult', 'NSFW', 'Magic'],
  });
  expect(mine.allowedTags).toHaveLength(36);
  expect(mine.allowedTags.slice(0, 2)).toEqual(['Reference', 'Series']);
  expect(mine.accessibleGenres).not.toContain('Magic');
  expect(await library.catalog.userPreferences(admin)).toMatchObject({
    canAccessNSFW: true,
    canAccessRestricted: true,
    accessibleGenres: expect.arrayContaining(['Magic']),
    deniedTags: [],
  });
});
