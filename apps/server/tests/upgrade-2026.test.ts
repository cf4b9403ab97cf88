import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { pngOf } from './book-files.ts';
import { apiTime, EarlierHome, type Row } from './earlier/earlier-home.ts';
import { libraryIn, writeBookFile } from './earlier/library-files.ts';
import { livedIn2026, longPassword2026, password2026 } from './earlier/lived-in-2026.ts';
import { scanNow } from './earlier/scan-now.ts';
import type { TestServer } from './test-server.ts';

let home: EarlierHome;
let server: TestServer;
const log: Row[] = [];
beforeAll(async () => {
  home = new EarlierHome('2026-fresh');
  const library = libraryIn(home.folder);
  home.change(livedIn2026(library));
  for (const { file_path: path } of home.before('SELECT file_path FROM books'))
    await writeBookFile(String(path));
  writeFileSync(join(library, 'Jane Austen/Emma/front.png'), await pngOf());
  server = await home.start({
    env: { DUST_DIRS: library, DUST_EXTERNAL_METADATA: 'off' },
    onLog: (line) => log.push(JSON.parse(line)),
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

const login = async (email: string, password = password2026) =>
  (await server.client().login({ body: { email, password } })).user;

async function clientOf(email: string) {
  const { token } = await server.client().login({ body: { email, password: password2026 } });
  return server.client(token);
}

test('the log tells of the upgrade, of rows that pointed to nothing, of passwords and of lost roles', () => {
  expect(home.backups).toEqual([expect.stringMatching(/^dust\.db\.2026-\d{8}T\d{6}Z\.bak$/)]);
  expect(log).toMatchObject([
    { level: 30, format: '2026', hasAdministrator: true },
    { level: 40, rows: 2 },
    { level: 40, userIds: [4] },
    { level: 40, userIds: [2] },
  ]);
});

test('who administered does so, and everybody else reads', async () => {
  const ann = await login('ANN@x.org');
  expect(ann).toMatchObject({ id: 1, username: 'Ann', displayName: 'Ann', roles: ['admin', 'user'] });
  expect(ann.permissions).toContain('admin.full');
  const bob = await login('bob@X.org');
  expect(bob).toMatchObject({ id: 2, email: 'Bob@x.org', username: 'ann2', displayName: 'ann' });
  expect(bob).toMatchObject({ roles: ['user'], permissions: ['books.read', 'genres.read'] });
  const carl = await login('carl@x.org', longPassword2026);
  expect(carl).toMatchObject({ id: 3, username: 'carl', displayName: 'carl' });
  expect(carl.created_at).toBe('2026-01-03T00:00:01Z');
});

test.each([
  ['carl@x.org', longPassword2026.slice(0, 99)],
  ['dora@x.org', 'not a hash'],
  ['ann@x.org', 'y'],
])('%s with %j is refused', async (email, password) => {
  const answer = await ask(server, undefined, ['POST', '/auth/login', { email, password }]);
  expect(answer).toMatchObject({ status: 401, body: { code: 'INVALID_CREDENTIALS' } });
});

test('tokens of before do not work, and the sign-up mode is kept', async () => {
  const headers = { authorization: 'Bearer aaaabbbbccccdddd' };
  expect((await server.inject({ url: '/profile', headers })).statusCode).toBe(401);
  expect(await server.client().getAuthSettings({})).toEqual({ auth_flow: 'invitation' });
});

test('fractions are percentages, and nothing else of a reading place changes', async () => {
  const { progress } = await (await clientOf('ann@x.org')).listProgress({});
  const before = home.before(`
    SELECT id, book_id, current_page, total_pages, round(percentage_complete * 100, 2) AS percentage_complete, last_read_at, created_at
    FROM reading_progress WHERE user_id = 1 AND book_id <> 70 ORDER BY last_read_at DESC
  `);
  expect(progress).toEqual(
    before.map((row) =>
      expect.objectContaining({
        ...row,
        last_read_at: apiTime(row['last_read_at']),
        created_at: apiTime(row['created_at']),
      }),
    ),
  );
  expect(progress.map((row) => row.percentage_complete)).toEqual([100, 50, 6]);
});

test('archived books are archived by hand, and times in seconds are texts', async () => {
  const { books } = await (await clientOf('ann@x.org')).listArchivedBooks({});
  expect(books).toMatchObject([
    { id: 7, archived_at: '2026-02-01T00:00:00Z', archive_reason: 'File not found' },
  ]);
  expect(home.now('SELECT archive_kind FROM books WHERE id = 7')).toEqual([{ archive_kind: 'manual' }]);
  expect(home.now('SELECT DISTINCT applied_at FROM book_tags WHERE applied_by = 1')).toEqual([
    { applied_at: '2026-01-01 00:00:00' },
  ]);
});

test('the seeded tags are added, and those of before keep ids and colours', async () => {
  const { tags } = await (await clientOf('ann@x.org')).listTags({});
  expect(tags).toHaveLength(40);
  expect(tags).toContainEqual(expect.objectContaining({ id: 1, name: 'To read', color: '#123456' }));
  expect(tags).toContainEqual(expect.objectContaining({ id: 12, name: 'NSFW', color: '#654321' }));
});

test('the first scan adds, archives and renames nothing; it gives tags, covers and authors to who had none', async () => {
  const ann = await clientOf('ann@x.org');
  expect(await scanNow(ann)).toMatchObject({
    status: 'completed',
    books_found: 4,
    books_added: 0,
    books_archived: 0,
    books_moved: 0,
    books_unarchived: 0,
    errors: 0,
  });
  const kept = 'SELECT id, name, file_path, isbn, status, archived_at, created_at FROM books ORDER BY id';
  expect(home.now(kept)).toEqual(home.before(kept));
  const { books } = await ann.listBooks({ query: { sort: 'name' } });
  expect(books.map((book) => [book.name, book.author.name])).toEqual([
    ['Emma', 'Jane Austen'],
    ['Hidden', 'Jane Austen'],
    ['Nameless', 'Somebody Else'],
  ]);
  const emma = books[0];
  expect(emma?.tags.map(({ name }) => name)).toEqual(expect.arrayContaining(['EPUB', 'To read']));
  expect(emma?.tags.map(({ name }) => name)).not.toContain('New Addition');
  const cover = await server.inject({ url: `/${emma?.cover_image_path ?? ''}` });
  expect([cover.statusCode, cover.headers['content-type']]).toEqual([200, 'image/png']);
});
