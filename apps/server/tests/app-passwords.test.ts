import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { password, startTestServer, type SignedIn, type TestServer } from './test-server.ts';

const lines: string[] = [];
let server: TestServer;
let ann: SignedIn;
let bob: SignedIn;
beforeEach(async () => {
  lines.length = 0;
  server = await startTestServer({ onLog: (line) => lines.push(line) });
  ann = await server.signUp('ann');
  bob = await server.signUp('bob');
});
afterEach(() => server[Symbol.asyncDispose]());

/** No such book: whoever is let in is told so. */
const inside = '/opds/books/999/pages';

function basic(login: string, secret: string): string {
  return `Basic ${Buffer.from(`${login}:${secret}`).toString('base64')}`;
}

async function codeOf(authorization: string, url = inside): Promise<string> {
  return (await server.inject({ url, headers: { authorization } })).json().code;
}

const made = (who: SignedIn, name = 'E-reader') => who.client.createAppPassword({ body: { name } });

describe('the app passwords of an account', () => {
  test('are listed without their text, which is told once', async () => {
    const tablet = await made(ann, ' Ann’s 平板 ');
    expect(tablet).toEqual({
      id: expect.any(Number),
      name: 'Ann’s 平板',
      created_at: expect.stringMatching(/Z$/),
      last_used_at: null,
      password: expect.stringMatching(/^\w{4}(-\w{4}){4}$/),
    });
    const { password: _, ...listed } = tablet;
    expect(await ann.client.listAppPasswords()).toEqual({ appPasswords: [listed] });
    expect(await bob.client.listAppPasswords()).toEqual({ appPasswords: [] });
  });

  test('are kept by no cache', async () => {
    const answer = await server.inject({
      method: 'POST',
      url: '/profile/app-passwords',
      headers: ann.headers,
      payload: { name: 'Phone' },
    });
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([201, 'no-store']);
  });

  test.each([[''], ['  '], ['x'.repeat(101)], ['a\u0000b'], [7], [null], [undefined]])(
    'cannot be called %j',
    async (name) => {
      const answer = await server.inject({
        method: 'POST',
        url: '/profile/app-passwords',
        headers: ann.headers,
        payload: { name },
      });
      expect(answer.json()).toMatchObject({
        code: 'VALIDATION_ERROR',
        error: 'Invalid name',
        details: [{ path: 'body.name' }],
      });
    },
  );

  test('are 50 at the most', async () => {
    for (let count = 0; count < 50; count += 1) await made(ann);
    await expect(made(ann)).rejects.toMatchObject({ status: 409, code: 'TOO_MANY_APP_PASSWORDS' });
    await made(bob);
  });

  test('are revoked by their owner alone', async () => {
    const { id, password: secret } = await made(ann);
    await expect(bob.client.revokeAppPassword({ params: { id } })).rejects.toMatchObject({
      status: 404,
      code: 'APP_PASSWORD_NOT_FOUND',
    });
    expect(await codeOf(basic('ann', secret))).toBe('BOOK_NOT_FOUND');
    await ann.client.revokeAppPassword({ params: { id } });
    expect(await codeOf(basic('ann', secret))).toBe('INVALID_CREDENTIALS');
    expect(await codeOf(`Bearer ${secret}`)).toBe('INVALID_TOKEN');
    await expect(ann.client.revokeAppPassword({ params: { id } })).rejects.toMatchObject({ status: 404 });
  });
});

describe('an app password', () => {
  test('lets its owner in under /opds, by name or as a token, however it is typed', async () => {
    const { password: secret } = await made(ann);
    for (const typed of [
      secret,
      secret.toUpperCase(),
      secret.replaceAll('-', ''),
      secret.replaceAll('-', ' '),
    ]) {
      expect(await codeOf(basic('Ann', typed))).toBe('BOOK_NOT_FOUND');
      expect(await codeOf(basic('ann@example.org', typed))).toBe('BOOK_NOT_FOUND');
    }
    expect(await codeOf(`Bearer ${secret}`)).toBe('BOOK_NOT_FOUND');
    expect(await codeOf(`Bearer ${secret}`, '/opds/v1.2/books/999/pages')).toBe('BOOK_NOT_FOUND');
  });

  test('does not let in anybody else', async () => {
    const { password: secret } = await made(ann);
    expect(await codeOf(basic('bob', secret))).toBe('INVALID_CREDENTIALS');
    expect(await codeOf(basic('nobody', secret))).toBe('INVALID_CREDENTIALS');
    expect(await codeOf(basic('', secret))).toBe('INVALID_CREDENTIALS');
    expect(await codeOf('Bearer 2222-3333-4444-5555-6666')).toBe('INVALID_TOKEN');
  });

  test.each(['/profile', '/books', '/books/999/pages', '/events', '/admin/users', '/profile/app-passwords'])(
    'is no token for %s',
    async (url) => {
      const { password: secret } = await made(ann);
      expect(await codeOf(`Bearer ${secret}`, url)).toBe('INVALID_TOKEN');
      expect(await codeOf(basic('ann', secret), url)).toBe('AUTHENTICATION_REQUIRED');
    },
  );

  test('does not sign in, nor confirm a change of password', async () => {
    const { password: secret } = await made(ann);
    for (const email of ['ann', 'ann@example.org']) {
      await expect(server.client().login({ body: { email, password: secret } })).rejects.toMatchObject({
        code: 'INVALID_CREDENTIALS',
      });
    }
    const body = { currentPassword: secret, newPassword: 'another one' };
    await expect(ann.client.changePassword({ body })).rejects.toMatchObject({
      code: 'INVALID_CURRENT_PASSWORD',
    });
  });

  test('may do what its owner may at the moment', async () => {
    const { password: secret } = await made(bob);
    expect(await codeOf(basic('bob', secret))).toBe('BOOK_NOT_FOUND');
    await ann.client.updateUser({ params: { id: bob.id }, body: { roles: [] } });
    expect(await codeOf(basic('bob', secret))).toBe('PERMISSION_DENIED');
    expect(await codeOf(`Bearer ${secret}`)).toBe('PERMISSION_DENIED');
  });

  test('outlives a change of the password, for it is revoked by itself', async () => {
    const { password: secret } = await made(bob);
    await bob.client.changePassword({ body: { currentPassword: password, newPassword: 'another one' } });
    await ann.client.setUserPassword({ params: { id: bob.id }, body: { password: 'a third one' } });
    expect(await codeOf(basic('bob', secret))).toBe('BOOK_NOT_FOUND');
  });

  test('ends with its account, and stays ended when that comes back', async () => {
    const { password: secret } = await made(bob);
    expect(await codeOf(basic('bob', secret))).toBe('BOOK_NOT_FOUND');
    await ann.client.deleteUser({ params: { id: bob.id } });
    expect(await codeOf(basic('bob', secret))).toBe('INVALID_CREDENTIALS');
    await ann.client.updateUser({ params: { id: bob.id }, body: { is_active: true } });
    expect(await codeOf(basic('bob', secret))).toBe('INVALID_CREDENTIALS');
    expect(await codeOf(`Bearer ${secret}`)).toBe('INVALID_TOKEN');
  });

  test('shows when it was used, to the minute', async () => {
    const { password: secret } = await made(ann);
    await codeOf(basic('ann', secret));
    await server.services.basic.flush();
    const { appPasswords } = await ann.client.listAppPasswords();
    expect(appPasswords[0]?.last_used_at).toMatch(/:00Z$/);
  });

  test('is written down nowhere: neither in the database nor in the log', async () => {
    const { password: secret } = await made(ann);
    await codeOf(basic('ann', secret));
    await codeOf(`Bearer ${secret}`, '/profile');
    const rows = await server.services.db.selectFrom('app_passwords').selectAll().execute();
    const written = JSON.stringify(rows) + lines.join('\n');
    for (const text of [secret, secret.replaceAll('-', '')]) expect(written).not.toContain(text);
  });
});

test('wrong app passwords count as failed sign-ins', async () => {
  await using strict = await startTestServer({ env: { DUST_LIMIT_FAILURES: '2' } });
  const guess = (authorization: string) => strict.inject({ url: inside, headers: { authorization } });
  expect((await guess('Bearer 2222-3333-4444-5555-6666')).statusCode).toBe(401);
  expect((await guess(basic('ann', '2222-3333-4444-5555-6667'))).statusCode).toBe(401);
  for (const authorization of ['Bearer 2222-3333-4444-5555-6668', basic('bob', 'x')]) {
    const answer = await guess(authorization);
    expect([answer.statusCode, answer.json().code]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  }
});
