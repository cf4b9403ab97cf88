import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { DustProcess } from './dust-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'dust-shutdown-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
function home(): string {
  const cwd = join(folder, `home${(count += 1)}`);
  mkdirSync(cwd);
  return cwd;
}

interface Answer {
  readonly status: number | undefined;
  readonly code: unknown;
  readonly retryAfter: string | undefined;
}

/** A request over the agent's connection, or over a new one. */
async function ask(url: string, agent: Agent | false): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  get(url, { agent }, resolve).on('error', reject);
  const response = await promise;
  const { code } = JSON.parse(await text(response));
  return { status: response.statusCode, code, retryAfter: response.headers['retry-after'] };
}

const refused = { status: 503, code: 'SHUTTING_DOWN', retryAfter: '5' };

test('a server that stops tells so over old and new connections before it closes', async () => {
  await using dust = new DustProcess({ cwd: home() });
  const url = await dust.url();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  expect(await ask(`${url}/auth/settings`, agent)).toMatchObject({ status: 200 });
  const stopping = dust.stop();
  await expect.poll(() => ask(`${url}/auth/settings`, agent), { interval: 5 }).toEqual(refused);
  for (const connection of [agent, false] as const) {
    expect(await ask(`${url}/health`, connection)).toMatchObject({ status: 200 });
    expect(await ask(`${url}/books`, connection)).toEqual(refused);
  }
  const { code, tookMs } = await stopping;
  expect(code).toBe(0);
  expect(tookMs).toBeGreaterThan(700);
  expect(tookMs).toBeLessThan(3000);
  expect(dust.log.filter(({ level }) => level !== 30)).toEqual([]);
  await expect(ask(`${url}/health`, false)).rejects.toThrow();
});

test('a server goes on listening until the request under way has been answered', async () => {
  await using dust = new DustProcess({ cwd: home() });
  const url = await dust.url();
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(
    'POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n',
  );
  await ask(`${url}/health`, false);
  const stopping = dust.stop();
  await sleep(1500);
  expect(await ask(`${url}/health`, false)).toMatchObject({ status: 200 });
  expect(await ask(`${url}/books`, false)).toEqual(refused);
  socket.write('{}');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 .*VALIDATION_ERROR/s);
  const { code, tookMs } = await stopping;
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(3000);
});

test('new clients without end do not keep a server from stopping', async () => {
  await using dust = new DustProcess({ cwd: home() });
  const url = await dust.url();
  const agent = new Agent({ keepAlive: true });
  await ask(`${url}/health`, agent);
  const stopping = dust.stop();
  const asking = setInterval(() => void ask(`${url}/health`, agent).catch(() => undefined), 5);
  const { code, tookMs } = await stopping.finally(() => clearInterval(asking));
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(5000);
});

test('a connection that never asked anything does not keep a server from stopping', async () => {
  await using dust = new DustProcess({ cwd: home() });
  const { hostname, port } = new URL(await dust.url());
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const { code, tookMs } = await dust.stop();
  socket.destroy();
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(5000);
});
