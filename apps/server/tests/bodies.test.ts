import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const json = 'application/json';

async function login(payload: string | Buffer, type: string | undefined = json) {
  const headers = type === '' ? {} : { 'content-type': type };
  const answer = await server.inject({ method: 'POST', url: '/auth/login', headers, payload });
  return { status: answer.statusCode, body: answer.json() };
}

test.each(['POST', 'DELETE', 'GET'] as const)(
  '%s with a JSON type and no body is no error in itself',
  async (method) => {
    const { headers } = await server.signUp(`empty-${method.toLowerCase()}`, ['user']);
    const url = { POST: '/auth/logout', DELETE: '/books/1/progress', GET: '/profile' }[method];
    const answer = await server.inject({ method, url, headers: { ...headers, 'content-type': json } });
    expect([200, 404]).toContain(answer.statusCode);
  },
);

test.each([
  ['broken JSON', json, '{'],
  ['no object', json, '[]'],
  ['plain text', 'text/plain', 'bye'],
  ['a type that is none', 'what is this', 'bye'],
  ['more than a mebibyte', json, 'x'.repeat(1024 * 1024 + 1)],
])('signing out ends the session also with %s in the body', async (what, type, payload) => {
  const { headers } = await server.signUp(`leaver-${what.length}`);
  const answer = await server.inject({
    method: 'POST',
    url: '/auth/logout',
    headers: { ...headers, 'content-type': type },
    payload,
  });
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({ message: 'Logged out successfully' });
  expect(answer.headers['cache-control']).toBe('no-store');
  expect((await server.inject({ url: '/profile', headers })).statusCode).toBe(401);
});

test.each([
  [json, '{'],
  ['text/plain', 'x'],
  ['what is this', 'x'],
  [json, 'x'.repeat(1024 * 1024 + 1)],
])('an unknown path is unknown before anybody looks at a body of type %s', async (type, payload) => {
  const headers = { 'content-type': type };
  const answer = await server.inject({ method: 'POST', url: '/nothing', headers, payload });
  expect([answer.statusCode, answer.json().code]).toEqual([404, 'NOT_FOUND']);
});

test("a missing body is the route's own complaint", async () => {
  expect(await login('')).toMatchObject({
    status: 400,
    body: { error: 'Invalid login data', code: 'VALIDATION_ERROR' },
  });
});

test.each([
  '{',
  '[]',
  '"text"',
  'null',
  '7',
  '{"a":1}x',
  Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
])('the body %s is malformed', async (payload) => {
  expect(await login(payload)).toMatchObject({
    status: 400,
    body: { error: 'Malformed JSON body', code: 'MALFORMED_JSON' },
  });
});

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/jsonx',
])('a body of type %s is refused', async (type) => {
  expect(await login('{}', type)).toMatchObject({
    status: 415,
    body: { error: 'Content-Type must be application/json', code: 'UNSUPPORTED_MEDIA_TYPE' },
  });
});

test.each([json, 'application/json; charset=utf-8', 'application/vnd.api+json', 'APPLICATION/JSON', ''])(
  'a body of type %j is read',
  async (type) => {
    expect(await login('{"email":"a@b","password":"x"}', type)).toMatchObject({
      status: 401,
      body: { error: 'Invalid credentials', code: 'INVALID_CREDENTIALS' },
    });
  },
);

test('a body beyond a mebibyte is refused', async () => {
  expect(await login(`{"email":"${'x'.repeat(1024 * 1024)}"}`)).toMatchObject({
    status: 413,
    body: { error: 'Request body too large', code: 'PAYLOAD_TOO_LARGE' },
  });
});

test('values are not converted, and every wrong field is named', async () => {
  const { status, body } = await login('{"email":5,"password":null}');
  expect(status).toBe(400);
  expect(body).toMatchObject({ error: 'Invalid login data', code: 'VALIDATION_ERROR' });
  expect(body.details.map(({ path }: { path: string }) => path)).toEqual(['body.email', 'body.password']);
});

test('unknown properties, prototypes among them, are dropped without complaint', async () => {
  const payload = '{"email":"a@b","password":"x","__proto__":{"isAdmin":true},"constructor":1,"more":[]}';
  expect((await login(payload)).status).toBe(401);
  expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
});

test('a body nested thousands deep does no harm', async () => {
  const payload = `{"email":${'['.repeat(5000)}${']'.repeat(5000)}}`;
  expect((await login(payload)).status).toBe(400);
});

function register(name: string) {
  const payload = `{"email":"half${name.length}@example.org","password":"correct horse","displayName":"${name}"}`;
  return server.inject({
    method: 'POST',
    url: '/auth/register',
    headers: { 'content-type': json },
    payload,
  });
}

test('half a character in a text is replaced, so that what is kept is what is found', async () => {
  expect((await register('a\\ud800')).json()).toMatchObject({ displayName: 'a\ufffd' });
  expect((await register('\\ud83d\\udcd6')).json()).toMatchObject({ displayName: '📖' });
});
