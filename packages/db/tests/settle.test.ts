import { createHash } from 'node:crypto';
import { join } from 'node:path';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrateFile } from '../src/index.ts';
import { openFile, temporaryFolder } from './upgrade/earlier-files.ts';

function digestOf(token: string): string {
  return `sha256:${createHash('sha256').update(token).digest('hex')}`;
}

interface StoredSession {
  readonly session_token: string;
  readonly public_id: string;
  readonly expires_at: string;
}

/** The sessions of a file, by token, after an earlier server has run these statements on it and Dust has started again. */
function settled(statements: string): { readonly file: string; readonly sessions: StoredSession[] } {
  const file = join(temporaryFolder(), 'dust.db');
  migrateFile(file);
  const earlier = new BetterSqlite3(file);
  earlier.exec(
    `INSERT INTO users (id, username, display_name, email, password) VALUES (1, 'Ann', 'Ann', 'Ann@x.org', 'x')`,
  );
  earlier.exec(statements);
  earlier.close();
  migrateFile(file);
  return { file, sessions: sessionsOf(openFile(file)) };
}

function sessionsOf(database: Database): StoredSession[] {
  return database
    .prepare<[], StoredSession>(
      'SELECT session_token, public_id, expires_at FROM sessions ORDER BY session_token',
    )
    .all();
}

function insert(token: string, { expires = '2030-01-01', publicId = 'NULL' } = {}): string {
  return `INSERT INTO sessions (session_token, expires_at, user_id, public_id) VALUES ('${token}', '${expires}', 1, ${publicId});`;
}

const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
const token = `header.${Buffer.from('{"jti":"its-id"}').toString('base64url')}.signature`;

test('a token gives way to its digest, and its session takes the id that it names', () => {
  const { sessions } = settled(insert(token) + insert('no-jwt') + insert('also.no-json.x'));
  expect(sessions).toHaveLength(3);
  expect(sessions).toEqual(
    expect.arrayContaining([
      { session_token: digestOf(token), public_id: 'its-id', expires_at: '2030-01-01' },
      { session_token: digestOf('no-jwt'), public_id: uuid, expires_at: '2030-01-01' },
      { session_token: digestOf('also.no-json.x'), public_id: uuid, expires_at: '2030-01-01' },
    ]),
  );
});

test('equal tokens become one session, the one that lasts longest', () => {
  const { sessions } = settled(insert(token) + insert(token, { expires: '2031-01-01' }) + insert(token));
  expect(sessions).toEqual([
    { session_token: digestOf(token), public_id: 'its-id', expires_at: '2031-01-01' },
  ]);
});

test('a session that is known by its digest stays as it is when its token comes again', () => {
  const known = insert(digestOf(token), { publicId: `'present'` });
  const { sessions } = settled(known + insert(token, { expires: '2031-01-01' }));
  expect(sessions).toEqual([
    { session_token: digestOf(token), public_id: 'present', expires_at: '2030-01-01' },
  ]);
});

test('an id that another session has is not given twice', () => {
  const { sessions } = settled(insert(digestOf('other'), { publicId: `'its-id'` }) + insert(token));
  const idOf = (text: string): unknown =>
    sessions.find((one) => one.session_token === digestOf(text))?.public_id;
  expect([idOf('other'), idOf(token)]).toEqual(['its-id', uuid]);
});

test('a session without an id gets one', () => {
  expect(settled(insert(digestOf('x'))).sessions).toEqual([
    { session_token: digestOf('x'), public_id: uuid, expires_at: '2030-01-01' },
  ]);
});

test('once all is settled another start writes nothing', () => {
  const { file, sessions } = settled(insert(token) + insert('no-jwt'));
  const watching = new BetterSqlite3(file);
  const version = (): unknown => watching.pragma('data_version', { simple: true });
  const before = version();
  migrateFile(file);
  expect(version()).toBe(before);
  expect(sessionsOf(watching)).toEqual(sessions);
  watching.close();
});
