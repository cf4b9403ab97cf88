import { expect, test } from 'vitest';
import {
  createRole,
  deactivateUser,
  deleteRole,
  getUser,
  listPermissions,
  listRoles,
  Principal,
  requireAdmin,
  requirePermission,
  requireSelfOrAdmin,
  requireUserManagement,
  updateRole,
  updateUser,
} from '../src/index.ts';
import { createFixture } from './fixture.ts';

const lastAdmin = { code: 'LAST_ADMIN', message: 'Cannot remove the last administrator' };

test('roles are listed by name with what they grant and how many have them', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  await fixture.addUser('bob@x.org');
  const roles = await listRoles(fixture.db);
  expect(roles.map((role) => [role.name, role.userCount, role.permissions.length])).toEqual([
    ['admin', 1, 18],
    ['guest', 0, 1],
    ['librarian', 0, 11],
    ['user', 2, 2],
  ]);
  expect(roles[3]).toMatchObject({ id: 3, permissions: ['books.read', 'genres.read'] });
});

test('a role is created with its permissions, and its name is taken in any case', async () => {
  await using fixture = await createFixture();
  const input = { name: ' Editor ', description: 'Edits', permissions: ['books.write', 'books.read'] };
  expect(await createRole(fixture.context, input)).toEqual({
    id: 5,
    name: 'Editor',
    description: 'Edits',
    createdAt: '2026-01-02 03:04:05',
    permissions: ['books.read', 'books.write'],
    userCount: 0,
  });
  await expect(createRole(fixture.context, { name: 'EDITOR' })).rejects.toMatchObject({
    code: 'ROLE_EXISTS',
  });
});

test.each([
  [{}, 'VALIDATION_ERROR', 'Role name is required'],
  [{ name: '  ' }, 'VALIDATION_ERROR', 'Role name is required'],
  [{ name: 'x'.repeat(51) }, 'VALIDATION_ERROR', 'Invalid request'],
  [{ name: 'x', permissions: ['books.burn'] }, 'UNKNOWN_PERMISSION', 'Unknown permission: books.burn'],
])('a role of %j is refused and leaves nothing', async (input, code, message) => {
  await using fixture = await createFixture();
  await expect(createRole(fixture.context, input)).rejects.toMatchObject({ code, message });
  expect(await listRoles(fixture.db)).toHaveLength(4);
});

test('a role is changed where something is sent, and stays as it is elsewhere', async () => {
  await using fixture = await createFixture();
  const { db } = fixture;
  const changed = await updateRole(db, 4, { name: 'Visitor', permissions: null });
  expect(changed).toMatchObject({ name: 'Visitor', description: 'Limited read-only access' });
  expect(await updateRole(db, 4, { name: 'visitor', description: '' })).toMatchObject({
    name: 'visitor',
    description: null,
    permissions: ['books.read'],
  });
  expect((await updateRole(db, 4, { permissions: [] })).permissions).toEqual([]);
  await expect(updateRole(db, 4, { name: 'Librarian' })).rejects.toMatchObject({ code: 'ROLE_EXISTS' });
  await expect(updateRole(db, 9, {})).rejects.toMatchObject({ code: 'ROLE_NOT_FOUND' });
});

test('the roles admin and user keep their names and cannot be deleted', async () => {
  await using fixture = await createFixture();
  const builtIn = { code: 'BUILT_IN', message: 'Built-in roles cannot be renamed or deleted' };
  for (const id of [1, 3]) {
    await expect(updateRole(fixture.db, id, { name: 'King' })).rejects.toMatchObject(builtIn);
    await expect(deleteRole(fixture.db, id)).rejects.toMatchObject(builtIn);
  }
  expect((await updateRole(fixture.db, 3, { name: 'user', description: 'Readers' })).description).toBe(
    'Readers',
  );
});

test('a role is deleted with its grants, unless somebody has it', async () => {
  await using fixture = await createFixture();
  const { context, db } = fixture;
  await fixture.addUser('ann@x.org');
  await fixture.addUser('bob@x.org');
  await updateUser(context, { actorId: 1, userId: 2, changes: { roles: ['guest'] } });
  await expect(deleteRole(db, 4)).rejects.toMatchObject({
    code: 'ROLE_IN_USE',
    message: 'Cannot delete role: 1 users are assigned to this role',
  });
  await deleteRole(db, 2);
  expect((await listRoles(db)).map(({ name }) => name)).toEqual(['admin', 'guest', 'user']);
  await expect(deleteRole(db, 2)).rejects.toMatchObject({ code: 'ROLE_NOT_FOUND' });
});

test('permissions are listed by resource type, then name', async () => {
  await using fixture = await createFixture();
  const permissions = await listPermissions(fixture.db);
  expect(permissions).toHaveLength(18);
  expect(permissions.slice(0, 5).map(({ name }) => name)).toEqual([
    'books.delete',
    'books.manage',
    'books.read',
    'books.write',
    'content.nsfw',
  ]);
  expect(permissions[0]).toMatchObject({ id: 3, resourceType: 'book', description: 'Delete books' });
});

test('the last administrator cannot be removed, in whatever way', async () => {
  await using fixture = await createFixture();
  const { context, db } = fixture;
  const before = await fixture.addUser('ann@x.org');
  await fixture.addUser('bob@x.org');
  const byBob = { actorId: 2, userId: 1 };
  const ways = [
    () => deactivateUser(context, byBob),
    () => updateUser(context, { ...byBob, changes: { isActive: false } }),
    () => updateUser(context, { ...byBob, changes: { roles: ['user'], displayName: 'Not any more' } }),
    () => updateRole(db, 1, { permissions: ['books.manage'] }),
  ];
  for (const way of ways) await expect(way()).rejects.toMatchObject(lastAdmin);
  expect(await getUser(db, 1)).toEqual(before);
});

test('of simultaneous removals of the last two administrators one is refused', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  await fixture.addUser('bob@x.org');
  await updateUser(context, { actorId: 1, userId: 2, changes: { roles: ['admin'] } });
  const results = await Promise.allSettled([
    deactivateUser(context, { actorId: 1, userId: 2 }),
    updateUser(context, { actorId: 2, userId: 1, changes: { roles: [] } }),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(results[1]).toMatchObject({ reason: lastAdmin });
});

test('a direct grant of admin.full keeps a database from being without administrator, a grant for a book does not', async () => {
  await using fixture = await createFixture();
  const { context, db } = fixture;
  await fixture.addUser('ann@x.org');
  await fixture.addUser('bob@x.org');
  const grant = { user_id: 2, permission_id: 12 };
  await db
    .insertInto('user_permissions')
    .values({ ...grant, resource_id: 7 })
    .execute();
  const deactivate = (): Promise<void> => deactivateUser(context, { actorId: 2, userId: 1 });
  await expect(deactivate()).rejects.toMatchObject(lastAdmin);
  await db
    .insertInto('user_permissions')
    .values({ ...grant, resource_id: null })
    .execute();
  await deactivate();
  expect((await getUser(db, 2)).permissions).toContain('admin.full');
});

test('what a route asks for is refused with the words of the contract', () => {
  const reader = new Principal({
    userId: 2,
    sessionPublicId: null,
    expiresAt: 0,
    grants: [
      { permission: 'books.read', bookId: null },
      { permission: 'books.write', bookId: 7 },
    ],
  });
  requirePermission(reader, 'books.read');
  requirePermission(reader, 'books.write', 7);
  requireSelfOrAdmin(reader, 2);
  expect(() => requirePermission(reader, 'books.write')).toThrow('Permission denied: books.write required');
  expect(() => requireAdmin(reader)).toThrow('Admin privileges required');
  expect(() => requireUserManagement(reader)).toThrow('User management privileges required');
  expect(() => requireSelfOrAdmin(reader, 3)).toThrow('can only access your own data');
});
