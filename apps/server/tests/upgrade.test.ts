import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { apiTime, EarlierHome, type Row } from './earlier/earlier-home.ts';
import { earlierToken, holderOfToken } from './earlier/earlier-token.ts';
import { livedIn2025, longPassword } from './earlier/lived-in-2025.ts';
import type { SignedIn, TestServer } from './test-server.ts';

const live = earlierToken(1, 3600);
const other = earlierToken(1, 3601);
const expired = earlierToken(1, -60);
const forged = earlierToken(1, 3602, 'another secret');
const tokens = [live, live, other, expired, forged].map(({ insert }) => insert).join('\n');

let home: EarlierHome;
let server: TestServer;
const log: Row[] = [];
beforeAll(async () => {
  home = new EarlierHome('2025-populated', livedIn2025 + tokens);
  server = await home.start({ onLog: (line) => log.push(JSON.parse(line)) });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

/** The passwords of the populated file, by user id. */
const passwords = new Map([
  [4, ''],
  [5, 'x'],
  [8, longPassword],
]);
const passwordOf = (id: unknown): string => passwords.get(Number(id)) ?? 'secret1';

const login = (email: unknown, password: string) =>
  ask(server, undefined, ['POST', '/auth/login', { email, password }]);

const holderOf = (token: string): SignedIn => holderOfToken(server, { userId: 1, token });

test('the server is ready, and the log tells of the upgrade and of accounts without a password', async () => {
  expect(await ask(server, undefined, ['GET', '/health/ready'])).toMatchObject({ status: 200 });
  const [backup = ''] = home.backups;
  expect(backup).toMatch(/^dust\.db\.2025-\d{8}T\d{6}Z\.bak$/);
  expect(log).toMatchObject([
    { level: 30, format: '2025', backup: join(home.folder, backup), hasAdministrator: true },
    { level: 40, userIds: [6], msg: expect.stringContaining('no usable password') },
  ]);
  expect(JSON.stringify(log)).not.toContain('secret1');
  expect(readFileSync(join(home.folder, backup))).toEqual(readFileSync(join(home.folder, 'before.db')));
});

describe('accounts', () => {
  test('everybody signs in with the old password and the e-mail in any case, and is who they were', async () => {
    const users = home.before('SELECT * FROM users WHERE id NOT IN (6, 7) ORDER BY id');
    expect(users).toHaveLength(6);
    for (const user of users) {
      const { status, body } = await login(String(user['email']).toUpperCase(), passwordOf(user['id']));
      expect({ status, body }).toMatchObject({
        status: 200,
        body: {
          user: {
            id: user['id'],
            email: user['email'],
            username: user['username'],
            displayName: user['display_name'],
            is_active: true,
            created_at: apiTime(user['created_at']),
            roles: rolesBefore(user['id']),
          },
        },
      });
    }
  });

  test.each([
    ['a@x.org', 'secret2'],
    ['', 'x'],
    ['notanemail', ''],
    ['plain@x.org', 'secret1'],
    ['left@x.org', 'secret1'],
  ])('%j with %j is refused', async (email, password) => {
    expect(await login(email, password)).toMatchObject({
      status: 401,
      body: { code: 'INVALID_CREDENTIALS' },
    });
  });

  test('the administrator administers, and gives a new password to an account without a usable one', async () => {
    const admin = holderOf(other.token);
    const { users } = await admin.client.listUsers({});
    expect(users.map(({ id, roles, is_active: isActive }) => ({ id, roles, isActive }))).toEqual(
      home.before('SELECT id, is_active FROM users ORDER BY id').map((user) => ({
        id: user['id'],
        roles: rolesBefore(user['id']),
        isActive: user['is_active'] !== 0,
      })),
    );
    expect(users.filter((user) => user.is_admin).map(({ id }) => id)).toEqual([1]);
    await admin.client.setUserPassword({ params: { id: 6 }, body: { password: 'new password' } });
    expect(await login('plain@x.org', 'new password')).toMatchObject({ status: 200 });
  });

  test('roles and direct grants work as before', async () => {
    const bob = await server.client().login({ body: { email: 'b@x.org', password: 'secret1' } });
    expect(bob.user.permissions).toContain('books.write');
    const carl = await server.client().login({ body: { email: 'bb@y.org', password: 'secret1' } });
    expect(carl.user.permissions).toContain('content.nsfw');
    expect(carl.user.permissions).not.toContain('books.write');
    const { roles } = await holderOf(other.token).client.listRoles({});
    expect(roles).toContainEqual(expect.objectContaining({ id: 4, name: 'friends' }));
    expect(roles).toContainEqual(expect.objectContaining({ id: 5, name: 'curators' }));
  });
});

describe('tokens of before', () => {
  test('a live one works until its holder signs out', async () => {
    const ann = holderOf(live.token);
    expect(await ann.client.getProfile({})).toMatchObject({ id: 1, email: 'a@x.org' });
    await ann.client.logout({});
    expect(await ask(server, ann, ['GET', '/profile'])).toMatchObject({ status: 401 });
    expect(await holderOf(other.token).client.getProfile({})).toMatchObject({ id: 1 });
  });

  test('an expired one and one of another secret do not work', async () => {
    expect(await ask(server, holderOf(expired.token), ['GET', '/profile'])).toMatchObject({
      status: 401,
      body: { code: 'TOKEN_EXPIRED' },
    });
    expect(await ask(server, holderOf(forged.token), ['GET', '/profile'])).toMatchObject({ status: 401 });
  });

  test('none is left in the file', () => {
    const bytes = [home.file, `${home.file}-wal`].map((file) => readFileSync(file, 'latin1')).join('');
    for (const { token } of [live, other, expired]) expect(bytes).not.toContain(token.slice(-40));
    expect(home.now(`SELECT * FROM sessions WHERE session_token NOT LIKE 'sha256:%'`)).toEqual([]);
  });
});

/** Names of the roles a user had, by role id. */
function rolesBefore(userId: unknown): unknown[] {
  return home
    .before(
      `SELECT roles.name FROM user_roles JOIN roles ON roles.id = role_id WHERE user_id = ${Number(userId)} ORDER BY roles.id`,
    )
    .map(({ name }) => name);
}
