import { describe, expect, it } from 'vitest';
import { epubOf, cbzOf } from './support/books.ts';
import { TestLibrary } from './support/library.ts';

const emma = epubOf({ title: 'Emma', creator: 'Jane' });

describe('a file that moves', () => {
  it('keeps the id, tags and times of its book', async () => {
    await using library = await TestLibrary.create();
    library.write('books/A/emma.epub', emma);
    await library.scan();
    const before = await library.bookAt('books/A/emma.epub');
    library.move('books/A/emma.epub', 'books/B/renamed.epub');
    expect(await library.scan()).toMatchObject({ books_added: 0, books_moved: 1, books_archived: 0 });
    const after = await library.bookAt('books/B/renamed.epub');
    expect([after.id, after.created_at]).toEqual([before.id, before.created_at]);
    expect(await library.books()).toHaveLength(1);
    expect(await library.tagsOf('books/B/renamed.epub')).toContain('New Addition');
  });

  it('takes title, author and series from its new path where they came from the path', async () => {
    await using library = await TestLibrary.create();
    library.write('books/Old Author/Old Title/x.cbz', cbzOf(1));
    await library.scan();
    library.move('books/Old Author/Old Title/x.cbz', 'books/New Author/Saga Vol 2/x.cbz');
    await library.scan();
    const file = 'books/New Author/Saga Vol 2/x.cbz';
    expect(await library.bookAt(file)).toMatchObject({ name: 'Saga Vol 2', series_number: 2 });
    expect(await library.authorOf(file)).toBe('New Author');
    expect(await library.tagsOf(file)).toEqual(['All Ages', 'CBZ', 'New Addition', 'Series']);
  });

  it('is followed from one library directory to another', async () => {
    await using library = await TestLibrary.create({ names: ['lib', 'other'] });
    library.write('a.epub', emma);
    library.write('b.epub', epubOf({ title: 'B' }));
    await library.scan();
    const { id } = await library.bookAt('a.epub');
    library.move('a.epub', '../other/a.epub');
    expect(await library.scan()).toMatchObject({ books_moved: 1, books_added: 0, warnings: [] });
    expect((await library.bookAt('../other/a.epub')).id).toBe(id);
  });

  it('is followed by name first, then by path, when copies turn up', async () => {
    await using library = await TestLibrary.create();
    library.write('z/emma.epub', emma);
    await library.scan();
    const { id } = await library.bookAt('z/emma.epub');
    library.remove('z');
    for (const name of ['a/first.epub', 'm/emma.epub', 'n/emma.epub']) library.write(name, emma);
    expect(await library.scan()).toMatchObject({ books_moved: 1, books_added: 2 });
    expect((await library.bookAt('m/emma.epub')).id).toBe(id);
  });

  it('is followed to the first path when no copy has its name', async () => {
    await using library = await TestLibrary.create();
    library.write('emma.epub', emma);
    await library.scan();
    const { id } = await library.bookAt('emma.epub');
    library.remove('emma.epub');
    library.write('b/two.epub', emma);
    library.write('a/one.epub', emma);
    await library.scan();
    expect((await library.bookAt('a/one.epub')).id).toBe(id);
  });

  it('is a new book while the old file is still there', async () => {
    await using library = await TestLibrary.create();
    library.write('emma.epub', emma);
    await library.scan();
    library.write('copy.epub', emma);
    expect(await library.scan()).toMatchObject({ books_added: 1, books_moved: 0 });
    expect(await library.books()).toHaveLength(2);
  });

  it('is followed although people have archived the book, which stays archived', async () => {
    await using library = await TestLibrary.create();
    library.write('emma.epub', emma);
    await library.scan();
    const archived = { status: 'archived', archive_kind: 'manual', archive_reason: 'no' };
    await library.database.db.updateTable('books').set(archived).execute();
    library.move('emma.epub', 'b/emma.epub');
    expect(await library.scan()).toMatchObject({ books_moved: 1, books_unarchived: 0 });
    expect(await library.bookAt('b/emma.epub')).toMatchObject(archived);
  });

  it('brings back a book that was archived as missing', async () => {
    await using library = await TestLibrary.create();
    library.write('emma.epub', emma);
    library.write('other.epub', epubOf());
    await library.scan();
    const { id } = await library.bookAt('emma.epub');
    library.remove('emma.epub');
    expect(await library.scan()).toMatchObject({ books_archived: 1 });
    library.write('later/elsewhere.epub', emma);
    expect(await library.scan()).toMatchObject({ books_added: 0, books_moved: 1, books_unarchived: 1 });
    expect(await library.bookAt('later/elsewhere.epub')).toMatchObject({
      id,
      status: 'active',
      archived_at: null,
      archive_reason: null,
      archive_kind: null,
    });
  });
});

async function upgraded(): Promise<TestLibrary> {
  const library = await TestLibrary.create();
  library.write('emma.epub', emma);
  await library.scan();
  await library.database.db.updateTable('books').set({ content_hash: null, file_mtime: null }).execute();
  library.remove('emma.epub');
  return library;
}

describe('a file of an upgraded database, of which the content is not known', () => {
  it('is followed by size and name', async () => {
    await using library = await upgraded();
    library.write('b/emma.epub', emma);
    expect(await library.scan()).toMatchObject({ books_moved: 1, books_added: 0 });
  });

  it('is not followed when two files fit', async () => {
    await using library = await upgraded();
    library.write('b/emma.epub', emma);
    library.write('c/emma.epub', emma);
    expect(await library.scan()).toMatchObject({ books_moved: 0, books_added: 2, books_archived: 1 });
  });

  it('is not followed by its name alone', async () => {
    await using library = await upgraded();
    library.write('b/emma.epub', epubOf({ title: 'A different book of another size' }));
    expect(await library.scan()).toMatchObject({ books_moved: 0, books_added: 1 });
  });
});
