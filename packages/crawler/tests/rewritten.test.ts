import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ReaderPool } from '../src/workers/reader-pool.ts';
import { epubOf } from './support/books.ts';
import { TestLibrary } from './support/library.ts';

const module = new URL('./support/rewriting-reader.ts', import.meta.url);
const old = epubOf({ title: 'Old', text: 'short' });
const next = epubOf({ title: 'New', text: 'much longer than it was' });

describe('a file that is rewritten while a scan reads it', () => {
  it('is stored with the size and time from before, and seen again by the next quick scan', async () => {
    await using pool = new ReaderPool({ readers: 1, module });
    await using library = await TestLibrary.create({ pool });
    library.write('emma.epub', old);
    const before = statSync(library.path('emma.epub'));
    library.write('emma.epub.next', next);
    expect(await library.scan()).toMatchObject({ status: 'completed', books_added: 1, errors: 0 });
    expect(statSync(library.path('emma.epub')).size).toBe(next.length);
    expect(await library.bookAt('emma.epub')).toMatchObject({
      file_size: old.length,
      file_mtime: Math.floor(before.mtimeMs),
    });
    expect(await library.scan()).toMatchObject({ status: 'completed', books_updated: 1, errors: 0 });
    expect(await library.bookAt('emma.epub')).toMatchObject({ name: 'New', file_size: next.length });
    expect(await library.quarantine()).toEqual({});
  });

  it('leaves the quarantine with the next quick scan if it was broken in between', async () => {
    await using pool = new ReaderPool({ readers: 1, module });
    await using library = await TestLibrary.create({ pool });
    library.write('emma.epub', old);
    library.write('emma.epub.next', next.subarray(0, 50));
    await library.scan();
    expect(await library.quarantine()).toEqual({ 'emma.epub': 'CORRUPT' });
    library.replace('emma.epub', next);
    expect(await library.scan()).toMatchObject({ status: 'completed', files_quarantined: 0, errors: 0 });
    expect(await library.bookAt('emma.epub')).toMatchObject({ name: 'New' });
    expect(await library.quarantine()).toEqual({});
  });

  it('is a book that is updated if it was known', async () => {
    await using pool = new ReaderPool({ readers: 1, module });
    await using library = await TestLibrary.create({ pool });
    library.write('emma.epub', epubOf({ title: 'Oldest' }));
    await library.scan();
    const { id } = await library.bookAt('emma.epub');
    library.replace('emma.epub', old);
    library.write('emma.epub.next', next);
    await library.scan();
    await library.scan();
    expect(await library.bookAt('emma.epub')).toMatchObject({ id, name: 'New', file_size: next.length });
  });
});
