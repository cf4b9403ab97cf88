import { connect } from 'node:net';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from './test-server.ts';

const numRuns = Number(process.env['DUST_FUZZ_RUNS'] ?? 300);
const longestMs = 5000;

const logged: string[] = [];
let server: TestServer;
let port: number;
beforeAll(async () => {
  server = await startTestServer({ onLog: (line) => logged.push(line) });
  await server.signUp('admin');
  port = Number(new URL(await server.app.listen({ port: 0, host: '127.0.0.1' })).port);
});
afterAll(() => server[Symbol.asyncDispose]());

/** Sends bytes, says that there are no more, and returns what comes back; throws if the connection stays open. */
function send(bytes: Buffer): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setTimeout(longestMs, () => reject(new Error('the connection stays open')));
  socket.on('data', (data) => (answer += data.toString('latin1')));
  socket.on('error', () => resolve(answer));
  socket.on('close', () => resolve(answer));
  socket.end(bytes);
  return promise.finally(() => socket.destroy());
}

const words = [
  'GET ',
  'HEAD ',
  'POST ',
  'OPTIONS ',
  'BREW ',
  '/',
  '//',
  '/health',
  '/books/1/stream',
  '/auth/login',
  '/%',
  '*',
  '?a=b',
  '#',
  ' HTTP/1.1',
  ' HTTP/1.0',
  ' HTTP/2.0',
  ' HTTP/9',
  '\r\n',
  '\n',
  '\r',
  '\r\n\r\n',
  ': ',
  'Host: x',
  'Host: ',
  'Connection: close',
  'Connection: keep-alive',
  'Connection: Upgrade\r\nUpgrade: websocket',
  'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c',
  'Content-Length: 0',
  'Content-Length: 5',
  'Content-Length: -1',
  'Content-Length: 99999999999999999999',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: identity',
  'Transfer-Encoding: gzip, chunked',
  'Expect: 100-continue',
  'Expect: 200-ok',
  'Content-Type: application/json',
  'Authorization: Bearer ',
  'Range: bytes=0-',
  'Origin: null',
  'X-Request-Id: \u0000',
  '{}',
  '{',
  '0\r\n\r\n',
  '5\r\nhello\r\n',
  'ffffffffffffffff\r\n',
  '\0',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '\u0016\u0003\u0001',
] as const;

/** A request as it should be, with words put in, left out or changed. */
const bytes = fc
  .tuple(
    fc.constantFrom('GET', 'HEAD', 'POST', 'OPTIONS'),
    fc.constantFrom('/health', '/auth/login', '/books', '//', '/nothing'),
    fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'binary', maxLength: 5 })), {
      maxLength: 8,
    }),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...words, '')), { maxLength: 3 }),
  )
  .map(([method, path, more, changes]) => {
    let text = `${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${more.join('\r\n')}\r\n\r\n`;
    for (const [place, word] of changes) {
      const at = place % (text.length + 1);
      text = text.slice(0, at) + word + text.slice(at + (place % 5));
    }
    return Buffer.from(text, 'latin1');
  });

test(
  'whatever bytes come in, what goes out is HTTP or nothing, and the server goes on',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (request) => {
        const answer = await send(request);
        expect(answer).toMatch(/^(?:HTTP\/1\.1 [1-4]\d\d |$)/);
      }),
      { numRuns },
    );
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
    expect(logged).toEqual([]);
  },
);
