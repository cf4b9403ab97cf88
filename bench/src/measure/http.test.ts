import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BareRoute } from '../bare/bare-route.ts';
import { startBare } from '../bare/start-bare.ts';
import { LoadProcess } from '../load/load-process.ts';
import type { ChildServer } from '../server/child-server.ts';
import type { Endpoint } from './endpoints.ts';
import { type HttpFigures, measureEndpoint } from './http.ts';
import { readMemory } from './memory.ts';

let folder: string;
let server: ChildServer;
let load: LoadProcess;

const json = 'application/json; charset=utf-8';

function route(path: string, parts: Partial<BareRoute>): BareRoute {
  return { method: 'GET', path, status: 200, type: json, ...parts };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dust-bench-'));
  const file = join(folder, 'book.epub');
  writeFileSync(file, Buffer.alloc(26_000, 'x'));
  const routes = [
    route('/json', { body: Buffer.from('{"books":[]}').toString('base64') }),
    route('/saved', { method: 'PUT', body: Buffer.from('{}').toString('base64') }),
    route('/unchanged', { status: 304, type: undefined }),
    route('/file', { file, type: 'application/epub+zip' }),
  ];
  server = await startBare(routes, folder);
  load = await LoadProcess.start();
});

afterAll(async () => {
  await load[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function measure(path: string, parts: Partial<Endpoint['dust']> = {}): Promise<HttpFigures> {
  const dust = { method: 'GET', path, headers: {}, expectedStatus: 200, ...parts } as const;
  const plan = {
    load,
    dustPort: server.port,
    barePort: server.port,
    connections: 4,
    rounds: 1,
    durationMs: 200,
  };
  return measureEndpoint({ name: path, dust, bare: route(path, {}) }, plan);
}

test.each([
  ['/json', {}],
  ['/saved', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{}' }],
  ['/unchanged', { expectedStatus: 304 }],
  ['/file', {}],
] as const)('the bare server answers %s without errors', async (path, parts) => {
  const figures = await measure(path, parts);
  expect(figures).toMatchObject({ errors: 0, firstError: undefined });
  expect(figures.requestsPerSecond).toBeGreaterThan(50);
});

test('the share is the one rate divided by the other', async () => {
  const { requestsPerSecond, bareRequestsPerSecond, share } = await measure('/json');
  expect(share).toBeCloseTo(requestsPerSecond / bareRequestsPerSecond);
});

test('answers of the wrong status are reported', async () => {
  expect((await measure('/nothing')).firstError).toBe('status 404');
});

test.runIf(process.platform === 'linux')('the memory of a process is read in megabytes', () => {
  const memory = readMemory(server.pid);
  expect(memory?.nowMb).toBeGreaterThan(20);
  expect(memory?.peakMb).toBeGreaterThanOrEqual(memory?.nowMb ?? Infinity);
});
