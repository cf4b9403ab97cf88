import { InvalidCursorError } from '@dust/db';
import { describe, expect, it } from 'vitest';
import { listQuarantine } from '../src/queries/quarantine.ts';
import { findLastScan, getScan, listScans } from '../src/queries/scans.ts';
import { TestLibrary } from './support/library.ts';

describe('listScans', () => {
  it('pages from the newest to the oldest', async () => {
    await using library = await TestLibrary.create();
    const { db } = library.database;
    for (let n = 0; n < 5; n += 1) await library.scan();
    const first = await listScans(db, { limit: 2 });
    expect([first.scans.map(({ id }) => id), first.total]).toEqual([[5, 4], 5]);
    const second = await listScans(db, { limit: 3, cursor: first.nextCursor ?? '' });
    expect([second.scans.map(({ id }) => id), second.nextCursor]).toEqual([[3, 2, 1], null]);
  });

  it('lists all without a limit', async () => {
    await using library = await TestLibrary.create();
    for (let n = 0; n < 3; n += 1) await library.scan();
    expect(await listScans(library.database.db)).toMatchObject({ total: 3, nextCursor: null });
  });

  it('refuses the cursor of another list', async () => {
    await using library = await TestLibrary.create();
    library.write('a.pdf', 'x');
    library.write('b.pdf', 'x');
    await library.scan();
    const { nextCursor } = await listQuarantine(library.database.db, [library.directory], { limit: 1 });
    await expect(listScans(library.database.db, { cursor: nextCursor ?? '' })).rejects.toThrow(
      InvalidCursorError,
    );
  });
});

describe('getScan', () => {
  it('has every field of the report', async () => {
    await using library = await TestLibrary.create({ clock: () => new Date('2026-01-02T03:04:05.678Z') });
    const { id } = await library.scan({ trigger: 'schedule', mode: 'full', requestedBy: null });
    expect(await getScan(library.database.db, id)).toEqual({
      id,
      status: 'completed',
      trigger: 'schedule',
      mode: 'full',
      requested_by: null,
      started_at: '2026-01-02T03:04:05Z',
      finished_at: '2026-01-02T03:04:05Z',
      duration_ms: expect.any(Number),
      directories_scanned: 1,
      books_found: 0,
      books_added: 0,
      books_updated: 0,
      books_moved: 0,
      books_archived: 0,
      books_unarchived: 0,
      files_quarantined: 0,
      errors: 0,
      warnings: [],
      pending: null,
      progress: null,
    });
    expect(await findLastScan(library.database.db)).toMatchObject({ id });
    expect(await getScan(library.database.db, 99)).toBeUndefined();
  });

  it('equals the report that the scan itself gives', async () => {
    await using library = await TestLibrary.create();
    library.write('a.pdf', 'x');
    const report = await library.scan();
    expect(await getScan(library.database.db, report.id)).toEqual(report);
  });
});

describe('listQuarantine', () => {
  it('names library and path, never the path on the server', async () => {
    await using library = await TestLibrary.create({ names: ['lib', 'deep/lib'] });
    library.write('a/b.pdf', 'x');
    library.write('../deep/lib/empty.epub', '');
    await library.scan();
    const directories = [library.directory, library.path('../deep/lib')];
    const { files, total, nextCursor } = await listQuarantine(library.database.db, directories);
    expect([total, nextCursor]).toEqual([2, null]);
    expect(files.find(({ reason }) => reason === 'TYPE_MISMATCH')).toEqual({
      id: expect.any(Number),
      library: 'lib',
      filepath: 'a/b.pdf',
      file_format: 'pdf',
      file_size: 1,
      reason: 'TYPE_MISMATCH',
      message: expect.any(String),
      book_id: expect.any(Number),
      first_seen_at: expect.stringMatching(/Z$/),
      last_seen_at: expect.stringMatching(/Z$/),
    });
    expect(files.find(({ reason }) => reason === 'EMPTY')).toMatchObject({
      library: 'lib 2',
      filepath: 'empty.epub',
      book_id: null,
    });
  });

  it('pages by key', async () => {
    await using library = await TestLibrary.create();
    for (const name of ['a', 'b', 'c']) library.write(`${name}.pdf`, 'x');
    await library.scan();
    const { db } = library.database;
    const first = await listQuarantine(db, [library.directory], { limit: 2 });
    const second = await listQuarantine(db, [library.directory], {
      limit: 2,
      cursor: first.nextCursor ?? '',
    });
    expect([...first.files, ...second.files].map(({ filepath }) => filepath)).toEqual([
      'c.pdf',
      'b.pdf',
      'a.pdf',
    ]);
    expect(second.nextCursor).toBeNull();
  });
});
