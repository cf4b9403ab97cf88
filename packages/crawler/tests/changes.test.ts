import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diskFileSystem, type FileSystem } from '../src/walk/file-system.ts';
import { cbzOf, epubOf } from './support/books.ts';
import { fullScan, TestLibrary } from './support/library.ts';

/** A disk on which something happens to a file right after the walk has looked at it. */
function diskThat(meddle: (path: string) => void): FileSystem {
  return {
    ...diskFileSystem,
    stat: (path) => {
      const stat = diskFileSystem.stat(path);
      meddle(path);
      return stat;
    },
  };
}

describe('a file that changes', () => {
  it('has its metadata and automatic tags derived anew, under the same id', async () => {
    await using library = await TestLibrary.create();
    library.write('emma.epub', epubOf({ title: 'Emma', creator: 'Jane', language: 'en' }));
    await library.scan();
    const { id } = await library.bookAt('emma.epub');
    library.replace('emma.epub', epubOf({ title: 'Explicit Stories', creator: 'Kim', language: 'de' }));
    expect(await library.scan()).toMatchObject({ books_updated: 1, books_added: 0 });
    expect(await library.bookAt('emma.epub')).toMatchObject({ id, name: 'Explicit Stories', language: 'de' });
    expect(await library.authorOf('emma.epub')).toBe('Kim');
    expect(await library.tagsOf('emma.epub')).toEqual([
      'EPUB',
      'German',
      'NSFW',
      'New Addition',
      'Standalone',
    ]);
  });

  it('is not counted as updated when only its time has changed', async () => {
    await using library = await TestLibrary.create();
    const emma = epubOf({ title: 'Emma' });
    library.write('emma.epub', emma);
    await library.scan();
    const { updated_at: before } = await library.bookAt('emma.epub');
    library.replace('emma.epub', emma);
    expect(await library.scan()).toMatchObject({ books_updated: 0 });
    expect((await library.bookAt('emma.epub')).updated_at).toBe(before);
    expect(await library.scan()).toMatchObject({ books_updated: 0 });
  });

  it('between the look and the reading is stored as it was read', async () => {
    await using library = await TestLibrary.create();
    library.write('emma.epub', epubOf({ title: 'Half', text: 'short' }));
    const whole = epubOf({ title: 'Whole', text: 'much longer' });
    const path = library.path('emma.epub');
    await library.restart({
      fileSystem: diskThat((looked) => looked === path && writeFileSync(path, whole)),
    });
    await library.scan();
    expect(await library.bookAt('emma.epub')).toMatchObject({ name: 'Whole', file_size: whole.length });
  });

  it('and vanishes between the look and the reading is passed over', async () => {
    await using library = await TestLibrary.create();
    library.write('a.epub', epubOf({ title: 'A' }));
    library.write('b.epub', epubOf({ title: 'B' }));
    const path = library.path('a.epub');
    await library.restart({
      fileSystem: diskThat((looked) => looked === path && rmSync(path, { force: true })),
    });
    expect(await library.scan()).toMatchObject({
      status: 'completed',
      books_added: 1,
      files_quarantined: 0,
      errors: 0,
    });
    expect(await library.quarantine()).toEqual({});
  });
});

async function edited(): Promise<TestLibrary> {
  const library = await TestLibrary.create();
  library.write('emma.epub', epubOf({ title: 'Emma', creator: 'Jane', description: 'Old', language: 'en' }));
  await library.scan();
  await library.database.db
    .updateTable('books')
    .set({
      name: 'Mine',
      description: null,
      metadata_sources: JSON.stringify({
        name: 'user',
        description: 'user',
        author: 'embedded',
        language: 'embedded',
      }),
    })
    .execute();
  return library;
}

describe('what people have set', () => {
  it('stays when the file changes, empty values included', async () => {
    await using library = await edited();
    library.replace('emma.epub', epubOf({ title: 'Emma II', creator: 'Kim', description: 'New' }));
    await library.scan();
    expect(await library.bookAt('emma.epub')).toMatchObject({
      name: 'Mine',
      description: null,
      language: null,
    });
    expect(await library.authorOf('emma.epub')).toBe('Kim');
  });

  it('stays in a full scan and in a refresh', async () => {
    await using library = await edited();
    await library.scan(fullScan);
    const { id } = await library.bookAt('emma.epub');
    await library.crawler.refreshBook(id);
    expect(await library.bookAt('emma.epub')).toMatchObject({ name: 'Mine', description: null });
  });

  it('gives way to the next source when the edit is dropped', async () => {
    await using library = await edited();
    await library.database.db
      .updateTable('books')
      .set({ metadata_sources: '{"description":"user"}' })
      .execute();
    const { id } = await library.bookAt('emma.epub');
    await library.crawler.refreshBook(id, { keepsLegacy: true });
    expect(await library.bookAt('emma.epub')).toMatchObject({ name: 'Emma', description: null });
  });

  it('stays among the tags: theirs stay on, and what they took off stays off', async () => {
    await using library = await TestLibrary.create();
    library.write('x.cbz', cbzOf(1));
    await library.scan();
    const { db } = library.database;
    const { id } = await library.bookAt('x.cbz');
    const tagIds = new Map(
      (await db.selectFrom('tags').select(['id', 'name']).execute()).map((tag) => [tag.name, tag.id]),
    );
    const standalone = tagIds.get('Standalone') ?? 0;
    await db.deleteFrom('book_tags').where('tag_id', '=', standalone).execute();
    await db
      .insertInto('book_tag_exclusions')
      .values({ book_id: id, tag_id: standalone, excluded_by: null })
      .execute();
    await db
      .insertInto('book_tags')
      .values({ book_id: id, tag_id: tagIds.get('Featured') ?? 0, applied_by: null, auto_applied: 0 })
      .execute();
    library.replace('x.cbz', cbzOf(2));
    await library.scan();
    expect(await library.tagsOf('x.cbz')).toEqual(['All Ages', 'CBZ', 'Featured', 'New Addition']);
  });
});
