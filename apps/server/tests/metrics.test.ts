import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTestServer, type TestServer } from './test-server.ts';

interface Sender {
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function statusOf(server: TestServer, { from = '10.0.0.1', headers = {} }: Sender): Promise<number> {
  return (await server.inject({ url: '/metrics', remoteAddress: from, headers })).statusCode;
}

async function metricsOf(server: TestServer): Promise<readonly string[]> {
  return (await server.inject({ url: '/metrics' })).body.split('\n');
}

const bearer = (token: string): Sender => ({ headers: { authorization: `Bearer ${token}` } });

test('the answer is OpenMetrics that nobody keeps', async () => {
  await using server = await startTestServer();
  const { headers, body } = await server.inject({ url: '/metrics' });
  expect(headers['content-type']).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
  expect(headers['cache-control']).toBe('no-store');
  expect(body).toMatch(/^# TYPE dust_build info\n/);
  expect(body).toMatch(/\n# EOF\n$/);
  for (const line of body.trimEnd().split('\n')) {
    expect(line).toMatch(
      /^(# (TYPE|UNIT|HELP) [a-z_]+ .+|# EOF|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [\d.e-]+)$/,
    );
  }
  const families = [...body.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  expect(new Set(families).size).toBe(families.length);
});

test.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])(
  'by default the peer %s of the same machine may read them',
  async (from) => {
    await using server = await startTestServer();
    expect(await statusOf(server, { from })).toBe(200);
  },
);

test.each([
  ['10.0.0.1', {}],
  ['::2', {}],
  ['127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }],
  ['127.0.0.1', { forwarded: 'for=127.0.0.1' }],
])('by default the peer %s with %j may not', async (from, headers) => {
  await using server = await startTestServer({ env: { TRUST_PROXY: 'true' } });
  expect(await statusOf(server, { from, headers })).toBe(401);
});

test('a forwarded address is never taken for the same machine', async () => {
  await using server = await startTestServer({ env: { TRUST_PROXY: '10.0.0.1' } });
  expect(await statusOf(server, { headers: { 'x-forwarded-for': '127.0.0.1' } })).toBe(401);
});

test('everybody may read them where they are public', async () => {
  await using server = await startTestServer({ env: { DUST_METRICS: 'public' } });
  expect(await statusOf(server, {})).toBe(200);
  expect(await statusOf(server, { headers: { 'x-forwarded-for': '192.0.2.1' } })).toBe(200);
});

test('where they are off, only tokens open them', async () => {
  await using server = await startTestServer({
    env: { DUST_METRICS: 'off', DUST_METRICS_TOKEN: 'for-scrapers' },
  });
  expect(await statusOf(server, { from: '127.0.0.1' })).toBe(401);
  expect(await statusOf(server, bearer('for-scrapers'))).toBe(200);
  expect(await statusOf(server, bearer('for-others'))).toBe(401);
});

test('the token of an account opens them with system.admin only', async () => {
  await using server = await startTestServer();
  const [admin, librarian] = [await server.signUp('admin'), await server.signUp('keeper', ['librarian'])];
  expect(await statusOf(server, admin)).toBe(200);
  const refused = await server.inject({
    url: '/metrics',
    remoteAddress: '10.0.0.1',
    headers: librarian.headers,
  });
  expect([refused.statusCode, refused.json()]).toMatchObject([
    403,
    { code: 'PERMISSION_DENIED', error: 'Permission denied: system.admin required' },
  ]);
});

test('the metrics token opens nothing else', async () => {
  await using server = await startTestServer({ env: { DUST_METRICS_TOKEN: 'scrape' } });
  expect((await server.inject({ url: '/books', ...bearer('scrape') })).statusCode).toBe(401);
});

test('answers are counted by method, pattern and status, failures and unknown paths too', async () => {
  await using server = await startTestServer();
  const { headers } = await server.signUp('admin');
  for (const url of ['/books/77', '/books/78', '/tags', '/tags?secret=1', '/private/name']) {
    await server.inject({ url, headers });
  }
  await server.inject({ method: 'HEAD', url: '/tags', headers });
  await server.inject({ method: 'DELETE', url: '/tags' });
  await server.inject({ url: '/tags' });
  const lines = await metricsOf(server);
  expect(lines).toEqual(
    expect.arrayContaining([
      'dust_http_requests_total{method="GET",route="/books/:id",status="404"} 2',
      'dust_http_requests_total{method="GET",route="/tags",status="200"} 2',
      'dust_http_requests_total{method="GET",route="/tags",status="401"} 1',
      'dust_http_requests_total{method="HEAD",route="/tags",status="200"} 1',
      'dust_http_requests_total{method="DELETE",route="/tags",status="405"} 1',
      'dust_http_requests_total{method="GET",route="other",status="404"} 1',
      'dust_http_request_duration_seconds_count{method="GET",route="/tags"} 3',
      'dust_http_request_duration_seconds_bucket{method="GET",route="/tags",le="+Inf"} 3',
    ]),
  );
  expect(lines.join('\n')).not.toMatch(/books\/7|private|secret/);
});

test('books, accounts and files are told as they are', async () => {
  await using server = await startTestServer();
  const { client } = await server.signUp('admin');
  const { id } = await server.signUp('reader');
  await client.deleteUser({ params: { id } });
  await server.services.db
    .insertInto('books')
    .values(['active', 'archived', null].map((status) => ({ name: 'Emma', file_path: `/${status}`, status })))
    .execute();
  expect(await metricsOf(server)).toEqual(
    expect.arrayContaining([
      'dust_books{status="active"} 2',
      'dust_books{status="archived"} 1',
      'dust_users{active="true"} 1',
      'dust_users{active="false"} 1',
      'dust_quarantined_files 0',
    ]),
  );
});

test('scans are counted when they have ended', async () => {
  await using library = await mkdtempDisposable(join(tmpdir(), 'dust-metrics-'));
  await using server = await startTestServer({ env: { DUST_DIRS: library.path } });
  const { client } = await server.signUp('admin');
  await client.startScan({ body: {}, query: { wait: true } });
  expect(await metricsOf(server)).toEqual(
    expect.arrayContaining([
      'dust_scans_total{status="completed"} 1',
      'dust_scans_total{status="failed"} 0',
      'dust_scan_duration_seconds_count 1',
    ]),
  );
});

test('the figures take three statements, however much there is', async () => {
  await using server = await startTestServer();
  await metricsOf(server);
  const before = server.statements.length;
  await metricsOf(server);
  expect(server.statements.length - before).toBe(3);
});
