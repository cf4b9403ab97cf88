import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { epubOf } from './support/books.ts';
import { fullScan, TestLibrary } from './support/library.ts';

async function libraryOf(count: number): Promise<TestLibrary> {
  const library = await TestLibrary.create();
  for (let n = 0; n < count; n += 1) library.write(`books/${n}.epub`, epubOf({ title: `Book ${n}` }));
  await library.scan();
  return library;
}

function removeBooks(library: TestLibrary, count: number): void {
  for (let n = 0; n < count; n += 1) library.remove(`books/${n}.epub`);
}

describe('a missing file', () => {
  it('archives its book, and never deletes it', async () => {
    await using library = await libraryOf(3);
    removeBooks(library, 1);
    expect(await library.scan()).toMatchObject({
      status: 'completed',
      books_archived: 1,
      warnings: [],
      pending: null,
    });
    expect(await library.bookAt('books/0.epub')).toMatchObject({
      status: 'archived',
      archive_kind: 'missing',
      archive_reason: 'File not found during validation scan',
    });
  });

  it('makes the book active again when it is back', async () => {
    await using library = await libraryOf(3);
    const { id } = await library.bookAt('books/0.epub');
    removeBooks(library, 1);
    await library.scan();
    library.write('books/0.epub', epubOf({ title: 'Book 0' }));
    expect(await library.scan()).toMatchObject({ books_unarchived: 1, books_added: 0 });
    expect(await library.bookAt('books/0.epub')).toMatchObject({ id, status: 'active', archive_kind: null });
  });

  it('leaves a book that people have archived as it is when it is back', async () => {
    await using library = await libraryOf(2);
    const manual = {
      status: 'archived',
      archive_kind: 'manual',
      archive_reason: 'File not found (archived by Ann)',
    };
    await library.database.db.updateTable('books').set(manual).execute();
    expect(await library.scan()).toMatchObject({ books_unarchived: 0, books_archived: 0 });
    expect(await library.bookAt('books/0.epub')).toMatchObject(manual);
  });

  it('is not missing while it is only out of the walk', async () => {
    await using library = await libraryOf(2);
    library.move('books/0.epub', '.hidden/0.epub');
    const path = library.path('.hidden/0.epub');
    await library.database.db
      .updateTable('books')
      .set({ file_path: path })
      .where('file_path', 'like', '%/0.epub')
      .execute();
    expect(await library.scan()).toMatchObject({ books_archived: 0, books_added: 0 });
  });
});

describe('many missing files', () => {
  it('are archived up to 20 % of the library', async () => {
    await using library = await libraryOf(50);
    removeBooks(library, 10);
    expect(await library.scan()).toMatchObject({ status: 'completed', books_archived: 10 });
  });

  it('are archived while they are fewer than 10', async () => {
    await using library = await libraryOf(10);
    removeBooks(library, 9);
    expect(await library.scan()).toMatchObject({ status: 'completed', books_archived: 9 });
  });

  it('beyond that wait for a confirmation, while all else is done', async () => {
    await using library = await libraryOf(50);
    removeBooks(library, 11);
    library.write('new.epub', epubOf({ title: 'New' }));
    const report = await library.scan();
    expect(report).toMatchObject({
      status: 'needs_confirmation',
      books_added: 1,
      books_archived: 0,
      warnings: [{ code: 'MANY_MISSING', library: 'lib', count: 11 }],
      pending: { missing: 11, of: 50 },
    });
    expect(report.pending?.books[0]).toEqual({
      id: expect.any(Number),
      name: 'Book 0',
      filepath: 'books/0.epub',
    });
  });

  it('are not counted when they have only moved', async () => {
    await using library = await libraryOf(20);
    library.move('books', 'moved');
    expect(await library.scan()).toMatchObject({ status: 'completed', books_moved: 20, books_archived: 0 });
  });

  it('are asked for above another limit if one is configured', async () => {
    await using library = await libraryOf(4);
    await library.restart({ missingLimit: { share: 0.5, count: 2 } });
    removeBooks(library, 3);
    expect(await library.scan()).toMatchObject({ status: 'needs_confirmation' });
  });
});

describe('a library that is not there', () => {
  it('keeps its books when the directory is gone', async () => {
    await using library = await libraryOf(3);
    rmSync(library.directory, { recursive: true });
    expect(await library.scan()).toMatchObject({
      status: 'completed',
      directories_scanned: 0,
      books_archived: 0,
      errors: 1,
      warnings: [{ code: 'LIBRARY_UNREACHABLE', library: 'lib', count: 3 }],
    });
  });

  it('keeps its books when the directory is a file', async () => {
    await using library = await libraryOf(3);
    rmSync(library.directory, { recursive: true });
    library.write('../lib', 'no directory');
    expect(await library.scan()).toMatchObject({
      books_archived: 0,
      warnings: [{ code: 'LIBRARY_UNREACHABLE' }],
    });
  });

  it('keeps its books when the directory is empty, as an unmounted drive is', async () => {
    await using library = await libraryOf(3);
    renameSync(library.directory, `${library.directory}.away`);
    mkdirSync(library.directory);
    expect(await library.scan()).toMatchObject({
      status: 'completed',
      books_archived: 0,
      warnings: [{ code: 'LIBRARY_EMPTY', library: 'lib', count: 3 }],
    });
    expect((await library.books()).every(({ status }) => status === 'active')).toBe(true);
  });

  it('shows its books again, unread, when it is back', async () => {
    await using library = await libraryOf(3);
    renameSync(library.directory, `${library.directory}.away`);
    await library.scan();
    renameSync(`${library.directory}.away`, library.directory);
    expect(await library.scan()).toMatchObject({
      books_found: 3,
      books_added: 0,
      books_updated: 0,
      warnings: [],
    });
  });

  it('is followed when its configured directory is a link', async () => {
    await using library = await libraryOf(1);
    renameSync(library.directory, `${library.directory}.real`);
    symlinkSync(`${library.directory}.real`, library.directory);
    expect(await library.scan(fullScan)).toMatchObject({ books_found: 1, books_archived: 0 });
  });
});

describe('a directory that is configured no more', () => {
  it('has its books archived as such', async () => {
    await using library = await libraryOf(3);
    await library.restart({ directories: [library.path('../other')] });
    mkdirSync(library.path('../other'));
    expect(await library.scan()).toMatchObject({
      books_archived: 3,
      warnings: [{ code: 'OUTSIDE_LIBRARY', count: 3 }],
    });
    expect(await library.bookAt('books/0.epub')).toMatchObject({
      archive_reason: 'Library directory is no longer configured',
    });
  });

  it('asks first if they are many', async () => {
    await using library = await libraryOf(10);
    mkdirSync(library.path('../other'));
    await library.restart({ directories: [library.path('../other')] });
    expect(await library.scan()).toMatchObject({
      status: 'needs_confirmation',
      books_archived: 0,
      pending: { missing: 10, of: 10 },
    });
  });

  it('has its books moved when the files are in another one now', async () => {
    await using library = await libraryOf(12);
    renameSync(library.directory, library.path('../other'));
    await library.restart({ directories: [library.path('../other')] });
    expect(await library.scan()).toMatchObject({
      status: 'completed',
      books_moved: 12,
      books_archived: 0,
      warnings: [],
    });
  });

  it('changes nothing when no directory is configured at all', async () => {
    await using library = await libraryOf(3);
    await library.restart({ directories: [] });
    expect(await library.scan()).toMatchObject({ status: 'completed', books_archived: 0, warnings: [] });
  });
});
