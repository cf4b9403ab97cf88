import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contract, pathsOf, type Operation } from '@dust/api-contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSampleLibrary } from './shelf.ts';
import { startTestServer, type SignedIn, type TestServer } from './test-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'dust-routes-'));
const origin = 'https://client.example.org';

let server: TestServer;
let admin: SignedIn;
let comicId = 1;
beforeAll(async () => {
  const library = join(folder, 'library');
  writeSampleLibrary(library);
  server = await startTestServer({ env: { DUST_DIRS: library } });
  admin = await server.signUp('admin');
  await admin.client.startScan({ body: {}, query: { wait: true } });
  const { books } = await admin.client.listBooks({ query: { format: ['cbz'] } });
  comicId = books[0]?.id ?? 0;
}, 60_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Every operation once for each of its paths. */
const operations: readonly Operation[] = Object.values(contract).flatMap((operation: Operation) =>
  pathsOf(operation).map((path): Operation => Object.assign({}, operation, { path })),
);
/** A stream of events has no end to wait for. */
const gets = operations.filter(
  ({ method, operationId }) => method === 'GET' && operationId !== 'streamEvents',
);

function urlOf({ path }: Pick<Operation, 'path'>): string {
  return path
    .replace('/books/:id', `/books/${comicId}`)
    .replace('/covers/:id', `/covers/${comicId}`)
    .replace(':tagName', 'Fiction')
    .replace(':category', 'genre')
    .replaceAll(/:\w+\*?/g, '1');
}

describe('every route that GET reads', () => {
  test.each(gets)('$path answers HEAD with the headers of GET and no body', async (operation) => {
    const url = urlOf(operation);
    const [get, head] = [
      await server.inject({ url, headers: admin.headers }),
      await server.inject({ method: 'HEAD', url, headers: admin.headers }),
    ];
    expect(head.statusCode).toBe(get.statusCode);
    expect(head.rawPayload).toHaveLength(0);
    // The metrics grow with every request.
    const isGrowing = operation.operationId === 'getMetrics';
    const changing = {
      date: undefined,
      'x-request-id': undefined,
      ...(isGrowing ? { 'content-length': undefined } : {}),
    };
    expect({ ...head.headers, ...changing }).toEqual({ ...get.headers, ...changing });
  });

  test.each(gets)(
    '$path is confirmed by its tag to who may see it, and to nobody else',
    async (operation) => {
      const url = urlOf(operation);
      const { etag } = (await server.inject({ url, headers: admin.headers })).headers;
      if (etag === undefined) return;
      const conditional = { 'if-none-match': etag };
      const again = await server.inject({ url, headers: { ...admin.headers, ...conditional } });
      expect(again.statusCode).toBe(304);
      expect(again.rawPayload).toHaveLength(0);
      if (operation.permission === null) return;
      expect((await server.inject({ url, headers: conditional })).statusCode).toBe(401);
    },
  );
});

describe('every path', () => {
  const paths = [...new Set(operations.map(({ path }) => path))];

  test.each(paths)('%s lets pages of other origins in', async (path) => {
    const headers = {
      origin,
      'access-control-request-method': 'DELETE',
      'access-control-request-headers': 'content-type, authorization',
    };
    for (const url of [urlOf({ path }), `${urlOf({ path })}/`, `/${urlOf({ path })}`]) {
      const answer = await server.inject({ method: 'OPTIONS', url, headers });
      expect(answer.statusCode).toBe(204);
      expect(answer.rawPayload).toHaveLength(0);
      expect(answer.headers['access-control-allow-origin']).toBe(origin);
    }
  });

  test.each(paths)('%s refuses the methods it does not know, before it asks who calls', async (path) => {
    const known = new Set<string>(operations.filter((one) => one.path === path).map(({ method }) => method));
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      if (known.has(method)) continue;
      const answer = await server.inject({ method, url: urlOf({ path }), payload: 'x', headers: { origin } });
      expect(answer.statusCode).toBe(405);
      expect(answer.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
      const allowed = String(answer.headers['allow']).split(', ');
      expect(new Set(allowed.filter((one) => !['HEAD', 'OPTIONS'].includes(one)))).toEqual(known);
      expect(allowed).toContain('OPTIONS');
      expect(answer.headers['access-control-allow-origin']).toBe(origin);
    }
  });
});

describe('every operation', () => {
  test.each(operations)(
    '$operationId takes a JSON type without a body for no body',
    { timeout: 60_000 },
    async (operation) => {
      const { method, operationId } = operation;
      if (operationId === 'streamEvents') return;
      const url = urlOf(operation);
      const ask = (more: object) =>
        server.inject({
          method,
          url,
          headers: { ...admin.headers, origin, ...more },
          remoteAddress: '10.0.0.1',
        });
      const answer = await ask({ 'content-type': 'application/json' });
      expect(['MALFORMED_JSON', 'UNSUPPORTED_MEDIA_TYPE']).not.toContain(codeOf(answer.body));
      expect(answer.statusCode).toBeLessThan(500);
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': origin,
        'x-content-type-options': 'nosniff',
        'x-request-id': expect.any(String),
        vary: expect.stringContaining('Origin'),
      });
      // Signing out has ended the sign-in of the others.
      if (operationId === 'logout') admin = await signInAgain();
    },
  );
});

async function signInAgain(): Promise<SignedIn> {
  const body = { email: 'admin@example.org', password: 'correct horse' };
  const { token } = await server.client().login({ body });
  return { ...admin, token, client: server.client(token), headers: { authorization: `Bearer ${token}` } };
}

function codeOf(body: string): unknown {
  return /"code":"(\w+)"/.exec(body)?.[1];
}
