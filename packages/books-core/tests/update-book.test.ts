import { expect, test } from 'vitest';
import { updateBook, type BookEdit } from '../src/index.ts';
import { createLibrary, namesOf, reader, type Library } from './library.ts';

const now = new Date('2025-06-15T12:00:00Z');

async function edit(library: Library, change: BookEdit): ReturnType<typeof updateBook> {
  return updateBook(library.db, reader, { bookId: 1, edit: change, now });
}

async function sourcesOf(library: Library): Promise<unknown> {
  const row = await library.db
    .selectFrom('books')
    .select('metadata_sources')
    .where('id', '=', 1)
    .executeTakeFirstOrThrow();
  return row.metadata_sources === null ? null : JSON.parse(row.metadata_sources);
}

test('values of an edit become those of the book, with the user as their source', async () => {
  await using library = await createLibrary(['Emma']);
  await library.db
    .updateTable('books')
    .set({ metadata_sources: '{"publisher":"external","subjects":"embedded"}' })
    .execute();
  const { book, needsRefresh } = await edit(library, {
    name: '  Emma:  a novel ',
    author: 'J. Austen',
    description: 'Two\nlines',
    publisher: 'Murray',
    publicationDate: '1815-12',
    isbn: '978-0-306-40615-7',
    language: 'en-gb',
    series: 'Novels',
    seriesNumber: 4.5,
    pageCount: 474,
  });
  expect(needsRefresh).toBe(false);
  expect(book).toMatchObject({
    name: 'Emma: a novel',
    author: { id: 2, name: 'J. Austen' },
    description: 'Two\nlines',
    publisher: 'Murray',
    publicationDate: '1815-12',
    isbn: '9780306406157',
    language: 'en-GB',
    series: 'Novels',
    seriesNumber: 4.5,
    pageCount: 474,
    updatedAt: '2025-06-15 12:00:00',
  });
  const edited = [
    'name',
    'author',
    'description',
    'publisher',
    'publication_date',
    'isbn',
    'language',
    'series',
    'series_number',
    'page_count',
  ];
  expect(await sourcesOf(library)).toEqual({
    subjects: 'embedded',
    ...Object.fromEntries(edited.map((field) => [field, 'user'])),
  });
});

test('a new title and author count in order and search at once', async () => {
  await using library = await createLibrary(['Zorro', 'Middle']);
  await edit(library, { name: 'Äpfel', author: 'Zoë Quinn' });
  const { catalog } = library;
  expect(namesOf((await catalog.listBooks(reader, { q: 'zoe apf' })).items)).toEqual(['Äpfel']);
  expect((await catalog.listBooks(reader, { q: 'zorro' })).items).toEqual([]);
  expect(namesOf((await catalog.listBooks(reader, { sort: 'name' })).items)).toEqual(['Middle', 'Äpfel']);
  const row = await library.db
    .selectFrom('books')
    .select('name_key')
    .where('id', '=', 1)
    .executeTakeFirstOrThrow();
  expect(row.name_key).toBe('äpfel');
});

test('an author of that very name and a series of that name in any case are taken, others made', async () => {
  await using library = await createLibrary(['Emma', { name: 'It', author: 'King', series: 'Horrors' }]);
  expect((await edit(library, { author: 'King', series: 'HORRORS' })).book).toMatchObject({
    author: { id: 2 },
    seriesId: 1,
    series: 'Horrors',
  });
  expect((await edit(library, { author: 'king', series: 'Other' })).book).toMatchObject({
    author: { id: 3, name: 'king' },
    series: 'Other',
  });
  expect(await library.db.selectFrom('authors').select('name').execute()).toHaveLength(3);
});

test('what is left out stays, and an empty edit changes nothing', async () => {
  await using library = await createLibrary([{ name: 'Emma', isbn: '9780306406157' }]);
  expect((await edit(library, { publisher: 'Murray' })).book).toMatchObject({
    name: 'Emma',
    isbn: '9780306406157',
  });
  await using untouched = await createLibrary(['Emma']);
  expect((await edit(untouched, {})).book.updatedAt).toBe('2025-01-01 00:00:00');
  expect(await sourcesOf(untouched)).toBeNull();
});

test('empty text empties a field on purpose', async () => {
  await using library = await createLibrary([
    { name: 'Emma', isbn: '9780306406157', description: 'x', series: 'Novels' },
  ]);
  const { book } = await edit(library, {
    isbn: '',
    description: '',
    series: '',
    publisher: ' ',
    language: '',
    publicationDate: '',
  });
  expect(book).toMatchObject({
    isbn: null,
    description: null,
    series: null,
    publisher: null,
    language: null,
    publicationDate: null,
  });
  expect(await sourcesOf(library)).toMatchObject({ isbn: 'user', series: 'user', language: 'user' });
});

test('null drops an edit, whose value stays until the file is read again', async () => {
  await using library = await createLibrary(['Emma']);
  await edit(library, { publisher: 'Murray', language: 'en' });
  const { book, needsRefresh } = await edit(library, { publisher: null });
  expect(needsRefresh).toBe(true);
  expect(book.publisher).toBe('Murray');
  expect(await sourcesOf(library)).toEqual({ language: 'user' });
});

test('null for a field that nobody edited does nothing', async () => {
  await using library = await createLibrary(['Emma']);
  await library.db
    .updateTable('books')
    .set({ publisher: 'Murray', metadata_sources: '{"publisher":"legacy"}' })
    .execute();
  const { book, needsRefresh } = await edit(library, { publisher: null, name: null });
  expect(needsRefresh).toBe(false);
  expect(book).toMatchObject({ name: 'Emma', publisher: 'Murray', updatedAt: '2025-01-01 00:00:00' });
  expect(await sourcesOf(library)).toEqual({ publisher: 'legacy' });
});

test.each<[BookEdit, string]>([
  [{ isbn: '9780306406158' }, 'isbn'],
  [{ isbn: 'abc' }, 'isbn'],
  [{ name: '   ' }, 'name'],
  [{ author: '' }, 'author'],
  [{ language: 'not a language' }, 'language'],
  [{ name: '\0 \u0007' }, 'name'],
  [{ publicationDate: '1999-02-30' }, 'publication_date'],
  [{ publicationDate: '1900-02-29' }, 'publication_date'],
  [{ publicationDate: '1999-13' }, 'publication_date'],
  [{ publicationDate: 'spring' }, 'publication_date'],
  [{ pageCount: 0 }, 'page_count'],
  [{ pageCount: 1.5 }, 'page_count'],
  [{ pageCount: 2 ** 31 }, 'page_count'],
  [{ pageCount: Infinity }, 'page_count'],
])('an edit of %j is refused', async (change, field) => {
  await using library = await createLibrary(['Emma']);
  const before = await library.catalog.listBooks(reader);
  await expect(edit(library, { publisher: 'Murray', ...change })).rejects.toMatchObject({
    code: 'VALIDATION_ERROR',
    message: 'Invalid request',
    field,
  });
  expect(await library.catalog.listBooks(reader)).toEqual(before);
});

test.each(['0001', '1925-04', '2000-02-29', '1999-12-31'])(
  'a date of the calendar is kept: %s',
  async (date) => {
    await using library = await createLibrary(['Emma']);
    expect((await edit(library, { publicationDate: date })).book.publicationDate).toBe(date);
  },
);

test('names lose the control characters that no file can bring in either', async () => {
  await using library = await createLibrary(['Emma']);
  const { book } = await edit(library, {
    name: 'Em\0ma\nWoodhouse\u0085Again',
    author: 'Jane\r\nAusten\u009f',
    series: '\u001bNovels\t',
    publisher: 'Mur\u0000ray',
    description: 'Two\nlines\0',
  });
  expect(book).toMatchObject({
    name: 'Emma Woodhouse Again',
    author: { name: 'Jane Austen' },
    series: 'Novels',
    publisher: 'Murray',
    description: 'Two\nlines',
  });
});

test('hidden and unknown books are not edited', async () => {
  await using library = await createLibrary([{ name: 'Night', tags: ['NSFW'] }]);
  await expect(edit(library, { name: 'Day' })).rejects.toThrow(
    'Access denied: Missing permission for NSFW content',
  );
  await expect(updateBook(library.db, reader, { bookId: 9, edit: { name: 'Day' } })).rejects.toThrow(
    'Book not found',
  );
});
