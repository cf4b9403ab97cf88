import { renameSync, utimesSync } from 'node:fs';
import { sql, type Db } from '@dust/db';
import { describe, expect, it } from 'vitest';
import { epubOf, pngOf } from './support/books.ts';
import { fullScan, manualScan, TestLibrary } from './support/library.ts';
import { diskFileSystem } from '../src/walk/file-system.ts';

const COUNT = 300;

function fill(library: TestLibrary): void {
  for (let n = 0; n < COUNT; n += 1)
    library.write(`books/Author ${n % 20}/${n}.epub`, epubOf({ title: `Book ${n}`, text: `${n}` }));
}

async function pagesOf(db: Db): Promise<number> {
  const { rows } = await sql<{ page_count: number }>`select page_count from pragma_page_count`.execute(db);
  return rows[0]?.page_count ?? 0;
}

/** Leaves room for so many pages; SQLite then says what it says of a full disk. Null: as many as there may be. */
async function leaveRoom(db: Db, pages: number | null): Promise<void> {
  const most = pages === null ? 4_294_967_294 : (await pagesOf(db)) + pages;
  await db.transaction().execute((tx) => sql`pragma max_page_count = ${sql.lit(most)}`.execute(tx));
}

describe('a disk that is full while the database is written', () => {
  it('fails the scan with what is there whole, and a scan with room again completes it', async () => {
    const said: object[] = [];
    const logger = { info: () => {}, warn: () => {}, error: (fields: object) => said.push(fields) };
    await using library = await TestLibrary.create({ logger });
    fill(library);
    const { db } = library.database;
    await leaveRoom(db, 20);
    expect(await library.scan()).toMatchObject({ status: 'failed' });
    expect(JSON.stringify(said)).toContain('full');
    const kept = await library.books();
    expect(kept.length).toBeLessThan(COUNT);
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
    expect(rows).toEqual([{ integrity_check: 'ok' }]);
    await leaveRoom(db, null);
    expect(await library.scan()).toMatchObject({
      status: 'completed',
      books_added: COUNT - kept.length,
      errors: 0,
    });
    for (const book of await library.books())
      expect(await library.tagsOf(nameIn(library, book))).toContain('EPUB');
  });
});

function nameIn(library: TestLibrary, { file_path: path }: { readonly file_path: string }): string {
  return path.slice(library.directory.length + 1);
}

const years = (year: number) => (): Date => new Date(Date.UTC(year, 0, 1));

describe('a clock that jumps back', () => {
  it('hides no change of a book, a cover or a missing file from the next scan', async () => {
    await using library = await TestLibrary.create({ clock: years(2090) });
    library.write('books/A/One/one.epub', epubOf({ title: 'One' }));
    library.write('books/A/One/cover.png', pngOf(1));
    library.write('books/A/Two/two.epub', epubOf({ title: 'Two' }));
    library.write('books/A/Gone/gone.epub', epubOf({ title: 'Gone' }));
    await library.scan();
    const before = await library.bookAt('books/A/One/one.epub');
    library.write('books/A/One/cover.png', pngOf(2));
    library.write('books/A/Two/two.epub', epubOf({ title: 'Second', text: 'longer than before' }));
    const old = new Date(Date.UTC(2001, 0, 1));
    utimesSync(library.path('books/A/Two/two.epub'), old, old);
    library.remove('books/A/Gone/gone.epub');
    await library.restart({ clock: years(2020) });
    expect(await library.scan()).toMatchObject({ status: 'completed', books_updated: 2, books_archived: 1 });
    expect(await library.bookAt('books/A/Two/two.epub')).toMatchObject({ name: 'Second' });
    expect((await library.bookAt('books/A/One/one.epub')).cover_hash).not.toBe(before.cover_hash);
    expect(await library.scan(manualScan)).toMatchObject({ books_updated: 0, books_archived: 0 });
  });
});

describe('a library that disappears in the middle of a scan', () => {
  it.each([
    ['while it is walked', 40],
    ['while its files are read', COUNT],
  ])('%s loses no book', async (_, looks) => {
    await using library = await TestLibrary.create();
    fill(library);
    await library.scan();
    let left = looks;
    const fileSystem: typeof diskFileSystem = {
      ...diskFileSystem,
      stat: (path) => {
        const stat = diskFileSystem.stat(path);
        left -= 1;
        if (left === 0) renameSync(library.directory, `${library.directory}.away`);
        return stat;
      },
    };
    await library.restart({ fileSystem });
    const { warnings } = await library.scan(fullScan);
    if (looks < COUNT)
      expect(warnings).toMatchObject([{ code: 'FOLDER_UNREADABLE' }, { code: 'LIBRARY_UNREACHABLE' }]);
    renameSync(`${library.directory}.away`, library.directory);
    expect((await library.books()).map(({ status }) => status)).toEqual(Array(COUNT).fill('active'));
    await library.restart({});
    expect(await library.scan()).toMatchObject({
      books_found: COUNT,
      books_added: 0,
      books_archived: 0,
      files_quarantined: 0,
    });
  });
});
