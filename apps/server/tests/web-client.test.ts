import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from './test-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'dust-web-'));
const webDir = join(folder, 'web');
const script = `console.log('${'a'.repeat(5000)}');\n`;
const page = '<!doctype html><title>Client</title>';

let server: TestServer;
beforeAll(async () => {
  for (const path of ['assets', 'books', '.well-known']) mkdirSync(join(webDir, path), { recursive: true });
  const files = {
    'index.html': page,
    'assets/index-BkX3d9Qa.js': script,
    'assets/settings.js': script,
    'assets/a b é.css': 'a{}',
    'pdf.worker.min.mjs': script,
    'reader.wasm': '\0asm',
    'font.woff2': 'font',
    'logo.svg': '<svg/>',
    'site.webmanifest': '{}',
    'data.json': '{}',
    'picture.png': 'png',
    'notes.unknown': '?',
    'books/7': 'not the API',
    health: 'not the API',
    '.env': 'SECRET=1',
    '.well-known/x.txt': 'hidden',
  };
  for (const [path, text] of Object.entries(files)) {
    writeFileSync(join(webDir, path), text);
  }
  writeFileSync(join(folder, 'outside.txt'), 'outside');
  symlinkSync(join(folder, 'outside.txt'), join(webDir, 'link.txt'));
  symlinkSync(folder, join(webDir, 'up'));
  server = await startTestServer({ env: { DUST_WEB_DIR: webDir } });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

test("the folder's first page is the page at /, asked for again at each visit", async () => {
  const answer = await server.inject({ url: '/' });
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toBe(page);
  expect(answer.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  const again = await server.inject({ url: '/', headers: { 'if-none-match': answer.headers.etag } });
  expect(again.statusCode).toBe(304);
  expect(again.headers['cache-control']).toBe('no-cache');
});

test.each([
  ['/index.html', 'text/html; charset=utf-8'],
  ['/assets/index-BkX3d9Qa.js', 'text/javascript; charset=utf-8'],
  ['/pdf.worker.min.mjs', 'text/javascript; charset=utf-8'],
  ['/assets/a%20b%20%C3%A9.css', 'text/css; charset=utf-8'],
  ['/reader.wasm', 'application/wasm'],
  ['/font.woff2', 'font/woff2'],
  ['/logo.svg', 'image/svg+xml; charset=utf-8'],
  ['/site.webmanifest', 'application/manifest+json; charset=utf-8'],
  ['/data.json?v=1', 'application/json; charset=utf-8'],
  ['/picture.png', 'image/png'],
  ['/notes.unknown', 'application/octet-stream'],
])('%s is served as %s', async (url, type) => {
  const answer = await server.inject({ url });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-type']).toBe(type);
  expect(answer.headers.etag).toBeDefined();
});

test('a name with a hash may be kept for ever, any other is asked for again', async () => {
  for (const [url, caching] of [
    ['/assets/index-BkX3d9Qa.js', 'public, max-age=31536000, immutable'],
    ['/assets/settings.js', 'no-cache'],
    ['/pdf.worker.min.mjs', 'no-cache'],
  ] as const) {
    expect((await server.inject({ url })).headers['cache-control']).toBe(caching);
  }
});

test('HEAD answers with the headers of GET and no body, and other methods find nothing', async () => {
  for (const url of ['/', '/picture.png', '/assets/settings.js']) {
    const [get, head] = [await server.inject({ url }), await server.inject({ method: 'HEAD', url })];
    expect(head.statusCode).toBe(200);
    expect(head.rawPayload).toHaveLength(0);
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
    expect(head.headers.etag).toBe(get.headers.etag);
  }
  expect((await server.inject({ method: 'POST', url: '/picture.png' })).statusCode).toBe(404);
});

test('text is compressed on request, and a changed file is sent anew', async () => {
  const request = { url: '/assets/settings.js', headers: { 'accept-encoding': 'br' } };
  const first = await server.inject(request);
  expect(first.headers['content-encoding']).toBe('br');
  expect(first.headers.vary).toBe('Origin, Accept-Encoding');
  writeFileSync(join(webDir, 'assets/settings.js'), `${script}//`);
  const second = await server.inject(request);
  expect(second.headers.etag).not.toBe(first.headers.etag);
  expect(second.rawPayload.equals(first.rawPayload)).toBe(false);
});

test('paths of the API win over files', async () => {
  expect((await server.inject({ url: '/health' })).json()).toMatchObject({ status: 'ok' });
  expect((await server.inject({ url: '/books/7' })).statusCode).toBe(401);
});

test.each([
  '/nothing',
  '/assets',
  '/assets/',
  '/assets/settings.js/',
  '/.env',
  '/%2eenv',
  '/.well-known/x.txt',
  '/link.txt',
  '/up/outside.txt',
  '/../outside.txt',
  '/%2e%2e/outside.txt',
  '/..%2foutside.txt',
  '/assets/..%2f..%2foutside.txt',
  '/assets%2fsettings.js',
  '/assets%5csettings.js',
  '/assets/settings.js%00',
  '/%252e%252e/outside.txt',
  '/%',
  '/%ff',
])('%s is not found, in JSON', async (url) => {
  const answer = await server.inject({ url });
  expect(answer.statusCode).toBe(404);
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
});

test('a folder that is not there leaves the page about the server', async () => {
  await using bare = await startTestServer({ env: { DUST_WEB_DIR: join(folder, 'gone') } });
  const answer = await bare.inject({ url: '/' });
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain('Dust');
  expect((await bare.inject({ url: '/index.html' })).statusCode).toBe(404);
});
