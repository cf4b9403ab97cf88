import { createHash } from 'node:crypto';
import { request as send } from 'node:http';
import { acceptsBasic, contract, pathsOf, type Operation } from '@dust/api-contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { password, startTestServer, type TestServer } from './test-server.ts';

type Headers = Readonly<Record<string, string>>;

let server: TestServer;
let port: number;
/** What a member of the household has typed into apps; and the same for one who may not read. */
const ways: Record<
  'member' | 'stranger',
  { readonly basic: readonly Headers[]; readonly koreader: Headers }
> = { member: { basic: [], koreader: {} }, stranger: { basic: [], koreader: {} } };

beforeAll(async () => {
  server = await startTestServer({ env: { DUST_LIMIT_SIGN_INS: '0', DUST_LIMIT_FAILURES: '0' } });
  await server.signUp('member');
  await server.signUp('stranger', []);
  for (const name of ['member', 'stranger'] as const) {
    const { token } = await server.client().login({ body: { email: `${name}@example.org`, password } });
    const made = await server.client(token).createAppPassword({ body: { name: 'Reader' } });
    ways[name] = {
      basic: [
        { authorization: basic(name, password) },
        { authorization: basic(name, made.password) },
        { authorization: `Bearer ${made.password}` },
      ],
      koreader: {
        'x-auth-user': name,
        'x-auth-key': createHash('md5').update(made.password).digest('hex'),
      },
    };
  }
  port = Number(new URL(await server.app.listen({ port: 0, host: '127.0.0.1' })).port);
});
afterAll(() => server[Symbol.asyncDispose]());

function basic(name: string, secret: string): string {
  return `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
}

interface Place {
  readonly operation: Operation;
  readonly path: string;
  readonly url: string;
}

/** Every path of every operation that is not open to all. */
const places: readonly Place[] = Object.values(contract).flatMap((operation: Operation) =>
  pathsOf(operation).map((path) => ({ operation, path, url: path.replaceAll(/:\w+\*?/g, '1') })),
);
const isKosync = ({ path }: Place): boolean =>
  path.startsWith('/kosync/') && path !== '/kosync/healthcheck' && path !== '/kosync/users/create';
const closed = places.filter(
  (place) =>
    (place.operation.permission !== null && place.operation.permission !== 'metrics') || isKosync(place),
);
const forApps = closed.filter(({ path }) => acceptsBasic(path));
const forNoApp = closed.filter(({ path }) => !acceptsBasic(path));

/** Sends the target as it is, which `inject` would resolve like a relative URL; the status alone matters. */
async function statusOf(method: string, target: string, headers: Headers): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sending = send({ port, host: '127.0.0.1', method, path: target, headers }, (answer) => {
      answer.resume().once('error', reject);
      answer.destroy();
      resolve(answer.statusCode);
    });
    sending.once('error', reject).end();
  });
}

describe('outside /opds', () => {
  test.each(forNoApp)('$operation.method $path lets in no password, whoever’s', async (place) => {
    for (const headers of ways.member.basic) {
      expect(await statusOf(place.operation.method, place.url, headers)).toBe(401);
    }
  });

  test.each(closed.filter((place) => !isKosync(place)))(
    '$operation.method $path knows nothing of what KOReader sends',
    async ({ operation, url }) => {
      expect(await statusOf(operation.method, url, ways.member.koreader)).toBe(401);
    },
  );

  test.each([
    '/opds/..',
    '/opds/%2e%2e',
    '/opds%2f..',
    '/opds%2F..%2F',
    '//opds//..',
    '/OPDS',
    '/opds;',
    '/opds%00',
    '/opds\\..',
    '/opds/v1.2/../..',
    '/opds/v1.2/%2e%2e/%2e%2e',
    'http://dust.test/opds/..',
  ])('a path that begins with %s leads nowhere else', async (prefix) => {
    const reached: string[] = [];
    for (const { operation, url } of closed) {
      for (const headers of [...ways.member.basic.slice(1, 2), ways.member.koreader]) {
        const status = (await statusOf(operation.method, `${prefix}${url}`, headers)) ?? 0;
        if (![401, 404, 405].includes(status)) reached.push(`${operation.method} ${url}: ${status}`);
      }
    }
    expect(reached).toEqual([]);
  });
});

describe('under /opds', () => {
  test.each(forApps)('$operation.method $path lets nobody in who may not read', async (place) => {
    for (const headers of ways.stranger.basic) {
      expect(await statusOf(place.operation.method, place.url, headers)).toBe(403);
    }
    expect(await statusOf(place.operation.method, place.url, {})).toBe(401);
  });
});

test.each(places.filter(isKosync))(
  '$operation.method $path lets nobody in who may not read',
  async (place) => {
    const { method } = place.operation;
    const answer = await server.inject({ method, url: place.url, headers: { ...ways.stranger.koreader } });
    const refusal = { code: 2003, message: 'Permission denied: books.read required' };
    expect([answer.statusCode, answer.json()]).toEqual([403, refusal]);
    expect(await statusOf(method, place.url, ways.member.koreader)).not.toBe(401);
  },
);
