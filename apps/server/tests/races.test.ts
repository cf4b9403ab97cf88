import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shelve } from './shelf.ts';
import { password, startTestServer, type SignedIn, type TestServer } from './test-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'dust-races-'));

let server: TestServer;
let admin: SignedIn;
let reader: SignedIn;
let bookId: number;
beforeAll(async () => {
  server = await startTestServer({
    env: { DUST_DIRS: folder, DUST_LIMIT_SIGN_INS: '0', DUST_LIMIT_FAILURES: '0' },
  });
  admin = await server.signUp('admin');
  reader = await server.signUp('reader');
  writeFileSync(join(folder, 'book.epub'), 'book');
  bookId = await shelve(server.services, { path: join(folder, 'book.epub'), format: 'epub' });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Sends the same request many times at once; returns how often each status came back. */
async function race(options: InjectOptions, times = 8): Promise<Readonly<Record<string, number>>> {
  const answers = await Promise.all(Array.from({ length: times }, () => server.inject({ ...options })));
  const counts: Record<string, number> = {};
  for (const { statusCode } of answers) counts[statusCode] = (counts[statusCode] ?? 0) + 1;
  return counts;
}

const as = ({ headers }: SignedIn) => ({ headers });

test('of equal accounts, tags and roles made at once there is one', async () => {
  const account = { email: 'same@example.org', password, display_name: 'Same' };
  expect(await race({ method: 'POST', url: '/auth/register', payload: account })).toEqual({ 201: 1, 409: 7 });
  const named = { username: 'one', email: 'one@example.org', password, roles: ['user'] };
  expect(await race({ method: 'POST', url: '/admin/users', payload: named, ...as(admin) })).toEqual({
    201: 1,
    409: 7,
  });
  const tag = { name: 'Raced', category: 'mood' };
  expect(await race({ method: 'POST', url: '/tags', payload: tag, ...as(admin) })).toEqual({
    201: 1,
    409: 7,
  });
  const role = { name: 'raced', permissions: ['books.read'] };
  expect(await race({ method: 'POST', url: '/admin/roles', payload: role, ...as(admin) })).toEqual({
    201: 1,
    409: 7,
  });
});

test('accounts without a user name registered at once each get one of their own', async () => {
  const answers = await Promise.all(
    ['org', 'net', 'com', 'edu'].map((end) =>
      server.inject({
        method: 'POST',
        url: '/auth/register',
        payload: { email: `twin@example.${end}`, password, display_name: 'Twin' },
      }),
    ),
  );
  const names = answers.map((answer) => answer.json().username);
  expect(new Set(names)).toEqual(new Set(['twin', 'twin2', 'twin3', 'twin4']));
});

test('an invitation used by many at once makes one account', async () => {
  const { token } = await admin.client.createInvitation({ body: { email: 'guest@example.org' } });
  const payload = { email: 'guest@example.org', password, display_name: 'Guest', invitation_token: token };
  const counts = await race({ method: 'POST', url: '/auth/register', payload });
  expect(counts[201]).toBe(1);
  expect((counts[400] ?? 0) + (counts[409] ?? 0)).toBe(7);
});

test('a tag put on a book many times at once is on it once', async () => {
  await admin.client.createTag({ body: { name: 'Once', category: 'mood' } });
  const url = `/books/${bookId}/tags`;
  expect(await race({ method: 'POST', url, payload: { tagName: 'Once' }, ...as(admin) })).toEqual({
    200: 1,
    409: 7,
  });
});

test('progress saved, reset and completed at once always answers', async () => {
  const url = `/books/${bookId}/progress`;
  const payload = { current_page: 5, total_pages: 9 };
  const counts = await Promise.all([
    race({ method: 'PUT', url, payload, ...as(reader) }),
    race({ method: 'DELETE', url, ...as(reader) }),
    race({ method: 'POST', url: `${url}/complete`, ...as(reader) }),
    race({ method: 'POST', url: `${url}/start`, ...as(reader) }),
    race({ method: 'GET', url, ...as(reader) }),
  ]);
  expect(counts).toEqual([{ 200: 8 }, { 200: 8 }, { 200: 8 }, { 200: 8 }, { 200: 8 }]);
});

test('a book archived and brought back at once answers every time', async () => {
  const url = `/books/${bookId}/archive`;
  const counts = await Promise.all([
    race({ method: 'POST', url, payload: {}, ...as(admin) }),
    race({ method: 'DELETE', url, ...as(admin) }),
  ]);
  for (const count of counts) expect(Object.keys(count).every((status) => Number(status) < 500)).toBe(true);
});

test('of two administrators who put each other out at once, one stays', async () => {
  await using small = await startTestServer();
  const [one, two] = [await small.signUp('one'), await small.signUp('two', ['admin', 'user'])];
  const answers = await Promise.all([
    small.inject({ method: 'DELETE', url: `/admin/users/${two.id}`, headers: one.headers }),
    small.inject({ method: 'DELETE', url: `/admin/users/${one.id}`, headers: two.headers }),
  ]);
  expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
  expect(answers.every(({ statusCode }) => statusCode < 500)).toBe(true);
});

test('a password changed twice at once is changed once', async () => {
  const who = await server.signUp('hasty');
  const answers = await Promise.all(
    ['first password', 'second password'].map((newPassword) =>
      server.inject({
        method: 'PUT',
        url: '/profile/password',
        headers: who.headers,
        payload: { currentPassword: password, newPassword },
      }),
    ),
  );
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200, 403]));
});

test('somebody signed out many times at once is told so every time', async () => {
  const who = await server.signUp('leaver');
  expect(await race({ method: 'POST', url: '/auth/logout', ...as(who) })).toEqual({ 200: 8 });
  expect(await race({ url: '/profile', ...as(who) })).toEqual({ 401: 8 });
});

test('no sign-in with the old password outlives its change, however close the two are', async () => {
  const email = 'changing@example.org';
  await server.signUp('changing');
  let current = password;
  for (const newPassword of Array.from({ length: 10 }, (_, round) => `password ${round}`)) {
    const { token } = await server.client().login({ body: { email, password: current } });
    const tokens: string[] = [];
    const state = { isChanged: false };
    const signInUntilChanged = async (): Promise<void> => {
      while (!state.isChanged) {
        const body = { email, password: current };
        const answer = await server.inject({ method: 'POST', url: '/auth/login', payload: body });
        if (answer.statusCode === 200) tokens.push(answer.json().token);
      }
    };
    const change = server
      .client(token)
      .changePassword({ body: { currentPassword: current, newPassword } })
      .finally(() => {
        state.isChanged = true;
      });
    await Promise.all([change, ...Array.from({ length: 6 }, signInUntilChanged)]);
    for (const one of tokens) {
      const headers = { authorization: `Bearer ${one}` };
      expect((await server.inject({ url: '/profile', headers })).statusCode).toBe(401);
    }
    current = newPassword;
  }
});
