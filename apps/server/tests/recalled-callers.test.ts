import { getChangeVersions } from '@dust/db';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestServer, type SignedIn, type TestServer } from './test-server.ts';

let server: TestServer;
let admin: SignedIn;
let reader: SignedIn;
let now = Date.now();
beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
  admin = await server.signUp('admin');
  reader = await server.signUp('reader');
});
afterAll(() => server[Symbol.asyncDispose]());

/** Asks twice in one turn of the event loop; the second answer's status, and whether the caller was recalled for it. */
async function askAgain(
  url: string,
  { headers }: SignedIn,
): Promise<{ status: number; isRecalled: boolean }> {
  await server.inject({ url, headers });
  await getChangeVersions(server.services.db);
  const recall = vi.spyOn(server.services.authenticator, 'recall');
  const { statusCode: status } = await server.inject({ url, headers });
  const isRecalled = recall.mock.results.some(({ value }) => value !== undefined);
  recall.mockRestore();
  return { status, isRecalled };
}

test('who is recalled may do no more than who is looked up', async () => {
  expect(await askAgain('/books', reader)).toEqual({ status: 200, isRecalled: true });
  expect(await askAgain('/admin/users', reader)).toEqual({ status: 403, isRecalled: true });
  expect(await askAgain('/admin/users', admin)).toEqual({ status: 200, isRecalled: true });
});

test('a token past its time is refused although its session was seen a moment ago', async () => {
  expect(await askAgain('/books', reader)).toEqual({ status: 200, isRecalled: true });
  now += 86_400_000;
  expect(await askAgain('/books', reader)).toEqual({ status: 401, isRecalled: false });
});
