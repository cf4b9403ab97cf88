import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { epubOf, pngOf } from './support/books.ts';
import { TestLibrary } from './support/library.ts';

/** A library with two books, which was scanned. */
async function createLibrary(): Promise<TestLibrary> {
  const library = await TestLibrary.create();
  library.write('books/Ann/First/first.epub', epubOf({ title: 'First' }));
  library.write('books/Bob/Second/second.epub', epubOf({ title: 'Second' }));
  await library.scan();
  return library;
}

function look(library: TestLibrary, folder: string, ...names: readonly string[]): Promise<boolean> {
  return library.crawler.look([{ folder: library.path(folder).replace(/\/$/, ''), names }]);
}

async function titles(library: TestLibrary): Promise<string[]> {
  return (await library.books()).map(({ name }) => name).sort();
}

async function countScans(library: TestLibrary): Promise<number> {
  return (await library.database.db.selectFrom('scans').select('id').execute()).length;
}

describe('a look at a folder', () => {
  it('adds what is new in it and leaves no report', async () => {
    await using library = await createLibrary();
    library.write('books/Ann/First/third.epub', epubOf({ title: 'Third' }));
    expect(await look(library, 'books/Ann/First', 'third.epub')).toBe(true);
    expect(await titles(library)).toEqual(['First', 'Second', 'Third']);
    expect(await countScans(library)).toBe(1);
  });

  it('reads what has changed', async () => {
    await using library = await createLibrary();
    const { id } = await library.bookAt('books/Ann/First/first.epub');
    library.replace('books/Ann/First/first.epub', epubOf({ title: 'Other' }));
    expect(await look(library, 'books/Ann/First', 'first.epub')).toBe(true);
    expect(await library.bookAt('books/Ann/First/first.epub')).toMatchObject({ id, name: 'Other' });
  });

  it('enters the folders that are named, whatever is in them, and no others', async () => {
    await using library = await createLibrary();
    library.write('books/Cid/Third/deep/third.epub', epubOf({ title: 'Third' }));
    library.write('books/Dan/Fourth/fourth.epub', epubOf({ title: 'Fourth' }));
    expect(await look(library, 'books', 'Cid')).toBe(true);
    expect(await titles(library)).toEqual(['First', 'Second', 'Third']);
  });

  it('finds a cover that has appeared', async () => {
    await using library = await createLibrary();
    const { cover_hash: before } = await library.bookAt('books/Ann/First/first.epub');
    library.write('books/Ann/First/cover.png', pngOf(3));
    expect(await look(library, 'books/Ann/First', 'cover.png')).toBe(true);
    const { cover_hash: after, cover_source: source } = await library.bookAt('books/Ann/First/first.epub');
    expect(source).toBe('file');
    expect(after).not.toBe(before);
  });

  it('adds a copy of a book that is still there as another book', async () => {
    await using library = await createLibrary();
    mkdirSync(library.path('books/Cid'));
    copyFileSync(library.path('books/Ann/First/first.epub'), library.path('books/Cid/first.epub'));
    expect(await look(library, 'books/Cid', 'first.epub')).toBe(true);
    expect(await library.books()).toHaveLength(3);
  });

  it('puts a broken file into the quarantine', async () => {
    await using library = await createLibrary();
    library.write('books/Ann/First/third.epub', 'PK');
    expect(await look(library, 'books/Ann/First', 'third.epub')).toBe(true);
    expect(await library.quarantine()).toEqual({ 'books/Ann/First/third.epub': 'TYPE_MISMATCH' });
  });
});

describe('a look that cannot tell what has happened changes nothing', () => {
  it('where a file has gone', async () => {
    await using library = await createLibrary();
    library.remove('books/Ann/First/first.epub');
    library.write('books/Ann/First/third.epub', epubOf({ title: 'Third' }));
    expect(await look(library, 'books/Ann/First', 'first.epub')).toBe(false);
    expect(await titles(library)).toEqual(['First', 'Second']);
    expect((await library.bookAt('books/Ann/First/first.epub')).status).toBe('active');
  });

  it('where a folder has gone', async () => {
    await using library = await createLibrary();
    library.remove('books/Ann');
    expect(await look(library, 'books', 'Ann')).toBe(false);
    expect(await look(library, 'books/Ann/First', 'first.epub')).toBe(false);
  });

  it('where a new file is a book that has gone from somewhere else, which a scan then finds', async () => {
    await using library = await createLibrary();
    const { id } = await library.bookAt('books/Bob/Second/second.epub');
    library.move('books/Bob/Second/second.epub', 'books/Ann/First/renamed.epub');
    expect(await look(library, 'books/Ann/First', 'renamed.epub')).toBe(false);
    expect(await library.books()).toHaveLength(2);
    expect(await library.scan()).toMatchObject({ books_moved: 1, books_added: 0, books_archived: 0 });
    expect((await library.bookAt('books/Ann/First/renamed.epub')).id).toBe(id);
  });

  it('where a new file may be a book of an earlier server, whose content was never looked at', async () => {
    await using library = await createLibrary();
    await library.database.db.updateTable('books').set({ content_hash: null }).execute();
    library.move('books/Bob/Second/second.epub', 'books/Ann/First/second.epub');
    expect(await look(library, 'books/Ann/First', 'second.epub')).toBe(false);
  });

  it('where the file of a missing book is back, there or elsewhere', async () => {
    await using library = await createLibrary();
    library.move('books/Bob/Second/second.epub', '../second.epub');
    await library.scan();
    library.move('../second.epub', 'books/Bob/Second/second.epub');
    expect(await look(library, 'books/Bob/Second', 'second.epub')).toBe(false);
    library.move('books/Bob/Second/second.epub', 'books/Ann/second.epub');
    expect(await look(library, 'books/Ann', 'second.epub')).toBe(false);
    expect(await library.scan()).toMatchObject({ books_unarchived: 1, books_added: 0 });
  });

  it('where a file of the quarantine has gone', async () => {
    await using library = await createLibrary();
    library.write('books/Ann/First/empty.epub', '');
    expect(await look(library, 'books/Ann/First', 'empty.epub')).toBe(true);
    library.remove('books/Ann/First/empty.epub');
    expect(await look(library, 'books/Ann/First', 'empty.epub')).toBe(false);
    await library.scan();
    expect(await library.quarantine()).toEqual({});
  });

  it('where nothing can be listed', async () => {
    await using library = await createLibrary();
    rmSync(dirname(library.path('books/Ann')), { recursive: true });
    expect(await look(library, 'books', 'Ann')).toBe(false);
    expect(await library.scan()).toMatchObject({ books_archived: 0 });
  });
});

describe('what lies beside or below', () => {
  it('does not matter to a look, whatever the signs in the names of folders', async () => {
    await using library = await TestLibrary.create();
    library.write('100%_a/x.epub', epubOf({ title: 'X' }));
    library.write('100%_a/sub/y.epub', epubOf({ title: 'Y' }));
    library.write('100zza/z.epub', epubOf({ title: 'Z' }));
    await library.scan();
    library.remove('100%_a/sub/y.epub');
    library.remove('100zza/z.epub');
    expect(await look(library, '100%_a', 'x.epub')).toBe(true);
    expect(await look(library, '100%_a', 'sub')).toBe(false);
  });
});
