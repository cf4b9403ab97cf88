import { expect, it } from 'vitest';
import { createDustClient } from '../../src/index.ts';
import { sendJson, serve } from './fake-server.ts';

const credentials = { email: 'ann@example.org', password: 'correct horse' };

it('sends no credentials without a token', async () => {
  const { url, received } = await serve((_, response) => sendJson(response, 200, {}));
  await createDustClient({ baseUrl: url }).getProfile();
  expect(received[0]?.headers.authorization).toBeUndefined();
});

it('sends the token it was made with, and another once it is set', async () => {
  const { url, received } = await serve((_, response) => sendJson(response, 200, {}));
  const client = createDustClient({ baseUrl: url, token: 'one' });
  await client.getProfile();
  client.setToken('two');
  await client.getProfile();
  expect(received.map(({ headers }) => headers.authorization)).toEqual(['Bearer one', 'Bearer two']);
});

it('takes the token of a sign-in and reports it', async () => {
  const { url, received } = await serve((_, response) => sendJson(response, 200, { token: 'fresh' }));
  const reported: unknown[] = [];
  const client = createDustClient({ baseUrl: url, onToken: (token) => reported.push(token) });
  await client.login({ body: credentials });
  await client.getProfile();
  expect([received[1]?.headers.authorization, reported]).toEqual(['Bearer fresh', ['fresh']]);
});

it('takes the token of a changed password', async () => {
  const { url } = await serve((_, response) => sendJson(response, 200, { token: 'next' }));
  const client = createDustClient({ baseUrl: url, token: 'old' });
  await client.changePassword({ body: { currentPassword: 'a', newPassword: 'b' } });
  expect(client.getToken()).toBe('next');
});

it('forgets the token after signing out and reports it', async () => {
  const { url } = await serve((_, response) =>
    sendJson(response, 200, { message: 'Logged out successfully' }),
  );
  const reported: unknown[] = [];
  const client = createDustClient({ baseUrl: url, token: 'old', onToken: (token) => reported.push(token) });
  await client.logout();
  expect([client.getToken(), reported]).toEqual([null, [null]]);
});

it('keeps its token when a sign-in fails', async () => {
  const failure = { error: 'Invalid credentials', code: 'INVALID_CREDENTIALS', requestId: 'r1' };
  const { url } = await serve((_, response) => sendJson(response, 401, failure));
  const client = createDustClient({ baseUrl: url, token: 'old' });
  await expect(client.login({ body: credentials })).rejects.toThrow('Invalid credentials');
  expect(client.getToken()).toBe('old');
});
