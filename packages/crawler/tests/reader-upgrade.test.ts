import { describe, expect, it } from 'vitest';
import { READER_VERSION } from '../src/workers/reader-version.ts';
import { epubOf } from './support/books.ts';
import { fullScan, manualScan, TestLibrary } from './support/library.ts';

const newVersion = READER_VERSION + 1;

/** A library that was scanned, in which the rows say less than the files, as after an upgrade of the readers. */
async function createLibrary(books: number): Promise<TestLibrary> {
  const library = await TestLibrary.create();
  for (let n = 0; n < books; n += 1)
    library.write(fileOf(n), epubOf({ title: `Title ${n}`, language: 'en' }));
  await library.scan();
  await library.database.db.updateTable('books').set({ language: null }).execute();
  return library;
}

function fileOf(n: number): string {
  return `books/Ann/${String(n).padStart(3, '0')}.epub`;
}

async function languages(library: TestLibrary): Promise<(string | null)[]> {
  return (await library.books()).map(({ language }) => language);
}

async function scanWith(library: TestLibrary, readerVersion: number): Promise<void> {
  await library.restart({ readerVersion });
  await library.scan();
  await library.crawler.waitForBackground();
}

describe('after an upgrade of the readers', () => {
  it('all books are read anew after the next scan, once', async () => {
    await using library = await createLibrary(3);
    await scanWith(library, newVersion);
    expect(await languages(library)).toEqual(['en', 'en', 'en']);
    await library.database.db.updateTable('books').set({ language: null }).execute();
    await scanWith(library, newVersion);
    expect(await languages(library)).toEqual([null, null, null]);
  });

  it('what people have edited stays, and so do tags they have taken off', async () => {
    await using library = await createLibrary(1);
    const { db } = library.database;
    const { id } = await library.bookAt(fileOf(0));
    await db
      .updateTable('books')
      .set({ name: 'Edited', metadata_sources: JSON.stringify({ name: 'user', author: 'path' }) })
      .execute();
    const { tag_id: tagId } = await db
      .selectFrom('book_tags')
      .innerJoin('tags', 'tags.id', 'book_tags.tag_id')
      .select('tag_id')
      .where('tags.name', '=', 'English')
      .executeTakeFirstOrThrow();
    await db.deleteFrom('book_tags').where('tag_id', '=', tagId).execute();
    await db.insertInto('book_tag_exclusions').values({ book_id: id, tag_id: tagId }).execute();
    await scanWith(library, newVersion);
    expect(await library.bookAt(fileOf(0))).toMatchObject({ name: 'Edited', language: 'en' });
    expect(await library.tagsOf(fileOf(0))).not.toContain('English');
  });

  it('books whose readers have found nothing new are not changed', async () => {
    await using library = await createLibrary(1);
    await library.scan(fullScan);
    const before = await library.books();
    await scanWith(library, newVersion);
    expect(await library.books()).toEqual(before);
  });

  it('reading goes on where a stop has interrupted it', async () => {
    await using library = await createLibrary(45);
    await library.restart({ readerVersion: newVersion });
    await library.scan();
    for (let count = 0; count < 25;) {
      count = (await languages(library)).filter((language) => language === 'en').length;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await library.restart({ readerVersion: newVersion });
    expect(await languages(library)).toContain(null);
    await library.database.db.updateTable('books').set({ language: null }).execute();
    await library.scan();
    await library.crawler.waitForBackground();
    const read = (await languages(library)).map((language) => language === 'en');
    expect(read.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => false));
    expect(read.slice(40)).toEqual(Array.from({ length: 5 }, () => true));
  });

  it('a missing file does not keep the others from being read', async () => {
    await using library = await createLibrary(2);
    await library.restart({ readerVersion: newVersion });
    await library.scan(manualScan);
    library.remove(fileOf(0));
    await library.crawler.waitForBackground();
    expect((await library.bookAt(fileOf(1))).language).toBe('en');
  });
});

describe('without an upgrade', () => {
  it.each(['a quick scan', 'a full scan', 'a first scan'])('nothing is read anew after %s', async (kind) => {
    await using library = await createLibrary(1);
    if (kind === 'a full scan') {
      await library.restart({ readerVersion: newVersion });
      await library.scan(fullScan);
      await library.crawler.waitForBackground();
      await library.database.db.updateTable('books').set({ language: null }).execute();
    }
    await library.scan();
    await library.crawler.waitForBackground();
    expect(await languages(library)).toEqual([null]);
  });
});
