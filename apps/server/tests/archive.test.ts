import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, refusal, type Failure } from './ask.ts';
import { epubOf } from './book-files.ts';
import { startLibrary, type Library } from './library.ts';
import { startTestServer, type SignedIn, type TestServer } from './test-server.ts';

const time = '2026-03-01T12:00:00Z';

let library: Library;
let server: TestServer;
let librarian: SignedIn;
let reader: SignedIn;
beforeAll(async () => {
  library = await startLibrary({ clock: () => new Date(time) });
  server = library.server;
  await server.signUp('admin');
  librarian = await server.signUp('librarian', ['librarian']);
  reader = await server.signUp('reader');
});
afterAll(() => library[Symbol.asyncDispose]());

const file = epubOf({ title: 'T', creator: 'C' });

describe('archiving a book', () => {
  test('answers with the reason and stores it with the name', async () => {
    const [id = 0] = await library.add({ name: 'One' });
    const before = server.services.events.lastId;
    expect(await ask(server, librarian, ['POST', `/books/${id}/archive`, { reason: 'Worn out' }])).toEqual({
      status: 200,
      body: { message: 'Book archived successfully', bookId: id, reason: 'Worn out' },
    });
    const { book } = await reader.client.getBook({ params: { id } });
    expect(book).toMatchObject({
      status: 'archived',
      archived_at: time,
      archive_reason: 'Worn out (archived by librarian)',
      updated_at: time,
    });
    expect(server.services.events.after(before)).toMatchObject([{ event: 'book.archived', bookId: id }]);
  });

  test.each([undefined, {}, { reason: null }, { reason: '' }])(
    'has a reason for %j as well',
    async (body) => {
      const [id = 0] = await library.add({ name: `For ${JSON.stringify(body)}` });
      expect(await ask(server, librarian, ['POST', `/books/${id}/archive`, body])).toMatchObject({
        body: { reason: 'Manually archived by user' },
      });
    },
  );

  test('a book that was missing is archived by hand from then on, and keeps its time', async () => {
    const archived = {
      status: 'archived',
      archiveKind: 'missing',
      archivedAt: '2026-01-02 03:04:05',
    } as const;
    const [id = 0] = await library.add({ name: 'Three', ...archived });
    await librarian.client.archiveBook({ params: { id } });
    const { book } = await reader.client.getBook({ params: { id } });
    expect(book.archived_at).toBe('2026-01-02T03:04:05Z');
    const row = await server.services.db
      .selectFrom('books')
      .select('archive_kind')
      .where('id', '=', id)
      .executeTakeFirst();
    expect(row?.archive_kind).toBe('manual');
  });

  test('and bringing it back leaves the ordinary lists as they were', async () => {
    const [id = 0] = await library.add({ name: 'Four' });
    const before = await reader.client.listBooks();
    await librarian.client.archiveBook({ params: { id } });
    expect((await reader.client.listBooks()).books.map((book) => book.id)).not.toContain(id);
    const eventsBefore = server.services.events.lastId;
    const bringBack = () => ask(server, librarian, ['DELETE', `/books/${id}/archive`]);
    const done = { status: 200, body: { message: 'Book unarchived successfully', bookId: id } };
    expect([await bringBack(), await bringBack()]).toEqual([done, done]);
    const { book } = await reader.client.getBook({ params: { id } });
    expect(book).toMatchObject({ status: 'active', archived_at: null, archive_reason: null });
    const { books } = await reader.client.listBooks();
    expect(books.map((one) => one.id)).toEqual(before.books.map((one) => one.id));
    expect(server.services.events.after(eventsBefore)?.[0]).toMatchObject({
      event: 'book.updated',
      bookId: id,
    });
  });

  test.each<Failure>([
    ['POST', '/books/x/archive', {}, 400, 'INVALID_ID', 'Invalid book ID'],
    ['POST', '/books/999999/archive', {}, 404, 'BOOK_NOT_FOUND', 'Book not found'],
    ['POST', '/books/1/archive', { reason: 7 }, 400, 'VALIDATION_ERROR', 'Invalid request'],
    ['POST', '/books/1/archive', { reason: 'x'.repeat(1001) }, 400, 'VALIDATION_ERROR', 'Invalid request'],
    ['DELETE', '/books/x/archive', undefined, 400, 'INVALID_ID', 'Invalid book ID'],
    ['DELETE', '/books/999999/archive', undefined, 404, 'BOOK_NOT_FOUND', 'Book not found'],
    ['GET', '/books/archive?limit=x', undefined, 400, 'VALIDATION_ERROR', 'Invalid request'],
    ['GET', '/books/archive?cursor=x', undefined, 400, 'INVALID_CURSOR', 'Invalid cursor'],
  ])('%s %s with %j is %i %s', async (...failure) => {
    expect(await ask(server, librarian, failure)).toMatchObject(refusal(failure));
  });
});

describe('the archive', () => {
  test('is listed newest first, page by page, and counted', async () => {
    await using other = await startLibrary({ clock: () => new Date(time) });
    const admin = await other.server.signUp('admin');
    const archived = { status: 'archived' } as const;
    await other.add(
      { name: 'Active' },
      { name: 'Long ago', ...archived, archivedAt: '2025-06-01 00:00:00' },
      { name: 'This month', ...archived, archivedAt: '2026-02-10 00:00:00', archiveKind: 'missing' },
      { name: 'This week', ...archived, archivedAt: '2026-02-25 00:00:00' },
    );
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const query: { limit: number; cursor: string | null } = { limit: 1, cursor };
      const { books, total, nextCursor } = await admin.client.listArchivedBooks({ query });
      expect(total).toBe(3);
      names.push(...books.map(({ name }) => name));
      cursor = nextCursor;
    } while (cursor !== null);
    expect(names).toEqual(['This week', 'This month', 'Long ago']);
    expect(await ask(other.server, admin, ['GET', '/books/archive/stats'])).toEqual({
      status: 200,
      body: {
        stats: {
          totalBooks: 4,
          activeBooks: 1,
          archivedBooks: 3,
          totalArchived: 3,
          archivedDueToMissingFiles: 1,
          archivedThisWeek: 1,
          archivedThisMonth: 2,
          reasonBreakdown: { 'File not found': 1, 'Manual archive': 2 },
        },
      },
    });
  });

  test('has both reasons also when it is empty', async () => {
    await using other = await startTestServer();
    const admin = await other.signUp('admin');
    const { stats } = await admin.client.getArchiveStats();
    expect(stats.reasonBreakdown).toEqual({ 'File not found': 0, 'Manual archive': 0 });
  });
});

describe('a validation', () => {
  test('archives what is gone and brings back what has returned; hidden books are not told', async () => {
    await using other = await startLibrary();
    await other.server.signUp('admin');
    const manager = await other.server.signUp('manager', ['user']);
    await other.grant(manager.id, 'books.manage');
    const missing = { status: 'archived', archiveKind: 'missing' } as const;
    const [, gone = 0, hidden = 0, back = 0, manual = 0] = await other.add(
      { name: 'Here', file },
      { name: 'Gone' },
      { name: 'Hidden and gone', tags: ['NSFW'] },
      { name: 'Back', file, ...missing },
      { name: 'Put away', file, status: 'archived', archiveKind: 'manual' },
    );
    const { message, scanId, result, warnings } = await manager.client.validateArchive();
    expect(message).toBe('Archive validation completed');
    expect(result).toEqual({
      archivedCount: 1,
      unarchivedCount: 1,
      archivedBooks: [expect.objectContaining({ id: gone, name: 'Gone', status: 'archived' })],
      errors: [],
      pendingCount: 0,
    });
    expect(warnings).toEqual([]);
    const { scan } = await manager.client.getScan({ params: { id: scanId } });
    expect(scan).toMatchObject({
      trigger: 'validation',
      status: 'completed',
      requested_by: manager.id,
      books_archived: 2,
      books_unarchived: 1,
    });
    const rows = await other.server.services.db.selectFrom('books').select(['id', 'status']).execute();
    expect(new Map(rows.map(({ id, status }) => [id, status]))).toEqual(
      new Map([
        [1, 'active'],
        [gone, 'archived'],
        [hidden, 'archived'],
        [back, 'active'],
        [manual, 'archived'],
      ]),
    );
  });

  test('brings back by the next one what was unarchived without its file', async () => {
    await using other = await startLibrary();
    const admin = await other.server.signUp('admin');
    const [, id = 0] = await other.add({ name: 'Here', file }, { name: 'Gone' });
    await admin.client.validateArchive();
    await admin.client.unarchiveBook({ params: { id } });
    expect((await admin.client.validateArchive()).result.archivedCount).toBe(1);
    const path = other.pathOf({ name: 'Gone' });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file);
    expect((await admin.client.validateArchive()).result.unarchivedCount).toBe(1);
    rmSync(path);
  });

  test('asks before it archives very many books, and does as it is told', async () => {
    await using other = await startLibrary();
    const admin = await other.server.signUp('admin');
    const many = Array.from({ length: 12 }, (_, index) => ({ name: `Gone ${index}` }));
    const manager = await other.server.signUp('manager', ['user']);
    await other.grant(manager.id, 'books.manage');
    await other.add({ name: 'Here', file }, { name: 'Hidden and gone', tags: ['Magic'] }, ...many);
    const seen = await manager.client.validateArchive();
    expect(seen.result).toMatchObject({ archivedCount: 0, archivedBooks: [], pendingCount: 12 });
    const { scanId, result, warnings } = await admin.client.validateArchive();
    expect(result).toMatchObject({ archivedCount: 0, archivedBooks: [], pendingCount: 13 });
    expect(warnings).toMatchObject([{ code: 'MANY_MISSING', library: 'library' }]);
    const confirm = ['POST', `/admin/scans/${scanId}/confirm`, { action: 'archive' }] as const;
    expect(await ask(other.server, admin, confirm)).toMatchObject({
      status: 200,
      body: { success: true, message: 'Missing books archived', archivedCount: 13, scan: { pending: null } },
    });
    expect(await ask(other.server, admin, confirm)).toMatchObject({
      status: 409,
      body: { code: 'NOTHING_TO_CONFIRM', error: 'Nothing to confirm for this scan' },
    });
  });

  test('needs a library', async () => {
    await using other = await startTestServer();
    const admin = await other.signUp('admin');
    expect(await ask(other, admin, ['POST', '/books/archive/validate'])).toMatchObject({
      status: 400,
      body: { code: 'NO_LIBRARY', error: 'No library directories configured' },
    });
  });

  test('needs books.manage, everywhere and not for one book', async () => {
    const [id = 0] = await library.add({ name: 'Five' });
    await library.grant(reader.id, 'books.manage', id);
    expect(await ask(server, reader, ['POST', '/books/archive/validate'])).toMatchObject({
      status: 403,
      body: { code: 'PERMISSION_DENIED', error: 'Permission denied: books.manage required' },
    });
    expect((await ask(server, reader, ['POST', `/books/${id}/archive`])).status).toBe(200);
  });
});
