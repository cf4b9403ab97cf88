import { symlinkSync, writeFileSync } from 'node:fs';
import { sql } from '@dust/db';
import { describe, expect, it } from 'vitest';
import { diskFileSystem, type FileSystem } from '../src/walk/file-system.ts';
import { epubOf } from './support/books.ts';
import { fullScan, TestLibrary } from './support/library.ts';

const emma = epubOf({ title: 'Emma', creator: 'Jane' });

/** A disk on which a folder is not readable: rights do not stop the administrator that tests may run as. */
function diskWithout(isUnreadable: (path: string) => boolean): FileSystem {
  const denied = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
  return {
    list: (folder) => {
      if (isUnreadable(folder.toString())) throw denied;
      return diskFileSystem.list(folder);
    },
    listBytes: (folder) => diskFileSystem.listBytes(folder),
    stat: (path) => {
      if (isUnreadable(path)) throw denied;
      return diskFileSystem.stat(path);
    },
  };
}

describe('a broken file', () => {
  it('is listed by its path when its archive is truncated', async () => {
    await using library = await TestLibrary.create();
    library.write('books/Jane/Emma.epub', emma.subarray(0, emma.length / 2));
    expect(await library.scan()).toMatchObject({
      status: 'completed',
      books_added: 1,
      files_quarantined: 1,
      errors: 0,
    });
    expect(await library.quarantine()).toEqual({ 'books/Jane/Emma.epub': 'CORRUPT' });
    expect(await library.authorOf('books/Jane/Emma.epub')).toBe('Jane');
  });

  it('is no book when it is empty', async () => {
    await using library = await TestLibrary.create();
    library.write('empty.epub', '');
    expect(await library.scan()).toMatchObject({ books_found: 1, books_added: 0, files_quarantined: 1 });
    expect(await library.quarantine()).toEqual({ 'empty.epub': 'EMPTY' });
  });

  it('that becomes empty leaves its book as it was', async () => {
    await using library = await TestLibrary.create();
    library.write('emma.epub', emma);
    await library.scan();
    const before = await library.bookAt('emma.epub');
    library.replace('emma.epub', '');
    expect(await library.scan()).toMatchObject({ books_updated: 0, files_quarantined: 1 });
    expect(await library.bookAt('emma.epub')).toEqual(before);
    expect(await library.scan()).toMatchObject({ books_updated: 0, files_quarantined: 1 });
  });

  it('leaves the quarantine when it is whole', async () => {
    await using library = await TestLibrary.create();
    library.write('emma.epub', emma.subarray(0, 100));
    library.write('empty.epub', '');
    await library.scan();
    library.replace('emma.epub', emma);
    library.replace('empty.epub', epubOf({ title: 'Full' }));
    expect(await library.scan()).toMatchObject({ books_added: 1, books_updated: 1, files_quarantined: 0 });
    expect(await library.quarantine()).toEqual({});
    expect(await library.bookAt('emma.epub')).toMatchObject({ name: 'Emma' });
  });

  it('leaves the quarantine when it is gone', async () => {
    await using library = await TestLibrary.create();
    library.write('emma.epub', emma);
    library.write('empty.epub', '');
    library.write('garbage.pdf', 'x');
    await library.scan();
    library.remove('empty.epub');
    library.remove('garbage.pdf');
    await library.scan();
    expect(await library.quarantine()).toEqual({});
  });

  it('stays in the quarantine under its new path when it moves', async () => {
    await using library = await TestLibrary.create();
    library.write('garbage.pdf', 'x');
    await library.scan();
    library.move('garbage.pdf', 'b/garbage.pdf');
    expect(await library.scan()).toMatchObject({ books_moved: 1 });
    expect(await library.quarantine()).toEqual({ 'b/garbage.pdf': 'TYPE_MISMATCH' });
  });

  it('is read again in a full scan only, as long as it does not change', async () => {
    await using library = await TestLibrary.create();
    library.write('garbage.pdf', 'x');
    await library.scan();
    await library.database.db.updateTable('quarantine').set({ message: 'kept' }).execute();
    await library.scan();
    expect(await messages(library)).toEqual(['kept']);
    await library.scan(fullScan);
    expect(await messages(library)).not.toEqual(['kept']);
  });
});

async function messages(library: TestLibrary): Promise<string[]> {
  const rows = await library.database.db.selectFrom('quarantine').select('message').execute();
  return rows.map(({ message }) => message);
}

describe('a book that the database refuses', () => {
  it('costs neither its neighbours nor the scan', async () => {
    await using library = await TestLibrary.create();
    const { db } = library.database;
    const refusal = `create trigger refuse before insert on books when new.name = 'Cursed' begin select raise(abort, 'no'); end`;
    await sql.raw(refusal).execute(db);
    library.write('a.epub', epubOf({ title: 'A' }));
    library.write('b.epub', epubOf({ title: 'Cursed' }));
    library.write('c.epub', epubOf({ title: 'C' }));
    expect(await library.scan()).toMatchObject({ status: 'completed', books_added: 2, errors: 1 });
    expect((await library.books()).map(({ name }) => name)).toEqual(['A', 'C']);
  });
});

describe('names', () => {
  it('that are not UTF-8 are reported and are no books', async () => {
    await using library = await TestLibrary.create();
    library.write('good.epub', emma);
    writeFileSync(
      Buffer.concat([Buffer.from(`${library.directory}/caf`), Buffer.from([0xe9]), Buffer.from('.epub')]),
      emma,
    );
    expect(await library.scan()).toMatchObject({ books_found: 2, books_added: 1, files_quarantined: 1 });
    expect(await library.quarantine()).toEqual({ 'caf\\xE9.epub': 'BAD_NAME' });
    expect(await library.scan()).toMatchObject({ files_quarantined: 1 });
  });

  it('may contain line breaks, emoji, quotes and percent signs', async () => {
    await using library = await TestLibrary.create();
    const names = ['line\nbreak.epub', '📚 emoji.epub', `quote'".epub`, '100%.epub', '\uFFFD.epub'];
    for (const name of names) library.write(name, epubOf({ text: name }));
    expect(await library.scan()).toMatchObject({ books_added: 5, files_quarantined: 0 });
    expect(await library.scan()).toMatchObject({ books_found: 5, books_added: 0, books_archived: 0 });
  });

  it('of folders that look like books are folders', async () => {
    await using library = await TestLibrary.create();
    library.write('folder.epub/inner.epub', emma);
    await library.scan();
    expect((await library.books()).map(({ file_path: path }) => path)).toEqual([
      library.path('folder.epub/inner.epub'),
    ]);
  });
});

describe('the walk', () => {
  it('follows no links, so that a loop has an end', async () => {
    await using library = await TestLibrary.create();
    library.write('a/emma.epub', emma);
    symlinkSync('..', library.path('a/loop'));
    symlinkSync('emma.epub', library.path('a/link.epub'));
    expect(await library.scan()).toMatchObject({ books_found: 1, books_added: 1, errors: 0 });
  });

  it('leaves out hidden names and folders of devices', async () => {
    await using library = await TestLibrary.create();
    const folders = [
      '.git',
      '@eaDir',
      '#recycle',
      '$RECYCLE.BIN',
      'System Volume Information',
      'lost+found',
      '__MACOSX',
    ];
    for (const folder of folders) library.write(`${folder}/a.epub`, emma);
    library.write('.hidden.epub', emma);
    library.write('notes.txt', 'x');
    expect(await library.scan()).toMatchObject({ books_found: 0, books_added: 0 });
  });

  it('gives the files of a directory inside another to the inner one', async () => {
    await using library = await TestLibrary.create({ names: ['lib', 'lib/x/books'] });
    library.write('x/books/Ann/emma.epub', emma);
    library.write('x/other.epub', epubOf({ title: 'Other' }));
    expect(await library.scan()).toMatchObject({ directories_scanned: 2, books_found: 2, books_added: 2 });
    expect(await library.scan()).toMatchObject({ books_found: 2, books_added: 0, books_archived: 0 });
  });

  it('counts a folder that cannot be listed, and leaves the books in it alone', async () => {
    await using library = await TestLibrary.create();
    library.write('open/a.epub', emma);
    library.write('closed/b.epub', epubOf({ title: 'B' }));
    await library.scan();
    library.remove('closed/b.epub');
    await library.restart({ fileSystem: diskWithout((path) => path === library.path('closed')) });
    expect(await library.scan()).toMatchObject({
      books_archived: 0,
      errors: 2,
      warnings: [{ code: 'FOLDER_UNREADABLE', library: 'lib', count: 1 }],
    });
    expect(await library.bookAt('closed/b.epub')).toMatchObject({ status: 'active' });
  });

  it('leaves a book alone of which the file cannot be examined', async () => {
    await using library = await TestLibrary.create();
    library.write('a.epub', emma);
    await library.scan();
    await library.restart({ fileSystem: diskWithout((path) => path.endsWith('.epub')) });
    expect(await library.scan()).toMatchObject({ books_archived: 0, books_found: 1 });
    expect(await library.bookAt('a.epub')).toMatchObject({ status: 'active' });
  });
});
