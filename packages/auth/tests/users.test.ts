import { expect, test } from 'vitest';
import {
  createUser,
  deactivateUser,
  findUserByEmail,
  getUser,
  getUserStatistics,
  grantAdminTo,
  hasAdministrator,
  listSessions,
  listUsers,
  setPassword,
  signIn,
  updateUser,
} from '../src/index.ts';
import { addLegacyUser, address, createFixture, password } from './fixture.ts';

const newUser = { username: 'bob', email: 'bob@x.org', password };

test('a created user has the roles named, else user, and can sign in', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  expect((await createUser(context, { ...newUser, roles: ['guest', 'librarian'] })).roles).toEqual([
    'librarian',
    'guest',
  ]);
  expect((await signIn(context, { email: 'bob@x.org', password, address })).id).toBe(1);
  expect((await createUser(context, { ...newUser, username: 'eve', email: 'e@x.org' })).roles).toEqual([
    'user',
  ]);
});

test('a user is created whole or not at all', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  await createUser(context, newUser);
  const create = (changes: Partial<typeof newUser> & { roles?: string[] }): Promise<unknown> =>
    createUser(context, { username: 'eve', email: 'eve@x.org', password, ...changes });
  await expect(create({ roles: ['user', 'king'] })).rejects.toMatchObject({ code: 'UNKNOWN_ROLE' });
  await expect(create({ email: 'BOB@x.org' })).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
  await expect(create({ username: 'Bob' })).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
  await expect(create({ username: ' ' })).rejects.toThrow('Invalid username');
  expect((await listUsers(context.db)).total).toBe(1);
});

test('an administrator changes names, roles and status of others, and an empty list takes all roles', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  await fixture.addUser('bob@x.org');
  const update = (changes: Parameters<typeof updateUser>[1]['changes']): ReturnType<typeof updateUser> =>
    updateUser(context, { actorId: 1, userId: 2, changes });
  expect(await update({ displayName: 'Bob', roles: ['librarian', 'user'], email: null })).toMatchObject({
    displayName: 'Bob',
    email: 'bob@x.org',
    roles: ['librarian', 'user'],
  });
  expect(await update({ roles: [] })).toMatchObject({ roles: [], permissions: [] });
  await fixture.startSession(2, 'a');
  expect((await update({ isActive: false })).isActive).toBe(false);
  expect(await listSessions(context, 2)).toEqual([]);
  await expect(update({ roles: ['king'] })).rejects.toMatchObject({ code: 'UNKNOWN_ROLE' });
  await expect(updateUser(context, { actorId: 1, userId: 9, changes: {} })).rejects.toMatchObject({
    code: 'USER_NOT_FOUND',
  });
});

test('nobody changes the own roles or status, deactivates or resets the own account', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  const own = { actorId: 1, userId: 1 };
  for (const changes of [{ roles: ['admin'] }, { isActive: true }]) {
    await expect(updateUser(context, { ...own, changes })).rejects.toMatchObject({
      code: 'SELF_MODIFICATION',
      message: 'Cannot modify roles or account status for your own account',
    });
  }
  await expect(deactivateUser(context, own)).rejects.toMatchObject({ code: 'SELF_DELETE' });
  await expect(setPassword(context, { ...own, password })).rejects.toMatchObject({
    code: 'SELF_MODIFICATION',
    message: 'Use PUT /profile/password for your own account',
  });
  expect((await updateUser(context, { ...own, changes: { displayName: 'Me' } })).displayName).toBe('Me');
});

test('deactivating ends sessions and may be repeated; a user who is not there is not found', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  await fixture.addUser('bob@x.org');
  await fixture.startSession(2, 'a');
  for (let n = 0; n < 2; n += 1) await deactivateUser(context, { actorId: 1, userId: 2 });
  expect([(await getUser(context.db, 2)).isActive, await listSessions(context, 2)]).toEqual([false, []]);
  const notFound = { code: 'USER_NOT_FOUND', message: 'User not found' };
  await expect(deactivateUser(context, { actorId: 1, userId: 9 })).rejects.toMatchObject(notFound);
  await expect(setPassword(context, { actorId: 1, userId: 9, password })).rejects.toMatchObject(notFound);
  await expect(getUser(context.db, 9)).rejects.toMatchObject(notFound);
});

test('a password set by an administrator ends the sessions of that user only', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  await fixture.addUser('bob@x.org');
  await fixture.startSession(1, 'a');
  await fixture.startSession(2, 'b');
  await setPassword(context, { actorId: 1, userId: 2, password: 'another one' });
  expect((await listSessions(context, 1)).length).toBe(1);
  expect(await listSessions(context, 2)).toEqual([]);
  expect((await signIn(context, { email: 'bob@x.org', password: 'another one', address })).id).toBe(2);
});

test('users are listed by page or all, in two statements at the most', async () => {
  await using fixture = await createFixture();
  const { context, db } = fixture;
  for (let n = 1; n <= 7; n += 1)
    await createUser(context, { username: `u${n}`, email: `u${n}@x.org`, password });
  const before = fixture.statements.length;
  const { users, ...rest } = await listUsers(db, { page: 2, limit: 3 });
  expect(fixture.statements.length - before).toBe(2);
  expect(rest).toEqual({ page: 2, limit: 3, total: 7, pages: 3 });
  expect(users.map((user) => [user.id, user.roles])).toEqual([4, 5, 6].map((id) => [id, ['user']]));
  const all = await listUsers(db);
  expect([all.users.length, all.page, all.limit, all.total, all.pages]).toEqual([7, 1, 7, 7, 1]);
  const beyond = await listUsers(db, { page: Number.MAX_SAFE_INTEGER, limit: 500 });
  expect([beyond.users, beyond.total]).toEqual([[], 7]);
});

test('a user of an older server has a display name, and a missing status counts as active', async () => {
  await using fixture = await createFixture();
  await addLegacyUser(fixture.db, { email: '', username: '', stored: '' });
  await fixture.db.updateTable('users').set({ display_name: ' ', is_active: null }).execute();
  expect(await getUser(fixture.db, 1)).toMatchObject({ displayName: 'User 1', isActive: true });
});

test('the statistics count users by status, administration and role, and show the newest', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  for (let n = 0; n < 12; n += 1) {
    await fixture.addUser(`u${n}@x.org`);
    fixture.passTime(1000);
  }
  await updateUser(context, { actorId: 1, userId: 2, changes: { roles: ['admin'], isActive: false } });
  const { recentUsers, ...counts } = await getUserStatistics(context.db);
  expect(counts).toEqual({
    totalUsers: 12,
    activeUsers: 11,
    adminUsers: 1,
    usersByRole: { admin: 2, librarian: 0, user: 11, guest: 0 },
  });
  expect(recentUsers.map(({ id }) => id)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
});

test('role admin is given to the existing account of an e-mail, and to nobody else', async () => {
  await using fixture = await createFixture();
  const { context, db } = fixture;
  await createUser(context, newUser);
  expect(await hasAdministrator(db)).toBe(false);
  expect(await grantAdminTo(context, 'eve@x.org')).toEqual({ outcome: 'no-such-account' });
  expect(await grantAdminTo(context, 'BOB@x.org')).toEqual({ outcome: 'granted', userId: 1 });
  expect(await grantAdminTo(context, 'bob@x.org')).toEqual({ outcome: 'unchanged', userId: 1 });
  expect(await hasAdministrator(db)).toBe(true);
  expect((await findUserByEmail(db, 'Bob@x.org'))?.roles).toEqual(['admin', 'user']);
  expect(await findUserByEmail(db, 'eve@x.org')).toBeUndefined();
});
