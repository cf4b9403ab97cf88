import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, refusal, type Answer, type Failure } from './ask.ts';
import { startLibrary, type Library } from './library.ts';
import { password, startTestServer, type SignedIn, type TestServer } from './test-server.ts';

let library: Library;
let server: TestServer;
let admin: SignedIn;
beforeAll(async () => {
  library = await startLibrary();
  server = library.server;
  admin = await server.signUp('admin');
});
afterAll(() => library[Symbol.asyncDispose]());

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

describe('roles', () => {
  test('are listed by name, with what they grant and how many have them', async () => {
    const { roles } = await admin.client.listRoles();
    expect(roles.map(({ name }) => name)).toEqual(['admin', 'guest', 'librarian', 'user']);
    expect(roles.at(-1)).toEqual({
      id: expect.any(Number),
      name: 'user',
      description: expect.any(String),
      created_at: expect.stringMatching(isoTime),
      permissions: ['books.read', 'genres.read'],
      userCount: 1,
    });
  });

  test('are made, changed and deleted; each change counts from the next request on', async () => {
    const body = { name: 'poet', description: 'Writes', permissions: ['books.write', 'books.read'] };
    const created = await ask(server, admin, ['POST', '/admin/roles', body]);
    expect(created).toMatchObject({
      status: 201,
      body: {
        role: {
          name: 'poet',
          description: 'Writes',
          permissions: ['books.read', 'books.write'],
          userCount: 0,
        },
      },
    });
    const { roles } = await admin.client.listRoles();
    const id = roles.find(({ name }) => name === 'poet')?.id ?? 0;
    const poet = await server.signUp('poet', ['poet']);
    const [book = 0] = await library.add({ name: 'Poems' });
    const edit = () => ask(server, poet, ['PUT', `/books/${book}`, { name: 'Verses' }]);
    expect((await edit()).status).toBe(200);
    const { role } = await admin.client.updateRole({ params: { id }, body: { permissions: ['books.read'] } });
    expect(role).toMatchObject({ description: 'Writes', permissions: ['books.read'], userCount: 1 });
    expect((await edit()).status).toBe(403);
    const inUse: Failure = [
      'DELETE',
      `/admin/roles/${id}`,
      undefined,
      409,
      'ROLE_IN_USE',
      'Cannot delete role: 1 users are assigned to this role',
    ];
    expect(await ask(server, admin, inUse)).toMatchObject(refusal(inUse));
    await admin.client.updateUser({ params: { id: poet.id }, body: { roles: [] } });
    expect(await ask(server, admin, ['DELETE', `/admin/roles/${id}`])).toEqual({
      status: 200,
      body: { message: 'Role deleted successfully' },
    });
    expect((await ask(server, poet, ['GET', '/books'])).status).toBe(403);
  });

  test('a built-in role may get other grants, and another description', async () => {
    const { roles } = await admin.client.listRoles();
    const { id, permissions } = roles.find(({ name }) => name === 'guest') ?? { id: 0, permissions: [] };
    const { role } = await admin.client.updateRole({ params: { id }, body: { permissions: [] } });
    expect(role.permissions).toEqual([]);
    await admin.client.updateRole({ params: { id }, body: { permissions: [...permissions] } });
  });

  const nameText = ['VALIDATION_ERROR', 'Role name is required'] as const;
  const invalid = ['VALIDATION_ERROR', 'Invalid request'] as const;
  const builtIn = ['BUILT_IN', 'Built-in roles cannot be renamed or deleted'] as const;
  const unknown = ['UNKNOWN_PERMISSION', 'Unknown permission: books.burn'] as const;
  test.each<Failure>([
    ['POST', '/admin/roles', undefined, 400, ...nameText],
    ['POST', '/admin/roles', {}, 400, ...nameText],
    ['POST', '/admin/roles', { name: ' ' }, 400, ...nameText],
    ['POST', '/admin/roles', { name: 'x'.repeat(51) }, 400, ...invalid],
    ['POST', '/admin/roles', { name: 'x', permissions: 'all' }, 400, ...invalid],
    ['POST', '/admin/roles', { name: 'x', permissions: ['books.burn'] }, 400, ...unknown],
    ['POST', '/admin/roles', { name: 'ADMIN' }, 409, 'ROLE_EXISTS', 'Role already exists'],
    ['PUT', '/admin/roles/x', {}, 400, 'INVALID_ID', 'Invalid role ID'],
    ['PUT', '/admin/roles/999', {}, 404, 'ROLE_NOT_FOUND', 'Role not found'],
    ['PUT', '/admin/roles/LIBRARIAN', { permissions: ['books.burn'] }, 400, ...unknown],
    ['PUT', '/admin/roles/LIBRARIAN', { name: 'User' }, 409, 'ROLE_EXISTS', 'Role already exists'],
    ['PUT', '/admin/roles/USER', { name: 'reader' }, 409, ...builtIn],
    ['PUT', '/admin/roles/ADMIN', { name: 'root' }, 409, ...builtIn],
    [
      'PUT',
      '/admin/roles/ADMIN',
      { permissions: ['books.read'] },
      409,
      'LAST_ADMIN',
      'Cannot remove the last administrator',
    ],
    ['DELETE', '/admin/roles/x', undefined, 400, 'INVALID_ID', 'Invalid role ID'],
    ['DELETE', '/admin/roles/999', undefined, 404, 'ROLE_NOT_FOUND', 'Role not found'],
    ['DELETE', '/admin/roles/USER', undefined, 409, ...builtIn],
  ])('%s %s with %j is %i %s', async (...failure) => {
    const { roles } = await admin.client.listRoles();
    const [method, path, body] = failure;
    const url = roles.reduce((text, { id, name }) => text.replace(name.toUpperCase(), String(id)), path);
    expect(await ask(server, admin, [method, url, body])).toMatchObject(refusal(failure));
  });
});

test('there are 18 permissions, by kind and name', async () => {
  const { permissions } = await admin.client.listPermissions();
  expect(permissions).toHaveLength(18);
  const keys = permissions.map(({ resource_type: kind, name }) => `${kind} ${name}`);
  expect(keys).toEqual(keys.toSorted());
  expect(permissions[0]).toEqual({
    id: 3,
    name: 'books.delete',
    resource_type: 'book',
    description: expect.any(String),
    created_at: expect.stringMatching(isoTime),
  });
});

test('of two administrators who dismiss each other at once, one stays', async () => {
  await using other = await startTestServer();
  const [ann, bob] = [await other.signUp('ann'), await other.signUp('bob', ['admin'])];
  const dismiss = (who: SignedIn, whom: SignedIn) =>
    ask(other, who, ['PUT', `/admin/users/${whom.id}`, { roles: ['user'] }]);
  const answers = await Promise.all([dismiss(ann, bob), dismiss(bob, ann)]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
  expect(answers.find(({ status }) => status === 409)).toMatchObject({ body: { code: 'LAST_ADMIN' } });
  const users = await Promise.all([ann, bob].map((one) => ask(other, one, ['GET', '/admin/roles'])));
  expect(new Set(users.map(({ status }) => status))).toEqual(new Set([200, 403]));
});

describe('sign-up settings', () => {
  test('are changed by holders of system.config alone', async () => {
    const clerk = await server.signUp('clerk', ['guest']);
    const change = ['PUT', '/admin/auth-settings', { auth_flow: 'invitation' }] as const;
    expect(await ask(server, clerk, change)).toMatchObject({
      status: 403,
      body: { code: 'PERMISSION_DENIED', error: 'Permission denied: system.config required' },
    });
    await library.grant(clerk.id, 'system.config');
    expect(await ask(server, clerk, change)).toEqual({
      status: 200,
      body: { auth_flow: 'invitation', updated_at: expect.stringMatching(isoTime) },
    });
    expect(await ask(server, undefined, ['GET', '/auth/settings'])).toEqual({
      status: 200,
      body: { auth_flow: 'invitation' },
    });
    expect(await admin.client.getAdminAuthSettings()).toMatchObject({ auth_flow: 'invitation' });
    await admin.client.updateAuthSettings({ body: { auth_flow: 'signup' } });
  });

  test.each([undefined, {}, { auth_flow: 'closed' }, { auth_flow: null }])('%j is refused', async (body) => {
    expect(await ask(server, admin, ['PUT', '/admin/auth-settings', body])).toMatchObject({
      status: 400,
      body: { code: 'VALIDATION_ERROR', error: 'Invalid auth_flow value' },
    });
  });
});

function join(email: string, token: string): Promise<Answer> {
  const body = { email, password, display_name: 'Guest', invitation_token: token };
  return ask(server, undefined, ['POST', '/auth/register', body]);
}

describe('an invitation', () => {
  test('lets one address in once, with its roles; a newer one replaces it', async () => {
    const email = 'invited@example.org';
    const first = await admin.client.createInvitation({ body: { email } });
    expect(first).toEqual({
      token: expect.stringMatching(/^[\w-]{20,}$/),
      email,
      roles: ['user'],
      expires_at: expect.stringMatching(isoTime),
    });
    const second = await admin.client.createInvitation({ body: { email, roles: ['librarian'] } });
    const invalid = { status: 400, body: { code: 'INVALID_INVITATION' } };
    expect(await join(email, first.token)).toMatchObject(invalid);
    expect(await join('somebody@example.org', second.token)).toMatchObject(invalid);
    expect(await join(email, second.token)).toMatchObject({ status: 201, body: { roles: ['librarian'] } });
    expect(await join('another@example.org', second.token)).toMatchObject(invalid);
  });

  test.each<Failure>([
    ['POST', '/admin/invitations', undefined, 400, 'VALIDATION_ERROR', 'Email is required'],
    ['POST', '/admin/invitations', { roles: [] }, 400, 'VALIDATION_ERROR', 'Email is required'],
    ['POST', '/admin/invitations', { email: 'nobody' }, 400, 'VALIDATION_ERROR', 'Invalid email address'],
    [
      'POST',
      '/admin/invitations',
      { email: 'a@b.c', roles: ['poets'] },
      400,
      'UNKNOWN_ROLE',
      'Unknown role: poets',
    ],
    [
      'POST',
      '/admin/invitations',
      { email: 'ADMIN@example.org' },
      409,
      'EMAIL_TAKEN',
      'An account with this email already exists',
    ],
  ])('%s %s with %j is %i %s', async (...failure) => {
    expect(await ask(server, admin, failure)).toMatchObject(refusal(failure));
  });
});

test('the dashboard counts users, books and formats', async () => {
  await using other = await startLibrary();
  const owner = await other.server.signUp('owner');
  const second = await other.server.signUp('second', ['librarian']);
  await owner.client.deleteUser({ params: { id: second.id } });
  await other.add(
    { name: 'One', series: 'S', tags: ['NSFW'] },
    { name: 'Two', format: 'pdf', author: 'Another' },
    { name: 'Three', status: 'archived', author: 'A third' },
  );
  const dashboard = await owner.client.getDashboard();
  expect(dashboard.userStats).toMatchObject({
    totalUsers: 2,
    activeUsers: 1,
    adminUsers: 1,
    usersByRole: { admin: 1, librarian: 1, user: 1, guest: 0 },
    recentUsers: [
      { username: 'second', is_active: false, is_admin: false },
      { username: 'owner', is_active: true, is_admin: true },
    ],
  });
  expect(dashboard.libraryStats).toEqual({
    totalBooks: 3,
    activeBooks: 2,
    archivedBooks: 1,
    totalAuthors: 2,
    totalSeries: 1,
    totalSize: 3000,
    booksByFormat: { epub: 2, pdf: 1 },
    quarantinedFiles: 0,
  });
  expect(dashboard.systemInfo).toEqual({
    version: other.server.services.version,
    uptime: expect.any(Number),
    nodeVersion: process.version,
    denoVersion: process.version,
  });
  expect(dashboard.lastScan).toBeNull();
  const { scanId } = await owner.client.validateArchive();
  expect((await owner.client.getDashboard()).lastScan?.id).toBe(scanId);
});
