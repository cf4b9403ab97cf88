import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import type { LoadRequest, LoadResult } from './load-job.ts';
import { runLoad } from './run-load.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function load(listener: RequestListener, request: Partial<LoadRequest> = {}): Promise<LoadResult> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const complete: LoadRequest = { method: 'GET', path: '/', headers: {}, expectedStatus: 200, ...request };
  return runLoad({ port, request: complete, connections: 4, warmupMs: 50, durationMs: 200 });
}

test('counted requests are those that the server answered', async () => {
  let answered = 0;
  const result = await load((_request, response) => {
    answered += 1;
    response.end('x'.repeat(100));
  });
  expect(result.errors).toBe(0);
  expect(result.requests).toBeGreaterThan(50);
  expect(result.requests).toBeLessThanOrEqual(answered);
  expect(Math.round(result.bytesPerSecond / result.requestsPerSecond)).toBe(100);
});

test('method, path, headers and body arrive as asked', async () => {
  const seen = new Set<string>();
  const listener: RequestListener = (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.add(`${request.method} ${request.url} ${String(request.headers['x-test'])} ${body}`);
      response.end('ok');
    });
  };
  await load(listener, { method: 'PUT', path: '/a?b=1', headers: { 'X-Test': 'yes' }, body: '{"é":1}' });
  expect([...seen]).toEqual(['PUT /a?b=1 yes {"é":1}']);
});

test('another status than expected is an error, not a request', async () => {
  const result = await load((_request, response) => response.writeHead(500).end('no'));
  expect([result.requests, result.firstError]).toEqual([0, 'status 500']);
});

test('a lost connection is an error', async () => {
  const result = await load((request) => request.socket.destroy());
  expect([result.requests, result.errors > 0]).toEqual([0, true]);
});

test('answers without a body, large ones and chunked ones are read to their end', async () => {
  const listeners: RequestListener[] = [
    (_request, response) => response.writeHead(304).end(),
    (_request, response) => response.writeHead(304, { 'Content-Length': '3000000' }).end(),
    (_request, response) =>
      response.writeHead(200, { 'Content-Length': '3000000' }).end(Buffer.alloc(3_000_000)),
    (_request, response) => {
      response.write('one');
      response.end('two');
    },
  ];
  const errors: unknown[] = [];
  for (const [index, listener] of listeners.entries()) {
    const result = await load(listener, { expectedStatus: index < 2 ? 304 : 200 });
    errors.push([result.requests > 0, result.firstError]);
  }
  expect(errors).toEqual(listeners.map(() => [true, undefined]));
});

test('latencies include the time the server takes', async () => {
  const result = await load((_request, response) => setTimeout(() => response.end('ok'), 20));
  expect([result.p50 >= 18, result.p99 >= result.p50]).toEqual([true, true]);
});
