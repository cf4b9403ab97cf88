import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ask, refusal, type Failure } from './ask.ts';
import { password, startTestServer, type SignedIn, type TestServer } from './test-server.ts';

let server: TestServer;
let admin: SignedIn;
let made = 0;
beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date('2026-03-01T12:00:00Z') });
  admin = await server.signUp('admin');
});
afterAll(() => server[Symbol.asyncDispose]());

const notFound = ['USER_NOT_FOUND', 'User not found'] as const;
const invalidId = ['INVALID_ID', 'Invalid user ID'] as const;
const missing = 'username, email, and password are required';
const passwordText = 'Password must be 8 to 72 bytes long';

let ann: SignedIn;
beforeEach(async () => {
  ann = await newUser(`ann${(made += 1)}`);
});

/** An account made by an administrator: registrations are limited. */
async function newUser(name: string): Promise<SignedIn> {
  const email = `${name}@example.org`;
  await admin.client.createUser({ body: { username: name, email, password } });
  const { user, token } = await server.client().login({ body: { email, password } });
  return { id: user.id, token, client: server.client(token), headers: { authorization: `Bearer ${token}` } };
}

describe('creating a user', () => {
  test('answers with the account, which can sign in at once', async () => {
    const body = {
      username: 'Zoë',
      email: ' zoe@Example.org ',
      password,
      displayName: ' ',
      roles: ['guest'],
    };
    const { status, body: answer } = await ask(server, admin, ['POST', '/admin/users', body]);
    expect([status, answer]).toEqual([
      201,
      {
        user: {
          id: expect.any(Number),
          username: 'Zoë',
          email: 'zoe@Example.org',
          displayName: 'Zoë',
          display_name: 'Zoë',
          is_active: true,
          is_admin: false,
          created_at: '2026-03-01T12:00:00Z',
          updated_at: '2026-03-01T12:00:00Z',
          created: '2026-03-01T12:00:00Z',
          lastLogin: null,
          roles: ['guest'],
          permissions: ['books.read'],
        },
      },
    ]);
    const { user } = await server.client().login({ body: { email: 'ZOE@example.org', password } });
    expect(user.lastLogin).toBe('2026-03-01T12:00:00Z');
  });

  test('gives the role user unless roles are named; display_name wins over displayName', async () => {
    const body = { username: 'yan', email: 'yan@example.org', password, display_name: 'A', displayName: 'B' };
    const { user } = await admin.client.createUser({ body });
    expect([user.roles, user.displayName]).toEqual([['user'], 'A']);
  });

  const user = { username: 'new', email: 'new@example.org', password };
  test.each<Failure>([
    ['POST', '/admin/users', undefined, 400, 'VALIDATION_ERROR', missing],
    ['POST', '/admin/users', { ...user, username: undefined }, 400, 'VALIDATION_ERROR', missing],
    ['POST', '/admin/users', { ...user, email: null }, 400, 'VALIDATION_ERROR', missing],
    ['POST', '/admin/users', { ...user, password: 12_345_678 }, 400, 'VALIDATION_ERROR', missing],
    ['POST', '/admin/users', { ...user, email: 'a b@c' }, 400, 'VALIDATION_ERROR', 'Invalid email address'],
    ['POST', '/admin/users', { ...user, password: 'short' }, 400, 'VALIDATION_ERROR', passwordText],
    ['POST', '/admin/users', { ...user, password: 'é'.repeat(37) }, 400, 'VALIDATION_ERROR', passwordText],
    ['POST', '/admin/users', { ...user, username: 'a\tb' }, 400, 'VALIDATION_ERROR', 'Invalid username'],
    [
      'POST',
      '/admin/users',
      { ...user, displayName: 'x'.repeat(201) },
      400,
      'VALIDATION_ERROR',
      'Invalid display name',
    ],
    ['POST', '/admin/users', { ...user, roles: ['poet'] }, 400, 'UNKNOWN_ROLE', 'Unknown role: poet'],
    [
      'POST',
      '/admin/users',
      { ...user, email: 'ADMIN@example.org' },
      409,
      'EMAIL_TAKEN',
      'An account with this email already exists',
    ],
    [
      'POST',
      '/admin/users',
      { ...user, username: 'ADMIN' },
      409,
      'USERNAME_TAKEN',
      'Username is already taken',
    ],
  ])('%s %s with %j is %i %s', async (...failure) => {
    const before = await admin.client.listUsers();
    expect(await ask(server, admin, failure)).toMatchObject(refusal(failure));
    expect(await admin.client.listUsers()).toEqual(before);
  });
});

describe('listing users', () => {
  test('without a limit all come, by id', async () => {
    const { users, pagination } = await admin.client.listUsers();
    expect(users.map(({ id }) => id)).toEqual(users.map(({ id }) => id).toSorted((a, b) => a - b));
    expect(pagination).toEqual({ page: 1, limit: users.length, total: users.length, pages: 1 });
    expect(users[0]).toMatchObject({ username: 'admin', is_admin: true, roles: ['admin', 'user'] });
  });

  test('with a limit they come in pages, and none beyond the last', async () => {
    const all = await admin.client.listUsers();
    const { total } = all.pagination;
    const second = await admin.client.listUsers({ query: { page: 2, limit: 1 } });
    expect(second).toEqual({
      users: all.users.slice(1, 2),
      pagination: { page: 2, limit: 1, total, pages: total },
    });
    const beyond = await admin.client.listUsers({ query: { page: total + 1, limit: 1 } });
    expect(beyond.users).toEqual([]);
  });

  test.each(['limit=0', 'limit=501', 'limit=x', 'page=0&limit=5', 'page=-1', 'limit=2.5'])(
    '?%s is refused',
    async (query) => {
      expect(await ask(server, admin, ['GET', `/admin/users?${query}`])).toMatchObject({
        status: 400,
        body: { code: 'VALIDATION_ERROR', error: 'Invalid request' },
      });
    },
  );

  test('a reader may not, and a holder of users.manage may', async () => {
    expect(await ask(server, ann, ['GET', '/admin/users'])).toMatchObject({
      status: 403,
      body: { code: 'USER_MANAGEMENT_REQUIRED', error: 'User management privileges required' },
    });
    const { role } = await admin.client.createRole({
      body: { name: `clerk${made}`, permissions: ['users.manage'] },
    });
    await admin.client.updateUser({ params: { id: ann.id }, body: { roles: [role.name] } });
    expect((await ask(server, ann, ['GET', '/admin/users'])).status).toBe(200);
  });
});

describe('changing a user', () => {
  test('an administrator changes what is sent, and nothing else', async () => {
    const { user } = await admin.client.updateUser({
      params: { id: ann.id },
      body: { email: ' ', username: null, displayName: 'Ann', roles: ['guest', 'librarian'] },
    });
    expect(user).toMatchObject({ displayName: 'Ann', roles: ['librarian', 'guest'], is_active: true });
    const same = await admin.client.updateUser({ params: { id: ann.id }, body: {} });
    expect(same.user).toEqual(user);
    const { user: bare } = await admin.client.updateUser({ params: { id: ann.id }, body: { roles: [] } });
    expect([bare.roles, bare.permissions]).toEqual([[], []]);
  });

  test('a user changes the own names and address', async () => {
    const { user } = await ann.client.updateUser({
      params: { id: ann.id },
      body: { email: `new-${ann.id}@example.org`, display_name: 'Annie' },
    });
    expect(user).toMatchObject({ email: `new-${ann.id}@example.org`, displayName: 'Annie' });
  });

  test('deactivating ends all sign-ins, and activating lets the user sign in again', async () => {
    await admin.client.updateUser({ params: { id: ann.id }, body: { is_active: false } });
    expect(await ask(server, ann, ['GET', '/profile'])).toMatchObject({
      status: 401,
      body: { code: 'INVALID_TOKEN', error: 'Authentication required' },
    });
    await admin.client.updateUser({ params: { id: ann.id }, body: { is_active: true } });
    expect((await ask(server, ann, ['GET', '/profile'])).status).toBe(401);
    const { user } = await admin.client.getUser({ params: { id: ann.id } });
    expect((await server.client().login({ body: { email: user.email, password } })).user.id).toBe(ann.id);
  });

  const own = 'Cannot modify roles or account status for your own account';
  const taken = ['EMAIL_TAKEN', 'An account with this email already exists'] as const;
  test.each<Failure>([
    ['PUT', '/admin/users/x', {}, 400, ...invalidId],
    ['PUT', '/admin/users/999999', {}, 404, ...notFound],
    ['PUT', '/admin/users/SELF', { roles: ['admin'] }, 403, 'SELF_MODIFICATION', own],
    ['PUT', '/admin/users/SELF', { is_active: true }, 403, 'SELF_MODIFICATION', own],
    ['PUT', '/admin/users/ANN', { is_active: 'no' }, 400, 'VALIDATION_ERROR', 'Invalid request'],
    ['PUT', '/admin/users/ANN', { email: 'nobody' }, 400, 'VALIDATION_ERROR', 'Invalid email address'],
    ['PUT', '/admin/users/ANN', { username: 'a\nb' }, 400, 'VALIDATION_ERROR', 'Invalid username'],
    ['PUT', '/admin/users/ANN', { displayName: 5 }, 400, 'VALIDATION_ERROR', 'Invalid display name'],
    ['PUT', '/admin/users/ANN', { roles: ['poet'] }, 400, 'UNKNOWN_ROLE', 'Unknown role: poet'],
    ['PUT', '/admin/users/ANN', { email: 'Admin@example.org' }, 409, ...taken],
    ['PUT', '/admin/users/ANN', { username: 'Admin' }, 409, 'USERNAME_TAKEN', 'Username is already taken'],
  ])('%s %s with %j is %i %s', async (...failure) => {
    const [method, path, body] = failure;
    const url = path.replace('SELF', String(admin.id)).replace('ANN', String(ann.id));
    expect(await ask(server, admin, [method, url, body])).toMatchObject(refusal(failure));
  });

  test('a reader may not change another account, nor the own roles', async () => {
    expect(await ask(server, ann, ['PUT', `/admin/users/${admin.id}`, {}])).toMatchObject({
      status: 403,
      body: {
        code: 'SELF_OR_ADMIN_REQUIRED',
        error: 'Access denied: can only access your own data or requires admin privileges',
      },
    });
    expect(await ask(server, ann, ['PUT', `/admin/users/${ann.id}`, { roles: ['admin'] }])).toMatchObject({
      status: 403,
      body: { code: 'SELF_MODIFICATION', error: own },
    });
  });
});

describe('deactivating a user', () => {
  test('keeps the row, and says the same when it is done already', async () => {
    const deactivate = () => ask(server, admin, ['DELETE', `/admin/users/${ann.id}`]);
    const done = { status: 200, body: { message: 'User deactivated successfully' } };
    expect([await deactivate(), await deactivate()]).toEqual([done, done]);
    const { user } = await admin.client.getUser({ params: { id: ann.id } });
    expect(user.is_active).toBe(false);
  });

  test.each<Failure>([
    ['DELETE', '/admin/users/x', undefined, 400, ...invalidId],
    ['DELETE', '/admin/users/999999', undefined, 404, ...notFound],
    ['DELETE', '/admin/users/1', undefined, 400, 'SELF_DELETE', 'Cannot delete your own account'],
  ])('%s %s with %j is %i %s', async (...failure) => {
    expect(await ask(server, admin, failure)).toMatchObject(refusal(failure));
  });
});
