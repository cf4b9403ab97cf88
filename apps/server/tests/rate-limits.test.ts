import { expect, test } from 'vitest';
import { password, startTestServer, type TestServer } from './test-server.ts';

interface Limited extends AsyncDisposable {
  readonly server: TestServer;
  readonly clock: { ms: number };
  login(
    email: string,
    attempt: string,
    from?: string,
    forwarded?: string,
  ): Promise<{ status: number; retryAfter: unknown; code: unknown }>;
}

/** A server whose clock stands still until it is moved, with one account. */
async function startLimited(env: Readonly<Record<string, string>> = {}): Promise<Limited> {
  const clock = { ms: Date.parse('2024-05-01T12:00:00Z') };
  const server = await startTestServer({ env, clock: () => new Date(clock.ms) });
  await server.signUp('admin');
  return {
    server,
    clock,
    login: async (email, attempt, from = '10.0.0.1', forwarded) => {
      const answer = await server.inject({
        method: 'POST',
        url: '/auth/login',
        payload: { email, password: attempt },
        remoteAddress: from,
        ...(forwarded === undefined ? {} : { headers: { 'x-forwarded-for': forwarded } }),
      });
      return {
        status: answer.statusCode,
        retryAfter: answer.headers['retry-after'],
        code: answer.json().code,
      };
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function times(count: number, attempt: (round: number) => Promise<unknown>): Promise<void> {
  for (let round = 0; round < count; round += 1) await attempt(round);
}

const admin = 'admin@example.org';
const limited = (retryAfter: string) => ({ status: 429, code: 'RATE_LIMITED', retryAfter });

test('after ten failures a pair of e-mail and address waits, even with the right password', async () => {
  await using one = await startLimited();
  await times(10, async () => expect((await one.login(admin, 'wrong')).status).toBe(401));
  expect(await one.login(admin, password)).toEqual(limited('900'));
  expect(await one.login('ADMIN@example.org', password)).toEqual(limited('900'));
  expect((await one.login(admin, password, '10.0.0.2')).status).toBe(200);
  one.clock.ms += 899_000;
  expect(await one.login(admin, password)).toEqual(limited('1'));
  one.clock.ms += 1000;
  expect((await one.login(admin, password)).status).toBe(200);
});

test('an unknown e-mail is counted like a known one', async () => {
  await using one = await startLimited();
  await times(10, () => one.login('nobody@example.org', 'wrong'));
  expect(await one.login('nobody@example.org', 'wrong')).toEqual(limited('900'));
});

test('a success clears the failures of its pair', async () => {
  await using one = await startLimited();
  await times(9, () => one.login(admin, 'wrong'));
  expect((await one.login(admin, password)).status).toBe(200);
  await times(9, () => one.login(admin, 'wrong'));
  expect((await one.login(admin, password)).status).toBe(200);
});

test('after a hundred failures an address waits, whatever e-mail it names', async () => {
  await using one = await startLimited();
  await times(100, (round) => one.login(`nobody${round}@example.org`, 'wrong'));
  expect(await one.login(admin, password)).toEqual(limited('900'));
  expect((await one.login(admin, password, '10.0.0.2')).status).toBe(200);
});

test('wrong current passwords count for the address', async () => {
  await using one = await startLimited();
  const { headers } = await one.server.signUp('reader');
  const change = async () =>
    (
      await one.server.inject({
        method: 'PUT',
        url: '/profile/password',
        headers,
        payload: { currentPassword: 'wrong', newPassword: 'new password' },
        remoteAddress: '10.0.0.1',
      })
    ).statusCode;
  await times(100, async () => expect(await change()).toBe(403));
  expect(await change()).toBe(429);
});

test('an address registers a hundred accounts an hour', async () => {
  await using one = await startLimited();
  const register = async (name: string) =>
    (
      await one.server.inject({
        method: 'POST',
        url: '/auth/register',
        payload: { email: `${name}@example.org`, password, display_name: name },
        remoteAddress: '10.0.0.1',
      })
    ).statusCode;
  await times(100, async (round) => expect(await register(`user${round}`)).toBe(201));
  expect(await register('more')).toBe(429);
  one.clock.ms += 3_600_000;
  expect(await register('more')).toBe(201);
});

test('a limit of 0 refuses nobody, and the others hold', async () => {
  await using one = await startLimited({ DUST_LIMIT_SIGN_INS: '0', DUST_LIMIT_FAILURES: '12' });
  await times(12, async () => expect((await one.login(admin, 'wrong')).status).toBe(401));
  expect((await one.login(admin, password)).status).toBe(429);
});

test('a configured number of sign-ins and registrations is refused beyond', async () => {
  await using one = await startLimited({ DUST_LIMIT_SIGN_INS: '2', DUST_LIMIT_REGISTRATIONS: '2' });
  await times(2, () => one.login(admin, 'wrong'));
  expect((await one.login(admin, password)).status).toBe(429);
  const register = async (name: string) =>
    (
      await one.server.inject({
        method: 'POST',
        url: '/auth/register',
        payload: { email: `${name}@example.org`, password, display_name: name },
        remoteAddress: '10.0.0.1',
      })
    ).statusCode;
  // The e-mail that is taken counts like the one that is not.
  expect([await register('admin'), await register('one'), await register('two')]).toEqual([409, 201, 429]);
});

test('a forwarded address counts only from a trusted proxy', async () => {
  await using alone = await startLimited();
  await times(10, (round) => alone.login(admin, 'wrong', '10.0.0.1', `192.0.2.${round}`));
  expect((await alone.login(admin, password, '10.0.0.1', '192.0.2.99')).status).toBe(429);

  await using behind = await startLimited({ TRUST_PROXY: '10.0.0.1' });
  await times(10, () => behind.login(admin, 'wrong', '10.0.0.1', '192.0.2.1'));
  expect((await behind.login(admin, password, '10.0.0.1', '192.0.2.1')).status).toBe(429);
  expect((await behind.login(admin, password, '10.0.0.1', '192.0.2.2')).status).toBe(200);
  // What the client itself has put in front is not believed.
  expect((await behind.login(admin, password, '10.0.0.1', '192.0.2.3, 192.0.2.1')).status).toBe(429);
  // Another peer than the proxy is taken for itself.
  expect((await behind.login(admin, password, '10.0.0.9', '192.0.2.1')).status).toBe(200);
});
