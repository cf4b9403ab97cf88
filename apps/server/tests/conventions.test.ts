import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type SignedIn, type TestServer } from './test-server.ts';

let server: TestServer;
let admin: SignedIn;
beforeAll(async () => {
  server = await startTestServer();
  admin = await server.signUp('admin');
});
afterAll(() => server[Symbol.asyncDispose]());

const origin = 'https://client.example.org';

test.each(['/health', '/health/', '//health', '//health//', '/books', '/books/', '//books/'])(
  'slashes too many are tolerated: %s',
  async (url) => {
    const { statusCode } = await server.inject({ url, headers: admin.headers });
    expect(statusCode).toBe(200);
  },
);

test.each(['/Books', '/nothing', '/books/7/nothing', '/api/books'])(
  '%s is unknown, with or without sign-in',
  async (url) => {
    for (const headers of [{}, admin.headers]) {
      const answer = await server.inject({ url, headers });
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toEqual({
        error: 'Resource not found',
        code: 'NOT_FOUND',
        requestId: expect.any(String),
      });
    }
  },
);

test('a known path refuses other methods and says which it knows', async () => {
  const answer = await server.inject({ method: 'PATCH', url: '/books/7/progress' });
  expect(answer.statusCode).toBe(405);
  expect(answer.headers['allow']).toBe('GET, HEAD, PUT, DELETE, OPTIONS');
  expect(answer.json()).toMatchObject({ error: 'Method not allowed', code: 'METHOD_NOT_ALLOWED' });
});

test('HEAD answers with the headers of GET and no body', async () => {
  const [get, head] = [
    await server.inject({ url: '/books', headers: admin.headers }),
    await server.inject({ method: 'HEAD', url: '/books', headers: admin.headers }),
  ];
  expect(head.statusCode).toBe(200);
  expect(head.rawPayload).toHaveLength(0);
  for (const name of ['content-type', 'content-length', 'etag', 'cache-control', 'vary']) {
    expect(head.headers[name]).toBe(get.headers[name]);
  }
});

test.each(['/books', '/nothing', '/books/7/progress', '/'])(
  'a preflight for %s is answered, known or not',
  async (url) => {
    const answer = await server.inject({
      method: 'OPTIONS',
      url,
      headers: {
        origin,
        'access-control-request-method': 'PUT',
        'access-control-request-private-network': 'true',
      },
    });
    expect(answer.statusCode).toBe(204);
    expect(answer.rawPayload).toHaveLength(0);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE, OPTIONS',
      'access-control-allow-headers':
        'Content-Type, Authorization, Accept, Range, If-None-Match, If-Range, Last-Event-ID',
      'access-control-max-age': '7200',
      'access-control-allow-private-network': 'true',
    });
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
  },
);

test('OPTIONS without an origin is 204 and tells no other origin anything', async () => {
  for (const url of ['/books', '/nothing']) {
    const answer = await server.inject({ method: 'OPTIONS', url });
    expect(answer.statusCode).toBe(204);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

test.each([
  ['400', { method: 'PUT', url: '/books/x/progress', payload: {} }],
  ['401', { method: 'GET', url: '/books' }],
  ['404', { method: 'GET', url: '/nothing' }],
  ['405', { method: 'DELETE', url: '/books' }],
  ['200', { method: 'GET', url: '/health' }],
] as const)('an answer of %s may be read by pages of other origins', async (status, request) => {
  const headers = status === '400' ? { ...admin.headers, origin } : { origin };
  const answer = await server.inject({ ...request, headers });
  expect(String(answer.statusCode)).toBe(status);
  expect(answer.headers['access-control-allow-origin']).toBe(origin);
  expect(answer.headers['access-control-expose-headers']).toContain('X-Request-Id');
  expect(answer.headers['vary']).toContain('Origin');
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
});

test('a 304 carries the same headers for other origins as the 200', async () => {
  const headers = { ...admin.headers, origin };
  const first = await server.inject({ url: '/books', headers });
  const again = await server.inject({
    url: '/books',
    headers: { ...headers, 'if-none-match': String(first.headers['etag']) },
  });
  expect(again.statusCode).toBe(304);
  expect(again.rawPayload).toHaveLength(0);
  for (const name of ['etag', 'cache-control', 'vary', 'access-control-allow-origin']) {
    expect(again.headers[name]).toBe(first.headers[name]);
  }
});

test('a server started anew, perhaps with other settings, confirms no tag of the one before', async () => {
  const url = '/books?limit=5';
  await using first = await startTestServer();
  const { token } = await first.signUp('admin');
  const headers = { authorization: `Bearer ${token}` };
  const { etag = '' } = (await first.inject({ url, headers })).headers;
  await using second = await startTestServer({ folder: first.folder });
  expect((await second.inject({ url, headers: { ...headers, 'if-none-match': etag } })).statusCode).toBe(200);
  expect((await first.inject({ url, headers: { ...headers, 'if-none-match': etag } })).statusCode).toBe(304);
});

test('a request id is taken over when it is harmless, and made otherwise', async () => {
  const taken = await server.inject({ url: '/health', headers: { 'x-request-id': 'abc-1.2_3' } });
  expect(taken.headers['x-request-id']).toBe('abc-1.2_3');
  const made = await server.inject({ url: '/nothing', headers: { 'x-request-id': 'a b' } });
  expect(made.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  expect(made.json().requestId).toBe(made.headers['x-request-id']);
});

test.each([
  ['/books/%/progress', 400, 'INVALID_ID'],
  ['/books/%ff', 400, 'INVALID_ID'],
  ['/%c0%af', 404, 'NOT_FOUND'],
])('a path that is not encoded well is answered like any other: %s', async (url, status, code) => {
  const answer = await server.inject({ url, headers: { ...admin.headers, origin } });
  expect(answer.statusCode).toBe(status);
  expect(answer.json()).toMatchObject({ code, requestId: answer.headers['x-request-id'] });
  expect(answer.headers['access-control-allow-origin']).toBe(origin);
  expect((await server.inject({ method: 'OPTIONS', url })).statusCode).toBe(204);
});

test.each([
  ['📖', 1000, 200],
  ['📖', 1001, 404],
  ['x', 1000, 200],
  ['x', 1001, 404],
])('a path segment of %s, %i times over, is answered with %i', async (character, count, status) => {
  const url = `/tags/categories/${encodeURIComponent(character.repeat(count))}`;
  expect((await server.inject({ url, headers: admin.headers })).statusCode).toBe(status);
});

function askFor(encoding: string, url = '/openapi.json') {
  return server.inject({ url, headers: { 'accept-encoding': encoding } });
}

test('large answers are compressed on request, small ones and unwilling clients get them plain', async () => {
  expect((await askFor('gzip, br')).headers['content-encoding']).toBe('br');
  expect((await askFor('gzip')).headers['content-encoding']).toBe('gzip');
  expect((await askFor('br;q=0, identity')).headers['content-encoding']).toBeUndefined();
  expect((await askFor('gzip', '/health')).headers['content-encoding']).toBeUndefined();
});

test.each(['/', '/docs'])(
  'the page %s is compressed on request and asked for again at each use',
  async (url) => {
    const plain = await server.inject({ url });
    const packed = await askFor('gzip', url);
    expect(packed.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      vary: 'Origin, Accept-Encoding',
    });
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
    expect(plain.headers).toMatchObject({ 'cache-control': 'no-cache', vary: 'Origin, Accept-Encoding' });
  },
);

test('a listed origin may send credentials, and one that is not listed learns nothing', async () => {
  await using strict = await startTestServer({ env: { CORS_ORIGINS: 'https://mine.example.org' } });
  const mine = await strict.inject({ url: '/health', headers: { origin: 'https://mine.example.org' } });
  expect(mine.headers).toMatchObject({
    'access-control-allow-origin': 'https://mine.example.org',
    'access-control-allow-credentials': 'true',
  });
  const other = await strict.inject({ url: '/health', headers: { origin } });
  expect(Object.keys(other.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  expect(other.headers['vary']).toContain('Origin');
});
