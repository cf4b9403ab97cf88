import { mkdtempSync, readdirSync, readlinkSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { shelve } from './shelf.ts';
import { startTestServer, type SignedIn, type TestServer } from './test-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'dust-large-'));
const path = join(folder, 'large.cbz');
const sizeBytes = 300 * 1024 * 1024;

let server: TestServer;
let reader: SignedIn;
let bookId: number;
let port: number;
const failures: string[] = [];
beforeAll(async () => {
  writeFileSync(path, '');
  truncateSync(path, sizeBytes);
  server = await startTestServer({
    env: { DUST_DIRS: folder },
    onLog: (line) => line.includes('request failed') && failures.push(line),
  });
  await server.signUp('admin');
  reader = await server.signUp('reader');
  bookId = await shelve(server.services, { path, format: 'cbz' });
  port = Number(new URL(await server.app.listen({ port: 0, host: '127.0.0.1' })).port);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** How often this process has the file open. */
function openHandles(): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === path;
    } catch {
      return false;
    }
  }).length;
}

/** Asks for the file by hand, so that the client decides how fast it reads. */
function download(headers = ''): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `GET /books/${bookId}/stream HTTP/1.1\r\nHost: x\r\nAuthorization: ${reader.headers.authorization}\r\n${headers}\r\n`,
  );
  return socket;
}

/** How many downloads have been counted. */
async function countDownloads(): Promise<number> {
  const { body } = await server.inject({ url: '/metrics' });
  const lines = body.matchAll(/^dust_http_requests_total\{[^}]*"\/books\/:id\/stream"[^}]*\} (\d+)$/gm);
  return [...lines].reduce((sum, [, count]) => sum + Number(count), 0);
}

const firstBytes = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.once('data', () => {
      socket.pause();
      resolve();
    });
  });

test('a file larger than memory should be goes to a slow client in little memory', async () => {
  const before = process.memoryUsage().rss;
  const socket = download('Connection: close\r\n');
  let received = 0;
  let pauses = 0;
  let highest = 0;
  socket.on('data', (data) => {
    received += data.length;
    if (received < pauses * 30_000_000) return;
    pauses += 1;
    highest = Math.max(highest, process.memoryUsage().rss);
    socket.pause();
    setTimeout(() => socket.resume(), 30);
  });
  await new Promise((resolve) => socket.once('end', resolve));
  expect(received).toBeGreaterThan(sizeBytes);
  expect(highest - before).toBeLessThan(100 * 1024 * 1024);
  await vi.waitFor(() => expect(openHandles()).toBe(0), { timeout: 10_000 });
});

test('a client that waits holds the file open, and one that goes away closes it', async () => {
  const sockets = [download(), download('Range: bytes=1000-\r\n'), download()];
  await Promise.all(sockets.map(firstBytes));
  expect(openHandles()).toBe(3);
  sockets[0]?.destroy();
  await vi.waitFor(() => expect(openHandles()).toBe(2), { timeout: 10_000 });
  for (const socket of sockets) socket.resetAndDestroy();
  await vi.waitFor(() => expect(openHandles()).toBe(0), { timeout: 10_000 });
});

test('a client that goes away in the middle is no failure, and is counted once', async () => {
  const before = await countDownloads();
  const sockets = [download(), download('Range: bytes=1000-\r\n')];
  await Promise.all(sockets.map(firstBytes));
  for (const socket of sockets) socket.resetAndDestroy();
  await vi.waitFor(async () => expect(await countDownloads()).toBe(before + 2), { timeout: 10_000 });
  expect(failures).toEqual([]);
});

test('a client that goes away at once leaves nothing open', async () => {
  for (let round = 0; round < 20; round += 1) {
    const socket = download();
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.destroy();
  }
  await fetch(`http://127.0.0.1:${port}/health`);
  await vi.waitFor(() => expect(openHandles()).toBe(0), { timeout: 10_000 });
});

test('what sends no bytes keeps no file open', async () => {
  const url = `http://127.0.0.1:${port}/books/${bookId}/stream`;
  const { headers } = await fetch(url, { method: 'HEAD', headers: reader.headers });
  expect(headers.get('content-length')).toBe(String(sizeBytes));
  const tag = headers.get('etag') ?? '';
  expect((await fetch(url, { headers: { ...reader.headers, 'if-none-match': tag } })).status).toBe(304);
  expect((await fetch(url, { headers: { ...reader.headers, range: `bytes=${sizeBytes}-` } })).status).toBe(
    416,
  );
  expect(openHandles()).toBe(0);
});

test('a part of a large file is just that part', async () => {
  const answer = await fetch(`http://127.0.0.1:${port}/books/${bookId}/stream`, {
    headers: { ...reader.headers, range: `bytes=${sizeBytes - 1_000_000}-` },
  });
  expect(answer.status).toBe(206);
  expect((await answer.arrayBuffer()).byteLength).toBe(1_000_000);
});

test('a file that shrinks on its way breaks the connection off, rather than leave the client waiting', async () => {
  const shrinking = join(folder, 'shrinking.cbz');
  writeFileSync(shrinking, '');
  truncateSync(shrinking, 50_000_000);
  await server.services.db
    .updateTable('books')
    .set({ file_path: shrinking })
    .where('id', '=', bookId)
    .execute();
  const socket = download();
  await firstBytes(socket);
  truncateSync(shrinking, 20_000_000);
  let received = 0;
  socket.on('data', (data) => (received += data.length));
  socket.resume();
  await new Promise((resolve) => socket.once('close', resolve));
  expect(received).toBeLessThan(50_000_000);
});
