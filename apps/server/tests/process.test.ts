import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDustClient, type DustClient } from '@dust/api-contract';
import { DustProcess, runDust } from './dust-process.ts';
import { writeSampleLibrary } from './shelf.ts';
import { password } from './test-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'dust-process-'));
const library = join(folder, 'library');
const largeBytes = 24_000_000;
beforeAll(() => {
  writeSampleLibrary(library);
  writeFileSync(join(library, 'large.cbz'), '');
  truncateSync(join(library, 'large.cbz'), largeBytes);
});
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
/** A working directory of its own. */
function home(): string {
  count += 1;
  const cwd = join(folder, `home${count}`);
  mkdirSync(cwd);
  return cwd;
}

async function signIn(
  url: string,
  email = 'admin@example.org',
): Promise<{ token: string; client: DustClient }> {
  const { token } = await createDustClient({ baseUrl: url }).login({ body: { email, password } });
  return { token, client: createDustClient({ baseUrl: url, token }) };
}

const addAdmin = (cwd: string) =>
  runDust({
    cwd,
    args: ['user', 'add', 'admin@example.org', '--role', 'admin', '--password-stdin'],
    stdin: `${password}\n`,
  });

test.each(['SIGTERM', 'SIGINT'] as const)(
  'a server says where it listens, answers, and ends on %s',
  async (signal) => {
    await using dust = new DustProcess({ cwd: home() });
    const url = await dust.url();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({
      status: 'ok',
      service: 'dust-server',
    });
    const { code, stderr, tookMs } = await dust.stop(signal);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(tookMs).toBeLessThan(5000);
    expect(dust.log.at(-1)).toMatchObject({ msg: 'stopped' });
  },
);

test('a download under way is finished, and nothing new is begun, when the server ends', async () => {
  const cwd = home();
  await addAdmin(cwd);
  await using dust = new DustProcess({ cwd, env: { DUST_DIRS: library } });
  const url = await dust.url();
  const { client, token } = await signIn(url);
  await client.startScan({ body: {}, query: { wait: true } });
  const book = (await client.listBooks({})).books.find(({ file_size: size }) => size === largeBytes);
  const download = await fetch(`${url}/books/${book?.id}/stream`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const stopping = dust.stop();
  let received = 0;
  for await (const chunk of download.body ?? []) {
    received += chunk.length;
    // Slow enough that the signal arrives long before the end.
    if (received < largeBytes / 2) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(received).toBe(largeBytes);
  const { code, tookMs } = await stopping;
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(5000);
  expect(dust.log.filter(({ level }) => level !== 30)).toEqual([]);
  await expect(fetch(`${url}/health`)).rejects.toThrow();
});

test('a download that does not end is cut off', async () => {
  const cwd = home();
  await addAdmin(cwd);
  await using dust = new DustProcess({ cwd, env: { DUST_DIRS: library } });
  const url = await dust.url();
  const { client, token } = await signIn(url);
  await client.startScan({ body: {}, query: { wait: true } });
  const book = (await client.listBooks({})).books.find(({ file_size: size }) => size === largeBytes);
  const download = await fetch(`${url}/books/${book?.id}/stream`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { code, tookMs } = await dust.stop();
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(6000);
  await expect(download.arrayBuffer()).rejects.toThrow();
});

test('a second start on the same data keeps secret and sign-ins', async () => {
  const cwd = home();
  await addAdmin(cwd);
  let token: string;
  {
    await using first = new DustProcess({ cwd });
    ({ token } = await signIn(await first.url()));
    await first.stop();
  }
  const secretFile = join(cwd, 'data', 'jwt-secret');
  const secret = readFileSync(secretFile, 'utf8');
  expect(statSync(secretFile).mode & 0o777).toBe(0o600);
  expect(statSync(join(cwd, 'data')).mode & 0o777).toBe(0o700);
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  await using second = new DustProcess({ cwd });
  const client = createDustClient({ baseUrl: await second.url(), token });
  expect(await client.getProfile({})).toMatchObject({ email: 'admin@example.org' });
  expect(readFileSync(secretFile, 'utf8')).toBe(secret);
});

test('neither a scan under way nor somebody who listens keeps the server from ending', async () => {
  const cwd = home();
  const many = join(cwd, 'library');
  mkdirSync(many);
  for (let book = 0; book < 1000; book += 1)
    writeFileSync(join(many, `Book ${book}.mobi`), `no book ${book}`);
  await addAdmin(cwd);
  await using dust = new DustProcess({ cwd, env: { DUST_DIRS: many } });
  const url = await dust.url();
  const { client, token } = await signIn(url);
  const events = await fetch(`${url}/events`, { headers: { authorization: `Bearer ${token}` } });
  await client.startScan({ body: { mode: 'full' } });
  const { code, stderr, tookMs } = await dust.stop();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(tookMs).toBeLessThan(5000);
  expect(await events.text()).toContain('retry: 3000');
});

test('a scan that was killed is marked as failed, and the next one completes', async () => {
  const cwd = home();
  const many = join(cwd, 'library');
  mkdirSync(many);
  for (let book = 0; book < 1000; book += 1)
    writeFileSync(join(many, `Book ${book}.mobi`), `no book ${book}`);
  await addAdmin(cwd);
  const scans = (): readonly unknown[] => {
    const database = new DatabaseSync(join(cwd, 'data', 'dust.db'), { readOnly: true });
    try {
      return database
        .prepare('select status from scans order by id')
        .all()
        .map((row) => row['status']);
    } finally {
      database.close();
    }
  };
  {
    await using dust = new DustProcess({ cwd, env: { DUST_DIRS: many } });
    await expect.poll(scans, { interval: 5, timeout: 10_000 }).toEqual(['running']);
    await dust.stop('SIGKILL');
  }
  expect(scans()).toEqual(['running']);
  await using again = new DustProcess({ cwd, env: { DUST_DIRS: many } });
  const { client } = await signIn(await again.url());
  await client.startScan({ body: {}, query: { wait: true } });
  const statuses = (await client.listScans({})).scans.map(({ status }) => status);
  expect(statuses.at(-1)).toBe('failed');
  expect(new Set(statuses.slice(0, -1))).toEqual(new Set(['completed']));
});

test('a port in use is told in one line, and nothing else is', async () => {
  await using first = new DustProcess({ cwd: home() });
  const { port } = new URL(await first.url());
  expect(await runDust({ cwd: home(), env: { PORT: port } })).toEqual({
    code: 1,
    stdout: '',
    stderr: `dust: port ${port} is in use by another program; set PORT to a free one\n`,
  });
});

test('a data folder that cannot be written to is told in one line', async () => {
  const cwd = home();
  writeFileSync(join(cwd, 'data'), 'a file');
  const { code, stderr } = await runDust({ cwd });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^dust: [^\n]+\n$/);
});
