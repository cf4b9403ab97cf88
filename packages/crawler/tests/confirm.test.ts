import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NothingToConfirmError, ScanNotFoundError } from '../src/scan/errors.ts';
import { getScan } from '../src/queries/scans.ts';
import { epubOf } from './support/books.ts';
import { TestLibrary } from './support/library.ts';

/** The scan that asks in {@link asking}: its second one. */
const scanId = 2;

/** A library whose last scan asks about 12 of 20 missing books. */
async function asking(): Promise<TestLibrary> {
  const library = await TestLibrary.create();
  for (let n = 0; n < 20; n += 1) library.write(`${n}.epub`, epubOf({ title: `Book ${n}` }));
  await library.scan();
  for (let n = 0; n < 12; n += 1) library.remove(`${n}.epub`);
  await library.scan();
  return library;
}

async function archivedCount(library: TestLibrary): Promise<number> {
  return (await library.books()).filter(({ status }) => status === 'archived').length;
}

describe('confirming missing books', () => {
  it('archives those that are still missing', async () => {
    await using library = await asking();
    library.write('3.epub', epubOf({ title: 'Book 3' }));
    expect(await library.crawler.confirm(scanId, 'archive')).toHaveLength(11);
    expect(await archivedCount(library)).toBe(11);
    expect(await getScan(library.database.db, scanId)).toMatchObject({
      status: 'completed',
      books_archived: 11,
      pending: null,
    });
  });

  it('keeps them all, until the next scan asks again', async () => {
    await using library = await asking();
    expect(await library.crawler.confirm(scanId, 'keep')).toEqual([]);
    expect(await archivedCount(library)).toBe(0);
    expect(await library.scan()).toMatchObject({
      status: 'needs_confirmation',
      pending: { missing: 12, of: 20 },
    });
  });

  it('is done once', async () => {
    await using library = await asking();
    await library.crawler.confirm(scanId, 'keep');
    await expect(library.crawler.confirm(scanId, 'archive')).rejects.toThrow(NothingToConfirmError);
    expect(await archivedCount(library)).toBe(0);
  });

  it('is not possible when a newer scan has replaced the question', async () => {
    await using library = await asking();
    const newer = await library.scan();
    await expect(library.crawler.confirm(scanId, 'archive')).rejects.toThrow(NothingToConfirmError);
    expect(await getScan(library.database.db, scanId)).toMatchObject({ status: 'completed', pending: null });
    expect(await library.crawler.confirm(newer.id, 'archive')).toHaveLength(12);
  });

  it('is not possible for a scan that did not ask, or is unknown', async () => {
    await using library = await TestLibrary.create();
    const { id } = await library.scan();
    await expect(library.crawler.confirm(id, 'archive')).rejects.toThrow(NothingToConfirmError);
    await expect(library.crawler.confirm(999, 'archive')).rejects.toThrow(ScanNotFoundError);
  });
});

describe('validation', () => {
  it('archives what is missing and takes back what is there, without looking for new files', async () => {
    await using library = await TestLibrary.create();
    for (const name of ['a', 'b', 'c']) library.write(`${name}.epub`, epubOf({ title: name }));
    await library.scan();
    const { id: a } = await library.bookAt('a.epub');
    const { id: b } = await library.bookAt('b.epub');
    library.remove('a.epub');
    await library.crawler.validate({ requestedBy: null });
    library.write('a.epub', epubOf({ title: 'a' }));
    library.remove('b.epub');
    library.write('new.epub', epubOf({ title: 'new' }));
    expect(await library.crawler.validate({ requestedBy: null })).toEqual({
      scanId: expect.any(Number),
      archivedIds: [b],
      unarchivedIds: [a],
      errors: [],
      pendingIds: [],
      warnings: [],
    });
    expect(await library.books()).toHaveLength(3);
  });

  it('holds many back, to be confirmed under its own id', async () => {
    await using library = await asking();
    const result = await library.crawler.validate({ requestedBy: null });
    expect(result.pendingIds).toHaveLength(12);
    expect(result).toMatchObject({ archivedIds: [], warnings: [{ code: 'MANY_MISSING' }] });
    await expect(library.crawler.confirm(scanId, 'archive')).rejects.toThrow(NothingToConfirmError);
    expect(await library.crawler.confirm(result.scanId, 'archive')).toHaveLength(12);
  });

  it('archives nothing of a directory that is gone or empty', async () => {
    await using library = await TestLibrary.create();
    library.write('a.epub', epubOf());
    await library.scan();
    rmSync(library.directory, { recursive: true });
    expect(await library.crawler.validate({ requestedBy: null })).toMatchObject({
      archivedIds: [],
      warnings: [{ code: 'LIBRARY_UNREACHABLE' }],
    });
    mkdirSync(library.directory);
    expect(await library.crawler.validate({ requestedBy: null })).toMatchObject({
      archivedIds: [],
      warnings: [{ code: 'LIBRARY_EMPTY' }],
    });
  });

  it('takes a directory with any book in it for one that is there', async () => {
    await using library = await TestLibrary.create();
    library.write('a.epub', epubOf());
    await library.scan();
    renameSync(library.path('a.epub'), library.path('b.epub'));
    expect(await library.crawler.validate({ requestedBy: null })).toMatchObject({
      pendingIds: [],
      warnings: [],
    });
    expect(await archivedCount(library)).toBe(1);
    expect(await library.scan()).toMatchObject({ books_moved: 1, books_unarchived: 1 });
  });
});
