import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serve } from './client/fake-server.ts';
import { installPacked } from './installed-package.ts';

const project = installPacked();
afterAll(() => {
  project[Symbol.dispose]();
});

const program = `
import { createDustClient, isDustError } from '@dust/api-contract';

export async function look(baseUrl) {
  const client = createDustClient({ baseUrl, token: 'secret' });
  const { total } = await client.listBooks({ query: { limit: 1 } });
  const missing = await client.getBook({ params: { id: 9 } }).catch((error) => isDustError(error, 'BOOK_NOT_FOUND'));
  return JSON.stringify({ total, missing });
}
`;

let bundle = '';
beforeAll(async () => {
  const input = join(project.folder, 'page.js');
  writeFileSync(input, program);
  const build = await rolldown({ input, platform: 'browser', logLevel: 'silent' });
  const { output } = await build.generate({ format: 'iife', name: 'page', minify: true });
  bundle = output[0].code;
  await build.close();
});

it('runs as a bundle with nothing but what browsers have', async () => {
  const server = await serve(({ url }, response) => {
    const isList = url.startsWith('/books?');
    response.writeHead(isList ? 200 : 404, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(
        isList ? { books: [], total: 3, nextCursor: null } : { error: 'gone', code: 'BOOK_NOT_FOUND' },
      ),
    );
  });
  const page = createContext({
    AbortController,
    AbortSignal,
    Headers,
    Response,
    URL,
    URLSearchParams,
    fetch,
    setTimeout,
    clearTimeout,
    TextDecoder,
    TextEncoder,
  });
  runInContext(bundle, page);
  page['address'] = server.url;
  const seen: unknown = await runInContext('page.look(address)', page);
  expect(JSON.parse(String(seen))).toEqual({ total: 3, missing: true });
  expect(server.received[0]?.headers.authorization).toBe('Bearer secret');
});

it('stays small enough for a page', () => {
  expect(gzipSync(bundle).length).toBeLessThan(30 * 1024);
});
