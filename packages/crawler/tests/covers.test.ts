import { createHash } from 'node:crypto';
import { utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cbzOf, epubOf, pdfOf, pngOf } from './support/books.ts';
import { TestLibrary } from './support/library.ts';

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const withCover = epubOf({ title: 'Emma', cover: pngOf(1) });

describe('the cover', () => {
  it('is a file beside the book before the one in it', async () => {
    await using library = await TestLibrary.create();
    library.write('a/emma.epub', withCover);
    library.write('a/cover.png', pngOf(2));
    await library.scan();
    expect(await library.bookAt('a/emma.epub')).toMatchObject({
      cover_source: 'file',
      cover_hash: sha256(pngOf(2)),
      cover_image_path: library.path('a/cover.png'),
    });
  });

  it('is the one in the book, else its first page', async () => {
    await using library = await TestLibrary.create();
    library.write('emma.epub', withCover);
    library.write('comic.cbz', cbzOf(2));
    await library.scan();
    expect(await library.bookAt('emma.epub')).toMatchObject({
      cover_source: 'embedded',
      cover_hash: sha256(pngOf(1)),
    });
    expect(await library.bookAt('comic.cbz')).toMatchObject({
      cover_source: 'first-page',
      cover_hash: sha256(pngOf(0)),
    });
  });

  it('of a PDF is its first page, which is not drawn by the scan', async () => {
    await using library = await TestLibrary.create();
    library.write('a.pdf', pdfOf(1));
    await library.scan();
    const book = await library.bookAt('a.pdf');
    expect(book).toMatchObject({
      cover_source: 'first-page',
      cover_hash: sha256(Buffer.from(`pdf-page-1:${book.content_hash}`)),
    });
  });

  it('is the next source when an image is none', async () => {
    await using library = await TestLibrary.create();
    library.write('a/emma.epub', withCover);
    library.write('a/cover.jpg', 'no image');
    library.write('a/folder.png', pngOf(3));
    await library.scan();
    expect(await library.bookAt('a/emma.epub')).toMatchObject({
      cover_image_path: library.path('a/folder.png'),
    });
  });

  it('is not taken when it has too many pixels', async () => {
    await using library = await TestLibrary.create();
    const huge = pngOf(1);
    huge.writeUInt32BE(20_000, 16);
    huge.writeUInt32BE(20_000, 20);
    library.write('a/emma.epub', withCover);
    library.write('a/cover.png', huge);
    await library.scan();
    expect(await library.bookAt('a/emma.epub')).toMatchObject({
      cover_source: 'embedded',
      cover_image_path: null,
    });
  });

  it('in a folder of several titles is lent only to a book without one of its own', async () => {
    await using library = await TestLibrary.create();
    library.write('emma.epub', withCover);
    library.write('plain.epub', epubOf({ title: 'Plain' }));
    library.write('cover.png', pngOf(4));
    await library.scan();
    expect(await library.bookAt('emma.epub')).toMatchObject({ cover_source: 'embedded' });
    expect(await library.bookAt('plain.epub')).toMatchObject({ cover_source: 'file' });
    expect(await library.scan()).toMatchObject({ books_updated: 0 });
  });
});

describe('a cover file', () => {
  it('that appears is noticed', async () => {
    await using library = await TestLibrary.create();
    library.write('a/emma.epub', withCover);
    await library.scan();
    library.write('a/cover.png', pngOf(5));
    expect(await library.scan()).toMatchObject({ books_updated: 1 });
    expect(await library.bookAt('a/emma.epub')).toMatchObject({ cover_hash: sha256(pngOf(5)) });
  });

  it('that changes is noticed, even with its old size and time', async () => {
    await using library = await TestLibrary.create();
    library.write('a/emma.epub', withCover);
    library.write('a/cover.png', pngOf(6));
    const time = new Date('2020-01-01');
    utimesSync(library.path('a/cover.png'), time, time);
    await library.scan();
    library.write('a/cover.png', pngOf(7));
    utimesSync(library.path('a/cover.png'), time, time);
    expect(await library.scan()).toMatchObject({ books_updated: 1 });
    expect(await library.bookAt('a/emma.epub')).toMatchObject({ cover_hash: sha256(pngOf(7)) });
  });

  it('that goes away gives way to the next source', async () => {
    await using library = await TestLibrary.create();
    library.write('a/emma.epub', withCover);
    library.write('a/cover.png', pngOf(8));
    await library.scan();
    library.remove('a/cover.png');
    expect(await library.scan()).toMatchObject({ books_updated: 1 });
    expect(await library.bookAt('a/emma.epub')).toMatchObject({
      cover_source: 'embedded',
      cover_image_path: null,
    });
  });

  it('is lent no more when another title comes into the folder', async () => {
    await using library = await TestLibrary.create();
    library.write('a/emma.epub', withCover);
    library.write('a/cover.png', pngOf(9));
    await library.scan();
    library.write('a/other.epub', epubOf({ title: 'Other', cover: pngOf(10) }));
    await library.scan();
    expect(await library.bookAt('a/emma.epub')).toMatchObject({ cover_source: 'embedded' });
  });
});

describe('a cover that an earlier server has chosen', () => {
  it('stays while it is there, and gives way to the next source then', async () => {
    await using library = await TestLibrary.create();
    library.write('a/emma.epub', withCover);
    library.write('a/cover.png', pngOf(1));
    library.write('../old/chosen.png', pngOf(11));
    const chosen = library.path('../old/chosen.png');
    await library.database.db
      .insertInto('books')
      .values({
        name: 'Emma',
        author: null,
        file_path: library.path('a/emma.epub'),
        cover_image_path: chosen,
        metadata_sources: '{"name":"legacy"}',
      })
      .execute();
    for (let scans = 0; scans < 2; scans += 1) {
      await library.scan();
      expect(await library.bookAt('a/emma.epub')).toMatchObject({
        cover_source: 'file',
        cover_image_path: chosen,
        cover_hash: sha256(pngOf(11)),
      });
    }
    library.remove('../old/chosen.png');
    await library.scan();
    expect(await library.bookAt('a/emma.epub')).toMatchObject({
      cover_image_path: library.path('a/cover.png'),
    });
  });
});
