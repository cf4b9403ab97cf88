import { expect, test } from 'vitest';
import { getBook, getCoverFacts, getLibrarySize, getVisibleBook, listTagsOfBook } from '../src/index.ts';
import { createLibrary, reader } from './library.ts';

test('an archived book is shown too', async () => {
  await using library = await createLibrary([{ name: 'Gone', status: 'archived' }]);
  expect(await getBook(library.db, reader, 1)).toMatchObject({
    name: 'Gone',
    status: 'archived',
    archivedAt: '2025-01-01 00:00:00',
    archiveReason: 'gone',
  });
});

test('a book has the rights and identifiers of its row', async () => {
  await using library = await createLibrary(['Emma']);
  const stated = { rights: 'Public domain', identifiers: '["urn:oid:1.2","urn:oid:1.3"]' };
  await library.db.updateTable('books').set(stated).execute();
  expect(await getBook(library.db, reader, 1)).toMatchObject({
    rights: 'Public domain',
    identifiers: ['urn:oid:1.2', 'urn:oid:1.3'],
  });
});

test('a book has no rights and identifiers where the columns hold something else', async () => {
  await using library = await createLibrary(['Emma']);
  await library.db.updateTable('books').set({ rights: '', identifiers: 'x' }).execute();
  expect(await getBook(library.db, reader, 1)).toMatchObject({ rights: null, identifiers: [] });
});

test('what files and progress need is little', async () => {
  await using library = await createLibrary([{ name: 'Emma', status: null, format: 'EPUB' }]);
  expect(await getVisibleBook(library.db, reader, 1)).toEqual({
    id: 1,
    filePath: expect.stringMatching(/^\/library\/Emma/),
    fileFormat: 'epub',
    fileSize: 1000,
    pageCount: null,
    coverHash: null,
    status: 'active',
  });
});

test('tags of a book come by category, then name in any case', async () => {
  await using library = await createLibrary([{ name: 'Emma', tags: ['Teen', 'Romance', 'Fiction', 'EPUB'] }]);
  await library.db.updateTable('tags').set({ name: 'fantastic' }).where('name', '=', 'Romance').execute();
  const tags = await listTagsOfBook(library.db, 1);
  expect(tags.map(({ category, name }) => [category, name])).toEqual([
    ['content-rating', 'Teen'],
    ['format', 'EPUB'],
    ['genre', 'fantastic'],
    ['genre', 'Fiction'],
  ]);
  expect(tags[0]).toEqual({
    id: 4,
    name: 'Teen',
    category: 'content-rating',
    color: '#FFAA44',
    description: 'Teen content',
    requiresPermission: null,
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  });
});

test('cover facts are those of the row, and undefined for no book', async () => {
  await using library = await createLibrary(['Emma']);
  await library.db.updateTable('books').set({ cover_hash: 'abc', cover_source: 'embedded' }).execute();
  expect(await getCoverFacts(library.db, 1)).toMatchObject({
    id: 1,
    coverHash: 'abc',
    coverSource: 'embedded',
    coverImagePath: null,
  });
  expect(await getCoverFacts(library.db, 2)).toBeUndefined();
});

test('the size of the library counts active books and their authors', async () => {
  await using library = await createLibrary([
    'Emma',
    { name: 'Night', author: 'Nobody', tags: ['NSFW'] },
    { name: 'Gone', author: 'Abe', status: 'archived' },
  ]);
  expect(await getLibrarySize(library.db)).toEqual({ books: 2, authors: 2 });
});
