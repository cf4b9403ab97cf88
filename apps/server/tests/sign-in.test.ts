import { afterAll, beforeAll, expect, test } from 'vitest';
import { password, startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.signUp('admin');
});
afterAll(() => server[Symbol.asyncDispose]());

interface Ask {
  readonly to?: TestServer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly from?: string;
}

async function send(
  method: 'POST' | 'PUT',
  url: string,
  payload: object,
  { to = server, headers = {}, from }: Ask = {},
) {
  const remoteAddress = from === undefined ? {} : { remoteAddress: from };
  const answer = await to.inject({ method, url, payload, headers, ...remoteAddress });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
}

const login = (email: string, attempt = password, ask?: Ask) =>
  send('POST', '/auth/login', { email, password: attempt }, ask);
const register = (fields: object, ask?: Ask) =>
  send('POST', '/auth/register', { email: 'x@example.org', password, display_name: 'X', ...fields }, ask);

const userShape = {
  id: expect.any(Number),
  username: 'Ann',
  email: 'Ann@Example.org',
  displayName: 'Ann',
  display_name: 'Ann',
  roles: ['user'],
  permissions: ['books.read', 'genres.read'],
};

test('who registers is told the account, and has not signed in by that', async () => {
  const { status, body, headers } = await register({ email: ' Ann@Example.org ', display_name: ' Ann ' });
  expect(status).toBe(201);
  expect(body).toMatchObject(userShape);
  expect(body).not.toHaveProperty('token');
  expect(body).not.toHaveProperty('password');
  expect(headers['cache-control']).toBe('no-store');
});

test('signing in answers with token, user and end, whatever the case of the e-mail', async () => {
  for (const email of ['Ann@Example.org', 'ANN@example.ORG']) {
    const { status, body, headers } = await login(email);
    expect(status).toBe(200);
    expect(body).toEqual({
      token: expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/),
      user: expect.objectContaining(userShape),
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      expires_at: body.expiresAt,
    });
    expect(headers['cache-control']).toBe('no-store');
    expect(headers).not.toHaveProperty('etag');
  }
});

test.each([
  [{ email: undefined }, 'Invalid registration data'],
  [{ password: 5 }, 'Invalid registration data'],
  [{ display_name: undefined }, 'Invalid registration data'],
  [{ display_name: null }, 'Invalid registration data'],
  [{ email: 'no-at' }, 'Invalid email address'],
  [{ email: 'two@@example.org' }, 'Invalid email address'],
  [{ email: 'white space@example.org' }, 'Invalid email address'],
  [{ email: `${'x'.repeat(250)}@x.org` }, 'Invalid email address'],
  [{ password: 'short' }, 'Password must be 8 to 72 bytes long'],
  [{ password: 'é'.repeat(37) }, 'Password must be 8 to 72 bytes long'],
  [{ username: 'a\u0007b' }, 'Invalid username'],
  [{ display_name: 'x'.repeat(201) }, 'Invalid display name'],
])('registering with %j is refused: %s', async (fields, error) => {
  const { status, body } = await register(fields);
  expect(status).toBe(400);
  expect(body).toMatchObject({
    error,
    code: 'VALIDATION_ERROR',
    details: [{ path: expect.stringMatching(/^body\./) }],
  });
});

test('e-mail and user name are taken in any case; a name that was not sent is made free', async () => {
  await register({ email: 'bob@example.org', username: 'Bob' });
  expect(await register({ email: 'BOB@example.org' })).toMatchObject({
    status: 409,
    body: { code: 'EMAIL_TAKEN', error: 'An account with this email already exists' },
  });
  expect(await register({ email: 'other@example.org', username: 'bOB' })).toMatchObject({
    status: 409,
    body: { code: 'USERNAME_TAKEN', error: 'Username is already taken' },
  });
  expect(await register({ email: 'bob@example.net', username: ' ' })).toMatchObject({
    status: 201,
    body: { username: 'bob2' },
  });
});

test('of simultaneous first registrations exactly one makes an administrator', async () => {
  await using fresh = await startTestServer();
  const names = ['a', 'b', 'c', 'd', 'e'];
  const answers = await Promise.all(
    names.map((name) => register({ email: `${name}@example.org` }, { to: fresh })),
  );
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
  expect(answers.filter(({ body }) => body.roles.includes('admin'))).toHaveLength(1);
});

test('unknown e-mail, wrong password and deactivated account are not told apart', async () => {
  const { id } = await server.signUp('gone');
  await server.services.db.updateTable('users').set({ is_active: 0 }).where('id', '=', id).execute();
  for (const [email, attempt] of [
    ['nobody@example.org', password],
    ['admin@example.org', 'wrong password'],
    ['admin@example.org', ''],
    ['admin@example.org', `${password}\0`],
    ['admin@example.org', 'x'.repeat(2000)],
    ['gone@example.org', password],
  ] as const) {
    const { status, body } = await login(email, attempt);
    expect(status).toBe(401);
    expect(body).toEqual({
      error: 'Invalid credentials',
      code: 'INVALID_CREDENTIALS',
      requestId: expect.any(String),
    });
  }
});

test('an unknown e-mail takes as long as a wrong password', async () => {
  await using slow = await startTestServer({ bcryptCost: 10 });
  await slow.signUp('admin');
  const shortestMs = { 'nobody@example.org': Infinity, 'admin@example.org': Infinity };
  // By turns, and the shortest of each: whatever else the machine does only makes an answer later.
  for (let round = 0; round < 8; round += 1) {
    for (const email of ['nobody@example.org', 'admin@example.org'] as const) {
      const start = performance.now();
      await login(email, 'wrong password', { to: slow, from: `10.0.0.${round}` });
      shortestMs[email] = Math.min(shortestMs[email], performance.now() - start);
    }
  }
  const ratio = shortestMs['nobody@example.org'] / shortestMs['admin@example.org'];
  expect(ratio).toBeGreaterThan(0.7);
  expect(ratio).toBeLessThan(1.4);
});

test('a hash of lower cost is made anew when its owner signs in', async () => {
  await using first = await startTestServer();
  await first.signUp('admin');
  const hashOf = async (): Promise<string> =>
    (await first.services.db.selectFrom('users').select('password').executeTakeFirstOrThrow()).password;
  expect(await hashOf()).toMatch(/^\$2b\$04\$/);
  await using dearer = await startTestServer({ folder: first.folder, bcryptCost: 5 });
  expect((await login('admin@example.org', 'wrong password', { to: dearer })).status).toBe(401);
  expect(await hashOf()).toMatch(/^\$2b\$04\$/);
  expect((await login('admin@example.org', password, { to: dearer })).status).toBe(200);
  expect(await hashOf()).toMatch(/^\$2b\$05\$/);
  expect((await login('admin@example.org', password, { to: dearer })).status).toBe(200);
});

test("one's own account is shown bare, under both paths", async () => {
  const { headers } = await server.signUp('carol');
  const [profile, me] = await Promise.all(
    ['/profile', '/users/me'].map(async (url) => (await server.inject({ url, headers })).json()),
  );
  expect(profile).toMatchObject({ displayName: 'carol', email: 'carol@example.org', roles: ['user'] });
  expect(me).toEqual(profile);
});

test('the own profile changes in what is sent and not blank, and in nothing else', async () => {
  const { headers } = await server.signUp('dora');
  const { status, body } = await send(
    'PUT',
    '/profile',
    {
      display_name: 'Dora D.',
      username: ' ',
      email: null,
      roles: ['admin'],
      is_active: false,
      password: 'x',
    },
    { headers },
  );
  expect(status).toBe(200);
  const { profile, ...user } = body;
  expect(profile).toEqual(user);
  expect(user).toMatchObject({
    displayName: 'Dora D.',
    username: 'dora',
    email: 'dora@example.org',
    roles: ['user'],
  });
  expect((await send('PUT', '/profile', {}, { headers })).status).toBe(200);
  expect((await login('dora@example.org')).status).toBe(200);
});

test.each([
  [{ email: 'nothing' }, 400, 'Invalid email address'],
  [{ username: '\n' + 'x'.repeat(300) }, 400, 'Invalid username'],
  [{ display_name: 'x'.repeat(201) }, 400, 'Invalid display name'],
  [{ email: 'ADMIN@example.org' }, 409, 'An account with this email already exists'],
  [{ username: 'ADMIN' }, 409, 'Username is already taken'],
])('the own profile refuses %j', async (fields, status, error) => {
  const { token } = (await login('ann@example.org')).body;
  const answer = await send('PUT', '/profile', fields, { headers: { authorization: `Bearer ${token}` } });
  expect(answer).toMatchObject({ status, body: { error } });
});

test('a new password wants the old one, and is the one that counts from then on', async () => {
  const { headers } = await server.signUp('eve');
  const change = (body: object) => send('PUT', '/profile/password', body, { headers });
  expect(await change({ currentPassword: password })).toMatchObject({
    status: 400,
    body: { error: 'Invalid request' },
  });
  expect(await change({ currentPassword: password, newPassword: 'short' })).toMatchObject({
    status: 400,
    body: { error: 'Password must be 8 to 72 bytes long' },
  });
  expect(await change({ currentPassword: 'wrong password', newPassword: 'new password' })).toMatchObject({
    status: 403,
    body: { error: 'Current password is incorrect', code: 'INVALID_CURRENT_PASSWORD' },
  });
  expect(await change({ currentPassword: password, newPassword: 'new password' })).toMatchObject({
    status: 200,
    body: {
      message: 'Password changed successfully',
      token: expect.any(String),
      user: { email: 'eve@example.org' },
    },
  });
  expect((await login('eve@example.org')).status).toBe(401);
  expect((await login('eve@example.org', 'new password')).status).toBe(200);
});
