import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { createTestDatabase } from '@dust/db/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { ExternalLookup, type LookupResult } from '../src/providers/external-lookup.ts';
import { googleBooks } from '../src/providers/google-books.ts';
import { openLibrary } from '../src/providers/open-library.ts';
import type { Fetch } from '../src/providers/polite-requests.ts';

const isbn = '9780306406157';
const unknown = ['The catalogue google-books did not answer.', 'The catalogue open-library did not answer.'];

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Asked {
  readonly result: LookupResult;
  readonly agents: readonly (string | undefined)[];
  readonly cached: number;
}

/** Asks both catalogues, in whose place a server of this machine answers, once or several times. */
async function ask(answer: RequestListener, times = 1): Promise<Asked> {
  const agents: (string | undefined)[] = [];
  server = createServer((request, response) => {
    agents.push(request.headers['user-agent']);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const fetchHere: Fetch = (url, init) =>
    fetch(`http://127.0.0.1:${port}/${url.hostname}${url.pathname}${url.search}`, init);
  await using database = await createTestDatabase();
  const lookup = new ExternalLookup({
    db: database.db,
    providers: [googleBooks(null), openLibrary],
    clock: () => new Date(),
    fetch: fetchHere,
    intervalMs: 0,
    signal: new AbortController().signal,
  });
  let result = await lookup.find(isbn);
  for (let time = 1; time < times; time += 1) result = await lookup.find(isbn);
  const cached = await database.db.selectFrom('lookup_cache').selectAll().execute();
  return { result, agents, cached: cached.length };
}

describe('a catalogue', () => {
  it('is told who asks, and its answer is kept', async () => {
    const volumeInfo = { title: 'Emma', industryIdentifiers: [{ type: 'ISBN_13', identifier: isbn }] };
    const { result, agents, cached } = await ask((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ kind: 'books#volumes', totalItems: 1, items: [{ volumeInfo }] }));
    }, 2);
    expect(result.facts?.title).toBe('Emma');
    expect(agents).toEqual([expect.stringMatching(/^Dust /)]);
    expect(cached).toBe(1);
  });

  it('that knows nothing is not asked again', async () => {
    const { result, agents, cached } = await ask((_request, response) => response.writeHead(404).end(), 3);
    expect(result).toEqual({ facts: null, failures: [] });
    expect(agents).toHaveLength(2);
    expect(cached).toBe(2);
  });

  it.each<[string, RequestListener]>([
    ['has too much to say', (_request, response) => response.end(`"${'x'.repeat(2_100_000)}"`)],
    ['never ends', (_request, response) => Readable.from(blanks()).pipe(response)],
    [
      'breaks off',
      (_request, response) =>
        response.writeHead(200, { 'content-length': 100 }).write('{', () => response.destroy()),
    ],
    ['does not speak JSON', (_request, response) => response.end('<html>Too many requests</html>')],
    ['is out of order', (_request, response) => response.writeHead(500).end('{}')],
    [
      'wants to be left alone',
      (_request, response) => response.writeHead(429, { 'retry-after': '3600' }).end(),
    ],
    [
      'sends everybody round in circles',
      (request, response) => response.writeHead(302, { location: request.url }).end(),
    ],
  ])('that %s changes nothing, is left alone for a while, and is asked once', async (_what, answer) => {
    const { result, agents, cached } = await ask(answer, 3);
    expect(result).toEqual({ facts: null, failures: unknown });
    expect(new Set(agents)).toEqual(new Set([expect.stringMatching(/^Dust /)]));
    expect(cached).toBe(0);
  });
});

function* blanks(): Generator<Buffer> {
  const block = Buffer.alloc(65_536, ' ');
  for (;;) yield block;
}
