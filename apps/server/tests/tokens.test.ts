import { createHmac, randomUUID } from 'node:crypto';
import { createSession, digestToken } from '@dust/auth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { password, startTestServer, type SignedIn, type TestServer } from './test-server.ts';

const secret = 'a secret for these tests';
const logged: string[] = [];
let nowMs = Date.parse('2024-05-01T12:00:00Z');
let server: TestServer;
let reader: SignedIn;
beforeAll(async () => {
  server = await startTestServer({
    env: { JWT_SECRET: secret },
    clock: () => new Date(nowMs),
    onLog: (line) => logged.push(line),
  });
  await server.signUp('admin');
  reader = await server.signUp('reader');
});
afterAll(() => server[Symbol.asyncDispose]());

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as Dust signs it, but for what is given. */
function forge(claims: object = {}, { key = secret, header = { alg: 'HS256', typ: 'JWT' } } = {}): string {
  const iat = Math.floor(nowMs / 1000);
  const defaults = {
    user: { id: reader.id, email: 'reader@example.org', displayName: 'reader' },
    iss: 'urn:dust:server',
    aud: 'urn:dust:client',
    iat,
    exp: iat + 86_400,
    jti: randomUUID(),
  };
  const text = `${part(header)}.${part({ ...defaults, ...claims })}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

/** Gives a token the session row that a sign-in would have given it. */
async function keepSession(token: string, userId = reader.id): Promise<string> {
  const expiresAt = new Date(nowMs + 86_400_000);
  await createSession(server.services, {
    userId,
    digest: digestToken(token),
    publicId: randomUUID(),
    expiresAt,
  });
  return token;
}

const users = () => server.services.db;

async function profile(authorization: string | undefined) {
  const headers = authorization === undefined ? {} : { authorization };
  const answer = await server.inject({ url: '/profile', headers });
  return {
    status: answer.statusCode,
    code: answer.json().code,
    error: answer.json().error,
    challenge: answer.headers['www-authenticate'],
  };
}

const refused = (code: string) => ({
  status: 401,
  code,
  error: 'Authentication required',
  challenge: 'Bearer realm="dust"',
});

test('a token with a session is let in, whether or not it has an id of its own', async () => {
  expect((await profile(`Bearer ${await keepSession(forge())}`)).status).toBe(200);
  expect((await profile(`Bearer ${await keepSession(forge({ jti: undefined }))}`)).status).toBe(200);
});

test('a good signature without a session is nothing', async () => {
  expect(await profile(`Bearer ${forge()}`)).toEqual(refused('INVALID_TOKEN'));
});

test.each<[string, () => string]>([
  ['signed with another key', () => forge({}, { key: 'another secret altogether' })],
  [
    'without an algorithm',
    () =>
      `${part({ alg: 'none', typ: 'JWT' })}.${part({ user: { id: 1 }, iss: 'urn:dust:server', aud: 'urn:dust:client', exp: 9e9 })}.`,
  ],
  ['that names another algorithm', () => forge({}, { header: { alg: 'HS512', typ: 'JWT' } })],
  ['of another issuer', () => forge({ iss: 'urn:other' })],
  ['for another audience', () => forge({ aud: 'urn:other' })],
  ['without an issuer', () => forge({ iss: undefined })],
  ['without an audience', () => forge({ aud: undefined })],
  ['without an end', () => forge({ exp: undefined })],
  ['whose end is text', () => forge({ exp: '9999999999' })],
  ['without a user', () => forge({ user: undefined })],
  ['whose user id is text', () => forge({ user: { id: String(reader.id) } })],
  ["of somebody else's session", () => forge({ user: { id: 1 } })],
])('a token %s is refused, though a session has its digest', async (_what, make) => {
  expect(await profile(`Bearer ${await keepSession(make())}`)).toEqual(refused('INVALID_TOKEN'));
});

test.each(['x', 'a.b', 'a.b.c', '..', `${'a'.repeat(5000)}.b.c`, 'ä.ö.ü', 'null', '{}'])(
  'the malformed token %s is refused',
  async (token) => {
    expect(await profile(`Bearer ${token}`)).toEqual(refused('INVALID_TOKEN'));
  },
);

test('a changed payload breaks the signature', async () => {
  const [header, , signature] = reader.token.split('.');
  const payload = part({
    ...JSON.parse(Buffer.from(reader.token.split('.')[1] ?? '', 'base64url').toString()),
    user: { id: 1 },
  });
  expect(await profile(`Bearer ${header}.${payload}.${signature}`)).toEqual(refused('INVALID_TOKEN'));
});

test('the scheme is read in any case', async () => {
  for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer  ']) {
    expect((await profile(`${scheme} ${reader.token}`)).status).toBe(200);
  }
});

test('no header, another scheme or a bare token is no sign-in at all', async () => {
  const basic = Buffer.from(`reader@example.org:${password}`).toString('base64');
  for (const header of [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    reader.token,
    `Basic ${basic}`,
    `Token ${reader.token}`,
  ]) {
    expect(await profile(header)).toEqual(refused('AUTHENTICATION_REQUIRED'));
  }
});

test('a token in the query or in a cookie is not looked at', async () => {
  const answer = await server.inject({
    url: `/profile?token=${reader.token}&access_token=${reader.token}`,
    headers: { cookie: `token=${reader.token}` },
  });
  expect(answer.json()).toMatchObject({ code: 'AUTHENTICATION_REQUIRED' });
});

test('a token ends with its day', async () => {
  const { headers } = await server.signUp('sleeper');
  nowMs += 86_399_000;
  expect((await profile(headers.authorization)).status).toBe(200);
  nowMs += 1000;
  expect(await profile(headers.authorization)).toEqual(refused('TOKEN_EXPIRED'));
  nowMs -= 86_400_000;
});

test('signing out ends that session at once, and no other', async () => {
  const { headers } = await server.signUp('leaver');
  const { token } = await server.client().login({ body: { email: 'leaver@example.org', password } });
  await profile(headers.authorization);
  expect((await server.inject({ method: 'POST', url: '/auth/logout', headers })).json()).toEqual({
    message: 'Logged out successfully',
  });
  expect(await profile(headers.authorization)).toEqual(refused('INVALID_TOKEN'));
  expect((await profile(`Bearer ${token}`)).status).toBe(200);
});

test('changing the password ends every session, and starts one', async () => {
  const { client, headers } = await server.signUp('changer');
  await profile(headers.authorization);
  const { token } = await client.changePassword({
    body: { currentPassword: password, newPassword: 'another password' },
  });
  expect(await profile(headers.authorization)).toEqual(refused('INVALID_TOKEN'));
  expect((await profile(`Bearer ${token}`)).status).toBe(200);
});

test.each<[string, (id: number) => Promise<unknown>]>([
  ['deactivated', (id) => users().updateTable('users').set({ is_active: 0 }).where('id', '=', id).execute()],
  [
    'deleted',
    async (id) => {
      await users().deleteFrom('user_roles').where('user_id', '=', id).execute();
      await users().deleteFrom('sessions').where('user_id', '=', id).execute();
      await users().deleteFrom('users').where('id', '=', id).execute();
    },
  ],
])('an account that was %s has no sign-in any more', async (what, end) => {
  const { id, headers } = await server.signUp(`who-was-${what}`);
  expect((await profile(headers.authorization)).status).toBe(200);
  await end(id);
  expect(await profile(headers.authorization)).toEqual(refused('INVALID_TOKEN'));
});

test('a stale token never breaks a public route', async () => {
  for (const token of ['x', forge(), forge({ exp: 1 })]) {
    const headers = { authorization: `Bearer ${token}` };
    for (const url of ['/health', '/health/ready', '/auth/settings', '/openapi.json', '/docs', '/']) {
      expect((await server.inject({ url, headers })).statusCode).toBe(200);
    }
    const payload = { email: 'reader@example.org', password };
    expect((await server.inject({ method: 'POST', url: '/auth/login', headers, payload })).statusCode).toBe(
      200,
    );
    expect((await server.inject({ method: 'POST', url: '/auth/logout', headers })).statusCode).toBe(200);
  }
});

test('neither tokens nor passwords are ever logged', async () => {
  await server.services.db.schema.alterTable('authors').renameTo('gone').execute();
  expect((await server.inject({ url: '/books/authors', headers: reader.headers })).statusCode).toBe(500);
  await server.services.db.schema.alterTable('gone').renameTo('authors').execute();
  const log = logged.join('');
  expect(log).toContain('request failed');
  expect(log).not.toContain(reader.token.split('.')[2]);
  expect(log).not.toContain(password);
});
