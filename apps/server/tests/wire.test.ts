import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
let port: number;
const logged: string[] = [];
beforeAll(async () => {
  server = await startTestServer({ onLog: (line) => logged.push(line) });
  await server.signUp('admin');
  port = Number(new URL(await server.app.listen({ port: 0, host: '127.0.0.1' })).port);
});
afterAll(() => server[Symbol.asyncDispose]());

/** Sends bytes as they are and returns all that comes back until the server ends the connection. */
async function send(...parts: readonly (string | Buffer)[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  for (const part of parts) socket.write(part);
  return text(socket);
}

const close = 'Host: dust.test\r\nConnection: close\r\n';
const status = (answer: string): string | undefined => /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
const bodyOf = (answer: string): unknown => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));

test.each([
  ['what is no HTTP', 'GARBAGE\r\n\r\n'],
  ['a header without end', `GET /health HTTP/1.1\r\n${close}X: ${'x'.repeat(100_000)}\r\n\r\n`],
  ['two lengths', `POST /auth/login HTTP/1.1\r\n${close}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
  [
    'two framings',
    `POST /auth/login HTTP/1.1\r\n${close}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
  ],
  ['a length that is none', `POST /auth/login HTTP/1.1\r\n${close}Content-Length: x\r\n\r\n`],
  ['a header split by a line feed', `GET /health HTTP/1.1\r\n${close}X: a\nb\r\n\r\n`],
])('%s is refused in the shape of all errors', async (_what, bytes) => {
  const answer = await send(bytes);
  expect(status(answer)).toBe('400');
  expect(answer).toMatch(/\r\nConnection: close\r\n/);
  expect(bodyOf(answer)).toEqual({
    error: 'Invalid request',
    code: 'VALIDATION_ERROR',
    requestId: expect.stringMatching(/^[\da-f-]{36}$/),
    details: [],
  });
});

test.each([
  'http://dust.test/health',
  'HTTP://dust.test:80/health',
  '//health',
  '/health?x=http://y',
  '/health#x',
])('the request target %s leads to the route', async (target) => {
  const answer = await send(`GET ${target} HTTP/1.1\r\n${close}\r\n`);
  expect(status(answer)).toBe('200');
  expect(bodyOf(answer)).toMatchObject({ service: 'dust-server' });
});

test('a target without path is the page of the server, and * is for OPTIONS', async () => {
  expect(status(await send(`GET http://dust.test HTTP/1.1\r\n${close}\r\n`))).toBe('200');
  expect(status(await send(`OPTIONS * HTTP/1.1\r\n${close}\r\n`))).toBe('204');
  expect(status(await send(`GET * HTTP/1.1\r\n${close}\r\n`))).toBe('404');
});

test.each(['TRACE', 'PATCH', 'PROPFIND', 'LINK', 'SEARCH', 'QUERY'])(
  '%s is refused at a known path, and unknown at another',
  async (method) => {
    const known = await send(`${method} /auth/login HTTP/1.1\r\n${close}\r\n`);
    expect(status(known)).toBe('405');
    expect(known).toMatch(/\r\nallow: POST, OPTIONS\r\n/i);
    expect(bodyOf(known)).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
    const unknown = await send(`${method} /nothing HTTP/1.1\r\n${close}\r\n`);
    expect(status(unknown)).toBe('404');
    expect(bodyOf(unknown)).toMatchObject({ code: 'NOT_FOUND' });
    expect(logged).toEqual([]);
  },
);

test('what the framework refuses is the fault of the request, and nothing to report', async () => {
  const answer = await send(
    `POST /auth/login HTTP/1.1\r\n${close}Content-Type: what is this\r\nContent-Length: 2\r\n\r\n{}`,
  );
  expect(status(answer)).toBe('415');
  expect(logged).toEqual([]);
});

test('a body in chunks is read like any other, and one that waits for leave is given it', async () => {
  const chunk = '{"email":"a@b","password":"x"}';
  const chunked = await send(
    `POST /auth/login HTTP/1.1\r\n${close}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    `${chunk.length.toString(16)}\r\n${chunk}\r\n0\r\n\r\n`,
  );
  expect(bodyOf(chunked)).toMatchObject({ code: 'INVALID_CREDENTIALS' });
  const waiting = await send(
    `POST /auth/login HTTP/1.1\r\n${close}Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: ${chunk.length}\r\n\r\n`,
    chunk,
  );
  expect(waiting).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 401 /);
});

test.each([
  ['without Host', 'Connection: close\r\n'],
  ['with an expectation that nobody knows', `${close}Expect: foo\r\n`],
])('a request %s is answered like any other', async (_what, headers) => {
  expect(bodyOf(await send(`GET /health HTTP/1.1\r\n${headers}\r\n`))).toMatchObject({ status: 'ok' });
  const refused = await send(`GET /books HTTP/1.1\r\n${headers}\r\n`);
  expect(status(refused)).toBe('401');
  expect(bodyOf(refused)).toMatchObject({ code: 'AUTHENTICATION_REQUIRED' });
  expect(status(await send(`GET / HTTP/1.1\r\n${headers}\r\n`))).toBe('200');
});

test('a connection goes on after a body that was not read', async () => {
  const ignored =
    'POST /auth/logout HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nbye';
  const answers = await send(`${ignored}${ignored}GET /health HTTP/1.1\r\n${close}\r\n`);
  expect([...answers.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, code]) => code)).toEqual(['200', '200', '200']);
  expect(logged).toEqual([]);
});

test('chunks beyond a mebibyte are refused while they come', async () => {
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  const answer = await send(
    `POST /auth/login HTTP/1.1\r\n${close}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    ...Array.from({ length: 20 }, () => chunk),
  );
  expect(status(answer)).toBe('413');
  expect(bodyOf(answer)).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
});

test('a client that comes back over one connection is answered in order', async () => {
  const answers = await send(
    `GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET /nothing HTTP/1.1\r\nHost: x\r\n\r\nGET /auth/settings HTTP/1.1\r\n${close}\r\n`,
  );
  expect([...answers.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, code]) => code)).toEqual(['200', '404', '200']);
});

test('a client of HTTP 1.0 is answered and let go', async () => {
  expect(await send('GET /health HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
});

test('a client that goes away in the middle of its request is nothing to report', async () => {
  const head = `POST /auth/login HTTP/1.1\r\n${close}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n`;
  for (const bytes of [head, `${head}{"email":`, `GET /books HTTP/1.1\r\n${close}`]) {
    for (const leave of ['destroy', 'resetAndDestroy'] as const) {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      await new Promise((resolve) => socket.write(bytes, resolve));
      socket[leave]();
      await once(socket, 'close');
    }
  }
  await send(`GET /health HTTP/1.1\r\n${close}\r\n`);
  await expect
    .poll(
      () => new Promise((resolve) => server.app.server.getConnections((_error, count) => resolve(count))),
      {
        timeout: 10_000,
      },
    )
    .toBe(0);
  expect(logged).toEqual([]);
});
