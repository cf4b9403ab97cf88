import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { shelve } from './shelf.ts';
import { startTestServer, type TestServer } from './test-server.ts';

interface Asked {
  readonly server: TestServer;
  /** The address of a book's cover, as a client that sends these headers is told it. */
  coverUrl(headers: Readonly<Record<string, string>>, remoteAddress?: string): Promise<string>;
}

async function ask(env: Readonly<Record<string, string>>): Promise<Asked & AsyncDisposable> {
  const server = await startTestServer({ env });
  const { headers: credentials } = await server.signUp('admin');
  const id = await shelve(server.services, { path: '/x/a.epub', format: 'epub', coverHash: 'a'.repeat(64) });
  return {
    server,
    coverUrl: async (headers, remoteAddress = '10.0.0.1') => {
      const answer = await server.inject({
        url: `/books/${id}`,
        headers: { ...credentials, ...headers },
        remoteAddress,
      });
      return answer.json().book.cover_image_url;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const path = (base: string) =>
  expect.stringMatching(new RegExp(`^${base.replaceAll('.', '\\.')}/covers/1\\?v=`));

test('absolute addresses begin as the client came', async () => {
  await using asked = await ask({});
  expect(await asked.coverUrl({ host: 'books.example.org:4001' })).toEqual(
    path('http://books.example.org:4001'),
  );
  expect(await asked.coverUrl({ host: '[::1]:4001' })).toEqual(path('http://\\[::1\\]:4001'));
});

test.each(['a"b', 'a<b>', 'a b', 'a/b', 'user@host', 'a'.repeat(300)])(
  'the host %j is not handed on',
  async (host) => {
    await using asked = await ask({});
    expect(await asked.coverUrl({ host })).toEqual(path('http://localhost'));
  },
);

test('a client of HTTP 1.0, which names no host, is given addresses all the same', async () => {
  await using asked = await ask({});
  const { port } = new URL(await asked.server.app.listen({ port: 0, host: '127.0.0.1' }));
  const socket = connect(Number(port), '127.0.0.1');
  socket.write('GET / HTTP/1.0\r\n\r\n');
  expect(await text(socket)).not.toContain('undefined');
});

test('a forwarded address counts only from a trusted proxy', async () => {
  const forwarded = {
    host: 'inside:4001',
    'x-forwarded-host': 'dust.example.org',
    'x-forwarded-proto': 'https',
  };
  await using alone = await ask({});
  expect(await alone.coverUrl(forwarded)).toEqual(path('http://inside:4001'));
  await using behind = await ask({ TRUST_PROXY: '10.0.0.1' });
  expect(await behind.coverUrl(forwarded)).toEqual(path('https://dust.example.org'));
  expect(await behind.coverUrl(forwarded, '10.0.0.2')).toEqual(path('http://inside:4001'));
});

test('a configured address wins over all, with its path', async () => {
  await using asked = await ask({ DUST_PUBLIC_URL: 'https://example.org/dust/', TRUST_PROXY: 'true' });
  const headers = { host: 'other', 'x-forwarded-host': 'another' };
  expect(await asked.coverUrl(headers)).toEqual(path('https://example.org/dust'));
});
