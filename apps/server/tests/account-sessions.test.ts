import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ask, refusal, type Failure } from './ask.ts';
import { password, startTestServer, type SignedIn, type TestServer } from './test-server.ts';

let server: TestServer;
let admin: SignedIn;
let ann: SignedIn;
let now: Date;
beforeAll(async () => {
  now = new Date('2026-03-01T12:00:00Z');
  server = await startTestServer({ clock: () => now });
  admin = await server.signUp('admin');
});
afterAll(() => server[Symbol.asyncDispose]());

let made = 0;
beforeEach(async () => {
  ann = await server.signUp(`ann${(made += 1)}`, ['user']);
});

const notFound = ['USER_NOT_FOUND', 'User not found'] as const;
const invalidId = ['INVALID_ID', 'Invalid user ID'] as const;
const passwordText = 'Password must be 8 to 72 bytes long';

describe('setting a password', () => {
  test('ends all sign-ins of the user and lets the new password in', async () => {
    const answer = await ask(server, admin, [
      'POST',
      `/admin/users/${ann.id}/password`,
      { newPassword: 'another horse' },
    ]);
    expect(answer).toEqual({ status: 200, body: { message: 'Password reset successfully' } });
    expect((await ask(server, ann, ['GET', '/profile'])).status).toBe(401);
    const { user } = await admin.client.getUser({ params: { id: ann.id } });
    const signIn = (word: string) =>
      ask(server, undefined, ['POST', '/auth/login', { email: user.email, password: word }]);
    expect([(await signIn('another horse')).status, (await signIn(password)).status]).toEqual([200, 401]);
  });

  test.each<Failure>([
    ['POST', '/admin/users/x/password', { password }, 400, ...invalidId],
    ['POST', '/admin/users/2/password', undefined, 400, 'VALIDATION_ERROR', passwordText],
    ['POST', '/admin/users/2/password', {}, 400, 'VALIDATION_ERROR', passwordText],
    ['POST', '/admin/users/2/password', { password: 'short' }, 400, 'VALIDATION_ERROR', passwordText],
    ['POST', '/admin/users/999999/password', { password }, 404, ...notFound],
    [
      'POST',
      '/admin/users/1/password',
      { password },
      403,
      'SELF_MODIFICATION',
      'Use PUT /profile/password for your own account',
    ],
  ])('%s %s with %j is %i %s', async (...failure) => {
    expect(await ask(server, admin, failure)).toMatchObject(refusal(failure));
  });
});

test.each([
  ['POST', '/admin/users/2/password', { newPassword: 'short' }, 'body.newPassword'],
  ['POST', '/admin/users/2/password', { password: null, newPassword: 'short' }, 'body.newPassword'],
  ['POST', '/admin/users/2/password', { password: 'short', newPassword: password }, 'body.password'],
  ['PUT', '/profile/password', { currentPassword: password, newPassword: 'short' }, 'body.newPassword'],
  ['PUT', '/profile', { displayName: 'x'.repeat(201) }, 'body.displayName'],
  ['PUT', '/profile', { display_name: 'x'.repeat(201) }, 'body.display_name'],
] as const)('what is wrong in %s %s with %j is told by its name there', async (method, url, body, path) => {
  const answer = await ask(server, admin, [method, url, body]);
  expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION_ERROR', details: [{ path }] } });
});

describe('sign-ins of a user', () => {
  test('are listed newest first, without anything to sign in with', async () => {
    const { user } = await admin.client.getUser({ params: { id: ann.id } });
    now = new Date('2026-03-01T12:01:00Z');
    const answer = await server.inject({
      method: 'POST',
      url: '/auth/login',
      headers: { 'user-agent': 'Reader 1.0' },
      payload: { email: user.email, password },
    });
    const { sessions } = await server
      .client(answer.json().token)
      .listUserSessions({ params: { id: ann.id } });
    expect(sessions).toHaveLength(2);
    expect(sessions[0]).toEqual({
      id: expect.any(String),
      user_id: ann.id,
      created_at: '2026-03-01T12:01:00Z',
      last_used_at: expect.any(String),
      expires_at: '2026-03-02T12:01:00Z',
      user_agent: 'Reader 1.0',
      current: true,
    });
    expect(sessions[1]?.current).toBe(false);
    expect(answer.json().token).not.toContain(sessions[0]?.id);
  });

  test('one of them is revoked, and the others stay', async () => {
    const { user } = await admin.client.getUser({ params: { id: ann.id } });
    const other = await server.client().login({ body: { email: user.email, password } });
    const { sessions } = await ann.client.listUserSessions({ params: { id: ann.id } });
    const own = sessions.find(({ current }) => !current);
    const url = `/admin/users/${ann.id}/sessions/${own?.id}`;
    expect(await ask(server, ann, ['DELETE', url])).toEqual({
      status: 200,
      body: { message: 'Session revoked' },
    });
    await expect(server.client(other.token).getProfile()).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    expect((await ask(server, ann, ['GET', '/profile'])).status).toBe(200);
    expect(await ask(server, ann, ['DELETE', url])).toMatchObject({
      status: 404,
      body: { code: 'SESSION_NOT_FOUND', error: 'Session not found' },
    });
  });

  test.each<Failure>([
    ['GET', '/admin/users/x/sessions', undefined, 400, ...invalidId],
    ['GET', '/admin/users/999999/sessions', undefined, 404, ...notFound],
    ['DELETE', '/admin/users/999999/sessions/x', undefined, 404, ...notFound],
    ['GET', '/admin/users/x', undefined, 400, ...invalidId],
    ['GET', '/admin/users/999999', undefined, 404, ...notFound],
  ])('%s %s is refused', async (...failure) => {
    expect(await ask(server, admin, failure)).toMatchObject(refusal(failure));
  });

  test("another user's sign-ins are none of a reader's business, nor can they be ended", async () => {
    for (const method of ['GET', 'DELETE'] as const) {
      const url = `/admin/users/${admin.id}/sessions${method === 'GET' ? '' : '/x'}`;
      expect(await ask(server, ann, [method, url])).toMatchObject({
        status: 403,
        body: { code: 'SELF_OR_ADMIN_REQUIRED' },
      });
    }
  });
});
