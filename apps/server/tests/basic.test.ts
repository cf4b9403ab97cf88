import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { password, startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ env: { DUST_LIMIT_SIGN_INS: '3' } });
  await server.signUp('ann');
});
afterEach(() => server[Symbol.asyncDispose]());

/** No such book: whoever is let in is told so. */
const inside = '/opds/books/999/pages';

function basic(login: string, secret = password): string {
  return `Basic ${Buffer.from(`${login}:${secret}`).toString('base64')}`;
}

async function ask(authorization: string | undefined, url = inside, method: 'GET' | 'HEAD' = 'GET') {
  return server.inject({ method, url, headers: authorization === undefined ? {} : { authorization } });
}

const challenges = ['Basic realm="dust", charset="UTF-8"', 'Bearer realm="dust"'];

describe('under /opds', () => {
  test.each(['ann', 'ANN@example.org'])('%s comes in with the password of the account', async (login) => {
    expect((await ask(basic(login))).json().code).toBe('BOOK_NOT_FOUND');
  });

  test('a token is as good', async () => {
    const { token } = await server.client().login({ body: { email: 'ann@example.org', password } });
    expect((await ask(`Bearer ${token}`)).json().code).toBe('BOOK_NOT_FOUND');
  });

  test.each([
    ['nothing', undefined, 'AUTHENTICATION_REQUIRED'],
    ['a wrong password', basic('ann', 'wrong horse'), 'INVALID_CREDENTIALS'],
    ['an unknown name', basic('bob'), 'INVALID_CREDENTIALS'],
    ['no colon', `Basic ${Buffer.from('ann').toString('base64')}`, 'INVALID_CREDENTIALS'],
    ['bad base64', 'Basic %%%', 'INVALID_CREDENTIALS'],
    ['bytes that are no text', 'Basic /zph', 'INVALID_CREDENTIALS'],
    ['a megabyte', basic('ann', 'x'.repeat(1_000_000)), 'INVALID_CREDENTIALS'],
    ['a forged token', 'Bearer a.b.c', 'INVALID_TOKEN'],
    ['another scheme', 'Digest username="ann"', 'AUTHENTICATION_REQUIRED'],
  ])('%s is refused, and told how to sign in', async (_, authorization, code) => {
    const answer = await ask(authorization);
    expect([answer.statusCode, answer.json().code]).toEqual([401, code]);
    expect(answer.headers['www-authenticate']).toEqual(challenges);
    expect(answer.headers['link']).toBe(
      '<http://localhost:80/opds/authentication>; rel="http://opds-spec.org/auth/document"; type="application/opds-authentication+json"',
    );
  });

  test('HEAD is told the same', async () => {
    const answer = await ask(undefined, inside, 'HEAD');
    expect([answer.statusCode, answer.body]).toEqual([401, '']);
    expect(answer.headers['www-authenticate']).toEqual(challenges);
  });

  test('failures count as failed sign-ins, there and everywhere', async () => {
    for (let tries = 0; tries < 3; tries += 1) await ask(basic('ann', `wrong ${tries}`));
    const answer = await ask(basic('ann'));
    expect([answer.statusCode, answer.json().code]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.headers['www-authenticate']).toBeUndefined();
  });

  test('what needs no sign-in asks for none', async () => {
    expect((await ask('Basic %%%', '/opds/nothing')).json().code).toBe('NOT_FOUND');
  });

  test('a deactivated user stays out, though the password was good a moment ago', async () => {
    const { id } = await server.signUp('bob');
    expect((await ask(basic('bob'))).statusCode).toBe(404);
    await server.services.db.updateTable('users').set({ is_active: 0 }).where('id', '=', id).execute();
    expect((await ask(basic('bob'))).statusCode).toBe(401);
  });

  test('permissions are asked for as everywhere', async () => {
    await server.signUp('eve', []);
    expect((await ask(basic('eve'))).json()).toMatchObject({
      error: 'Permission denied: books.read required',
      code: 'PERMISSION_DENIED',
    });
  });
});

describe('the authentication document', () => {
  const url = '/opds/authentication';

  test('needs no sign-in and offers Basic', async () => {
    const answer = await ask(undefined, url);
    expect(answer.headers['content-type']).toBe('application/opds-authentication+json');
    expect(answer.json()).toMatchObject({
      id: 'http://localhost:80/opds/authentication',
      title: 'Dust',
      authentication: [
        {
          type: 'http://opds-spec.org/auth/basic',
          labels: { login: 'E-mail or user name', password: 'Password or app password' },
        },
      ],
    });
  });

  test('takes no notice of wrong credentials', async () => {
    expect((await ask(basic('ann', 'wrong'), url)).statusCode).toBe(200);
    expect((await ask(undefined, '/opds/v1.2/authentication')).statusCode).toBe(200);
  });

  test('has the public address of the server', async () => {
    await using behind = await startTestServer({
      env: { DUST_PUBLIC_URL: 'https://books.example.org/dust/' },
    });
    const { headers } = await behind.inject({ url: inside });
    expect(headers['link']).toContain('<https://books.example.org/dust/opds/authentication>');
    expect((await behind.inject({ url })).json().id).toBe(
      'https://books.example.org/dust/opds/authentication',
    );
  });
});

describe('elsewhere', () => {
  test.each(['/books/999/pages', '/profile', '/books', '/opdsbooks', '/books/opds'])(
    '%s knows nothing of passwords',
    async (url) => {
      const [withPassword, without] = [await ask(basic('ann'), url), await ask(undefined, url)];
      expect(withPassword.statusCode).toBe(without.statusCode);
      expect(withPassword.json().code).toBe(without.json().code);
      expect(String(withPassword.headers['www-authenticate'])).not.toContain('Basic');
    },
  );
});

describe('the older address of the catalogue', () => {
  test.each([
    '/opds/v1.2/books/999/pages',
    '//opds//v1.2//books/999/pages/',
    'http://dust.test/opds/v1.2/books/999/pages?x=/opds/v1.2',
  ])('%s is the same place', async (url) => {
    expect((await ask(basic('ann'), url)).json().code).toBe('BOOK_NOT_FOUND');
  });

  test.each([
    '/opds/v1.20/books/999/pages',
    '/opds/v1.2x',
    '/opds/v1.1/books/999/pages',
    '/x/opds/v1.2/books',
  ])('%s is none', async (url) => {
    expect((await ask(basic('ann'), url)).json().code).toBe('NOT_FOUND');
  });
});
