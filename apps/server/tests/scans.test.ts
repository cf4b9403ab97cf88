import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeSampleLibrary } from './shelf.ts';
import { startTestServer, type SignedIn, type TestServer } from './test-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'dust-scans-'));
const library = join(folder, 'library');

let server: TestServer;
let librarian: SignedIn;
let reader: SignedIn;
beforeAll(async () => {
  writeSampleLibrary(library);
  server = await startTestServer({ env: { DUST_DIRS: `${library},${join(folder, 'gone')}` } });
  await server.signUp('admin');
  librarian = await server.signUp('librarian', ['librarian']);
  reader = await server.signUp('reader');
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const scan = (who: SignedIn, query = '', payload?: object) =>
  server.inject({
    method: 'POST',
    url: `/admin/scan${query}`,
    headers: who.headers,
    ...(payload === undefined ? {} : { payload }),
  });

async function scanAndWait() {
  return (await scan(librarian, '?wait=true')).json().scan;
}

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

test('a scan that is waited for reports what it found', async () => {
  const answer = await scan(librarian, '?wait=true', { mode: 'full' });
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({
    success: true,
    message: 'Library scan completed',
    scanId: 1,
    results: {
      books_found: 12,
      books_added: 12,
      books_updated: 0,
      errors: expect.any(Number),
      directories_scanned: 1,
    },
    scan: {
      id: 1,
      status: 'completed',
      trigger: 'manual',
      mode: 'full',
      requested_by: librarian.id,
      started_at: time,
      finished_at: time,
      duration_ms: expect.any(Number),
      directories_scanned: 1,
      books_found: 12,
      books_added: 12,
      books_updated: 0,
      books_moved: 0,
      books_archived: 0,
      books_unarchived: 0,
      files_quarantined: 0,
      errors: expect.any(Number),
      warnings: [
        {
          code: 'LIBRARY_UNREACHABLE',
          library: 'gone',
          message: expect.any(String),
          count: expect.any(Number),
        },
      ],
      pending: null,
      progress: null,
    },
  });
  expect(answer.body).not.toContain(folder);
});

test('a scan that is not waited for is begun, and others join it', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => scan(librarian, '', { mode: 'full' })));
  const { scanId } = answers[0]?.json() ?? {};
  for (const answer of answers) {
    expect(answer.statusCode).toBe(202);
    expect(answer.headers['location']).toBe(`/admin/scans/${scanId}`);
  }
  const message = 'Library scan already running';
  const bodies = answers.map((answer) => answer.json());
  expect(bodies.filter((body) => body.message === 'Library scan started')).toHaveLength(1);
  expect(bodies.filter((body) => body.message !== 'Library scan started')).toEqual([
    { success: true, scanId, message },
    { success: true, scanId, message },
  ]);
  const waited = await scan(librarian, '?wait=true');
  expect(waited.json()).toMatchObject({ success: true, scanId });
  const { scan: report } = await librarian.client.getScan({ params: { id: scanId } });
  expect(report).toMatchObject({ id: scanId, status: 'completed', mode: 'full', books_added: 0 });
});

test('scans are listed newest first, a page at a time', async () => {
  await scanAndWait();
  const all = await librarian.client.listScans({});
  const ids = all.scans.map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted((a, b) => b - a));
  expect(all).toMatchObject({ total: ids.length, nextCursor: null });
  const page = await server.inject({ url: '/admin/scans?limit=1', headers: librarian.headers });
  expect(page.json().scans).toHaveLength(1);
  expect(page.headers['link']).toMatch(/^<http:\/\/[^>]+\/admin\/scans\?[^>]+>; rel="next"$/);
  const next = await librarian.client.listScans({ query: { limit: 1, cursor: page.json().nextCursor } });
  expect(next.scans[0]?.id).toBe(ids[1]);
});

test('files with problems are listed with the reason, until they are mended or gone', async () => {
  const files = {
    'empty.epub': '',
    'garbage.pdf': 'no PDF at all',
    'truncated.epub': 'PK\u0003\u0004 and no more',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(library, name), text);
  expect(await scanAndWait()).toMatchObject({ status: 'completed', files_quarantined: 3 });
  const answer = await server.inject({ url: '/admin/quarantine', headers: librarian.headers });
  const { files: listed, total, nextCursor } = answer.json();
  expect({ total, nextCursor }).toEqual({ total: 3, nextCursor: null });
  expect(
    Object.fromEntries(listed.map((one: { filepath: string; reason: string }) => [one.filepath, one.reason])),
  ).toEqual({
    'empty.epub': 'EMPTY',
    'garbage.pdf': expect.stringMatching(/^(CORRUPT|UNREADABLE|TYPE_MISMATCH)$/),
    'truncated.epub': expect.stringMatching(/^(CORRUPT|UNREADABLE)$/),
  });
  expect(listed[0]).toMatchObject({
    id: expect.any(Number),
    library: 'library',
    file_format: expect.any(String),
    file_size: expect.any(Number),
    message: expect.stringMatching(/\S/),
    first_seen_at: time,
    last_seen_at: time,
  });
  expect(answer.body).not.toContain(folder);
  for (const name of Object.keys(files)) rmSync(join(library, name));
  await scanAndWait();
  expect((await librarian.client.listQuarantine({})).total).toBe(0);
});

test('a library that cannot be reached costs no book', async () => {
  const before = (await reader.client.listBooks({})).total;
  renameSync(library, `${library}-away`);
  const report = await scanAndWait();
  renameSync(`${library}-away`, library);
  expect(report).toMatchObject({ books_archived: 0, pending: null });
  expect(report.warnings.map(({ code }: { code: string }) => code)).toContain('LIBRARY_UNREACHABLE');
  expect((await reader.client.listBooks({})).total).toBe(before);
});

test('when much of a library is missing a scan asks, and does as it is told', async () => {
  const before = (await reader.client.listBooks({})).total;
  const away = join(folder, 'away');
  renameSync(join(library, 'books'), away);
  const asking = await scanAndWait();
  expect(asking).toMatchObject({
    status: 'needs_confirmation',
    pending: { missing: before - 2, of: before },
  });
  const decide = (action: string, id: number = asking.id) =>
    server.inject({
      method: 'POST',
      url: `/admin/scans/${id}/confirm`,
      headers: librarian.headers,
      payload: { action },
    });
  expect((await decide('burn')).json()).toMatchObject({ error: 'Invalid request', code: 'VALIDATION_ERROR' });
  expect((await decide('keep', 99_999)).json()).toMatchObject({
    error: 'Scan not found',
    code: 'SCAN_NOT_FOUND',
  });
  expect((await decide('keep')).json()).toMatchObject({
    success: true,
    message: 'Missing books kept',
    archivedCount: 0,
  });
  expect((await decide('archive')).json()).toMatchObject({
    error: 'Nothing to confirm for this scan',
    code: 'NOTHING_TO_CONFIRM',
  });
  const again = await scanAndWait();
  expect((await decide('archive', again.id)).json()).toMatchObject({
    message: 'Missing books archived',
    archivedCount: before - 2,
  });
  expect((await reader.client.listBooks({})).total).toBe(2);
  renameSync(away, join(library, 'books'));
  expect(await scanAndWait()).toMatchObject({ books_unarchived: before - 2 });
  expect((await reader.client.listBooks({})).total).toBe(before);
});

test.each([
  ['x', 400, 'INVALID_ID', 'Invalid scan ID'],
  ['0', 400, 'INVALID_ID', 'Invalid scan ID'],
  ['99999', 404, 'SCAN_NOT_FOUND', 'Scan not found'],
])('the scan %s is not there', async (id, status, code, error) => {
  const answer = await server.inject({ url: `/admin/scans/${id}`, headers: librarian.headers });
  expect(answer.statusCode).toBe(status);
  expect(answer.json()).toMatchObject({ code, error });
});

test('a mode that is none is refused, and nothing starts', async () => {
  const before = (await librarian.client.listScans({})).total;
  expect((await scan(librarian, '', { mode: 'slow' })).json()).toMatchObject({ code: 'VALIDATION_ERROR' });
  expect((await scan(librarian, '?wait=perhaps')).json()).toMatchObject({ code: 'VALIDATION_ERROR' });
  expect((await librarian.client.listScans({})).total).toBe(before);
});

test('who may not manage books learns nothing of scans', async () => {
  for (const [method, url] of [
    ['POST', '/admin/scan'],
    ['GET', '/admin/scans'],
    ['GET', '/admin/scans/1'],
    ['POST', '/admin/scans/1/confirm'],
    ['GET', '/admin/quarantine'],
  ] as const) {
    const answer = await server.inject({ method, url, headers: reader.headers });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({
      error: 'Permission denied: books.manage required',
      code: 'PERMISSION_DENIED',
    });
    expect((await server.inject({ method, url })).statusCode).toBe(401);
  }
});

test('without a library there is nothing to scan', async () => {
  await using bare = await startTestServer();
  const { headers } = await bare.signUp('admin');
  const answer = await bare.inject({ method: 'POST', url: '/admin/scan', headers });
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ error: 'No library directories configured', code: 'NO_LIBRARY' });
});
