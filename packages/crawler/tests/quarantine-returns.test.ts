import { mkdirSync, renameSync, rmdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { epubOf } from './support/books.ts';
import { TestLibrary } from './support/library.ts';

async function libraryWithBrokenFiles(good: number): Promise<TestLibrary> {
  const library = await TestLibrary.create();
  for (let n = 0; n < good; n += 1) library.write(`${n}.epub`, epubOf({ title: `Book ${n}` }));
  library.write('garbage.pdf', 'x');
  library.write('empty.epub', '');
  await library.scan();
  return library;
}

const entries = { 'empty.epub': 'EMPTY', 'garbage.pdf': 'TYPE_MISMATCH' };

describe('the quarantine', () => {
  it('stays as it is while a drive is unplugged, and after', async () => {
    await using library = await libraryWithBrokenFiles(2);
    renameSync(library.directory, `${library.directory}.away`);
    mkdirSync(library.directory);
    expect(await library.scan()).toMatchObject({ warnings: [{ code: 'LIBRARY_EMPTY' }] });
    expect(await library.quarantine()).toEqual(entries);
    rmdirSync(library.directory);
    renameSync(`${library.directory}.away`, library.directory);
    expect(await library.scan()).toMatchObject({ files_quarantined: 2 });
    expect(await library.quarantine()).toEqual(entries);
  });

  it('keeps the entry of a missing book that waits for a confirmation', async () => {
    await using library = await libraryWithBrokenFiles(12);
    for (let n = 0; n < 11; n += 1) library.move(`${n}.epub`, `../away/${n}.epub`);
    library.move('garbage.pdf', '../away/garbage.pdf');
    expect(await library.scan()).toMatchObject({ status: 'needs_confirmation' });
    expect(await library.quarantine()).toEqual(entries);
  });

  it('loses the entry of a missing book with its archiving, and has it again when the file is back', async () => {
    await using library = await libraryWithBrokenFiles(2);
    library.move('garbage.pdf', '../away.pdf');
    expect(await library.scan()).toMatchObject({ books_archived: 1 });
    expect(await library.quarantine()).toEqual({ 'empty.epub': 'EMPTY' });
    library.move('../away.pdf', 'garbage.pdf');
    expect(await library.scan()).toMatchObject({ books_unarchived: 1, files_quarantined: 2 });
    expect(await library.quarantine()).toEqual(entries);
  });

  it('has the entry of a missing book again with the next scan after a validation took the book back', async () => {
    await using library = await libraryWithBrokenFiles(2);
    library.move('garbage.pdf', '../away.pdf');
    await library.scan();
    library.move('../away.pdf', 'garbage.pdf');
    expect(await library.crawler.validate({ requestedBy: null })).toMatchObject({
      unarchivedIds: [expect.any(Number)],
    });
    expect(await library.scan()).toMatchObject({ books_updated: 0, files_quarantined: 2 });
    expect(await library.quarantine()).toEqual(entries);
  });

  it('loses the entry of a file without a book when it is gone, and has it again when it is back', async () => {
    await using library = await libraryWithBrokenFiles(2);
    library.move('empty.epub', '../away.epub');
    await library.scan();
    expect(await library.quarantine()).toEqual({ 'garbage.pdf': 'TYPE_MISMATCH' });
    library.move('../away.epub', 'empty.epub');
    await library.scan();
    expect(await library.quarantine()).toEqual(entries);
  });
});
