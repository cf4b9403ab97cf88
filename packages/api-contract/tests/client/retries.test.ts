import { expect, it } from 'vitest';
import { createDustClient, isDustError } from '../../src/index.ts';
import { sendJson, serve, type FakeServer } from './fake-server.ts';

const left = new Error('the page was left');
const fast = { retryDelayMs: 1 };
const body = { email: 'a', password: 'b' };

/** A server that drops the connection of the first requests. */
function failing(times: number): Promise<FakeServer> {
  return serve((_, response, count) => {
    if (count <= times) response.destroy();
    else sendJson(response, 200, { message: 'fine' });
  });
}

it('repeats an idempotent call after a network failure', async () => {
  const { url, received } = await failing(2);
  await expect(createDustClient({ baseUrl: url, ...fast }).getHealth()).resolves.toEqual({ message: 'fine' });
  expect(received).toHaveLength(3);
});

it('sends the body of a PUT again', async () => {
  const { url, received } = await failing(1);
  const client = createDustClient({ baseUrl: url, ...fast });
  await client.updateProgress({ params: { id: 7 }, body: { current_page: 3 } });
  expect(received.map((request) => request.body)).toEqual(Array(2).fill('{"current_page":3}'));
});

it('gives up after the last repetition', async () => {
  const { url, received } = await failing(9);
  const error: unknown = await createDustClient({ baseUrl: url, ...fast })
    .getHealth()
    .catch((reason: unknown) => reason);
  expect([isDustError(error, 'NETWORK_ERROR'), received.length]).toEqual([true, 3]);
  expect(error).toMatchObject({ status: 0, cause: expect.any(TypeError) });
});

it('repeats as often as it is told', async () => {
  const { url, received } = await failing(9);
  await expect(createDustClient({ baseUrl: url, retries: 0 }).getHealth()).rejects.toThrow(
    'cannot be reached',
  );
  expect(received).toHaveLength(1);
});

it('repeats a call whose answer broke off', async () => {
  const { url, received } = await serve((_, response, count) => {
    if (count > 1) return sendJson(response, 200, { message: 'fine' });
    response.writeHead(200, { 'content-length': '100' }).write('{"mess');
    setImmediate(() => response.destroy());
  });
  await expect(createDustClient({ baseUrl: url, ...fast }).getHealth()).resolves.toEqual({ message: 'fine' });
  expect(received).toHaveLength(2);
});

it('never repeats a POST', async () => {
  const { url, received } = await failing(1);
  await expect(createDustClient({ baseUrl: url, ...fast }).login({ body })).rejects.toThrow(
    'cannot be reached',
  );
  expect(received).toHaveLength(1);
});

it('never repeats a change of the password, whose success revokes the token it was sent with', async () => {
  const { url, received } = await failing(1);
  const client = createDustClient({ baseUrl: url, token: 'old', ...fast });
  const change = client.changePassword({ body: { currentPassword: 'a', newPassword: 'b' } });
  await expect(change).rejects.toMatchObject({ code: 'NETWORK_ERROR' });
  expect([received.length, client.getToken()]).toEqual([1, 'old']);
});

it('never repeats the end of a session, but other deletions', async () => {
  const { url, received } = await failing(2);
  const client = createDustClient({ baseUrl: url, ...fast });
  const end = client.revokeUserSession({ params: { id: 7, sessionId: 's' } });
  await expect(end).rejects.toThrow('cannot be reached');
  await client.resetProgress({ params: { id: 7 } });
  expect(received.map((request) => request.url)).toEqual([
    '/admin/users/7/sessions/s',
    ...Array(2).fill('/books/7/progress'),
  ]);
});

it('never repeats a call that the server has answered', async () => {
  const failure = { error: 'Internal server error', code: 'INTERNAL_ERROR', requestId: 'r1' };
  const { url, received } = await serve((_, response) => sendJson(response, 500, failure));
  await expect(createDustClient({ baseUrl: url, ...fast }).getHealth()).rejects.toThrow(
    'Internal server error',
  );
  expect(received).toHaveLength(1);
});

it('gives up at once when it is aborted', async () => {
  const abort = new AbortController();
  const { url, received } = await serve(() => abort.abort(left));
  const call = createDustClient({ baseUrl: url, ...fast }).getHealth({}, { signal: abort.signal });
  await expect(call).rejects.toBe(left);
  expect(received).toHaveLength(1);
});

it('gives up at once when it is aborted between two tries', async () => {
  const abort = new AbortController();
  const { url } = await failing(9);
  const fetch: typeof globalThis.fetch = (...args) =>
    globalThis.fetch(...args).finally(() => setTimeout(() => abort.abort(left), 10));
  const client = createDustClient({ baseUrl: url, fetch, retryDelayMs: 60_000 });
  await expect(client.getHealth({}, { signal: abort.signal })).rejects.toBe(left);
});
