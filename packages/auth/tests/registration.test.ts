import { expect, test } from 'vitest';
import { createInvitation, listUsers, register, setAuthFlow, signIn } from '../src/index.ts';
import { address, createFixture, password } from './fixture.ts';

const day = 86_400_000;

test('the first account becomes administrator and later ones users', async () => {
  await using fixture = await createFixture();
  expect(await fixture.addUser('Ann@X.org ')).toEqual({
    id: 1,
    username: 'Ann',
    email: 'Ann@X.org',
    displayName: 'Ann',
    isActive: true,
    createdAt: '2026-01-02 03:04:05',
    updatedAt: '2026-01-02 03:04:05',
    lastLoginAt: null,
    roles: ['admin', 'user'],
    permissions: expect.arrayContaining(['admin.full', 'content.restricted']),
  });
  const second = await fixture.addUser('bob@x.org');
  expect(second.roles).toEqual(['user']);
  expect(second.permissions).toEqual(['books.read', 'genres.read']);
});

test('of simultaneous first registrations exactly one becomes administrator', async () => {
  await using fixture = await createFixture();
  const users = await Promise.all(Array.from({ length: 8 }, (_, n) => fixture.addUser(`u${n}@x.org`)));
  expect(users.filter((user) => user.roles.includes('admin'))).toHaveLength(1);
});

test('of simultaneous registrations with one e-mail exactly one succeeds', async () => {
  await using fixture = await createFixture();
  const emails = ['ann@x.org', 'ANN@x.org', 'Ann@X.org'];
  const results = await Promise.allSettled(emails.map((email) => fixture.addUser(email)));
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect((await listUsers(fixture.db)).total).toBe(1);
});

test('a user name is made of the local part, with the first free number', async () => {
  await using fixture = await createFixture();
  const names: string[] = [];
  for (const email of ['ann@a.org', 'ANN@b.org', 'ann@c.org', 'ann22@d.org', 'an@e.org']) {
    names.push((await fixture.addUser(email)).username);
  }
  expect(names).toEqual(['ann', 'ANN2', 'ann3', 'ann22', 'an']);
});

test('a user name that was sent may look like an e-mail, and is taken in any case', async () => {
  await using fixture = await createFixture();
  const input = { password, address, username: 'Ann@Home', displayName: '  ' };
  const user = await register(fixture.context, { ...input, email: 'a@x.org' });
  expect([user.username, user.displayName]).toEqual(['Ann@Home', 'Ann@Home']);
  await expect(
    register(fixture.context, { ...input, email: 'b@x.org', username: 'ANN@home' }),
  ).rejects.toMatchObject({ code: 'USERNAME_TAKEN', message: 'Username is already taken' });
});

test.each([
  ['email', 'a', 'Invalid email address'],
  ['email', 'a@b@c.org', 'Invalid email address'],
  ['email', '@x.org', 'Invalid email address'],
  ['email', 'a b@x.org', 'Invalid email address'],
  ['email', `${'a'.repeat(250)}@x.org`, 'Invalid email address'],
  ['password', '1234567', 'Password must be 8 to 72 bytes long'],
  ['password', `${'é'.repeat(36)}x`, 'Password must be 8 to 72 bytes long'],
  ['username', 'a\u0000b', 'Invalid username'],
  ['username', 'a'.repeat(255), 'Invalid username'],
  ['displayName', 'a'.repeat(201), 'Invalid display name'],
])('a registration with %s %j is refused and stores nothing', async (field, value, message) => {
  await using fixture = await createFixture();
  const input = { email: 'a@x.org', password, address, [field]: value };
  await expect(register(fixture.context, input)).rejects.toMatchObject({ code: 'VALIDATION_ERROR', message });
  expect((await listUsers(fixture.db)).total).toBe(0);
});

test('where invitations are required the first account needs none and the second does', async () => {
  await using fixture = await createFixture();
  await setAuthFlow(fixture.context, 'invitation');
  expect((await fixture.addUser('ann@x.org')).roles).toEqual(['admin', 'user']);
  const withBlank = { email: 'bob@x.org', password, address, invitationToken: '' };
  await expect(register(fixture.context, withBlank)).rejects.toMatchObject({ code: 'INVITATION_REQUIRED' });
});

test('an invitation works once, for its e-mail in any case, and gives its roles', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  const admin = await fixture.addUser('ann@x.org');
  const roles = ['librarian', 'guest'];
  const { token, expiresAt } = await createInvitation(context, {
    email: 'Bob@x.org',
    roles,
    createdBy: admin.id,
  });
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(expiresAt).toBe('2026-01-03 03:04:05');
  const input = { password, address, invitationToken: token };
  await expect(register(context, { ...input, email: 'eve@x.org' })).rejects.toMatchObject({
    code: 'INVALID_INVITATION',
  });
  expect((await register(context, { ...input, email: 'bob@X.org' })).roles).toEqual(roles);
  await context.db.deleteFrom('user_roles').where('user_id', '=', 2).execute();
  await context.db
    .updateTable('users')
    .set({ email: 'c@x.org', email_key: 'c@x.org' })
    .where('id', '=', 2)
    .execute();
  await expect(register(context, { ...input, email: 'bob@x.org' })).rejects.toMatchObject({
    code: 'INVALID_INVITATION',
    message: 'Invalid or expired invitation token',
  });
});

test('an invitation expires after a day, and ends when another is made for the same e-mail', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  const invitation = { email: 'bob@x.org', createdBy: 1 };
  const first = await createInvitation(context, invitation);
  const second = await createInvitation(context, invitation);
  const input = { email: 'bob@x.org', password, address };
  const invalid = { code: 'INVALID_INVITATION' };
  await expect(register(context, { ...input, invitationToken: first.token })).rejects.toMatchObject(invalid);
  fixture.passTime(day);
  await expect(register(context, { ...input, invitationToken: second.token })).rejects.toMatchObject(invalid);
});

test('a registration that fails does not use up its invitation', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  const { token } = await createInvitation(context, { email: 'bob@x.org', createdBy: 1 });
  const input = { email: 'bob@x.org', password, address, invitationToken: token };
  await expect(register(context, { ...input, username: 'ANN' })).rejects.toMatchObject({
    code: 'USERNAME_TAKEN',
  });
  expect((await register(context, { ...input, username: 'bob' })).username).toBe('bob');
});

test('nobody is invited whose e-mail has an account, nor with an unknown role', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  const invite = (email: string, roles?: string[]): Promise<unknown> =>
    createInvitation(fixture.context, { email, roles, createdBy: 1 });
  await expect(invite('ANN@x.org')).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
  await expect(invite('b@x.org', ['user', 'king'])).rejects.toMatchObject({
    code: 'UNKNOWN_ROLE',
    message: 'Unknown role: king',
  });
  await expect(invite(' ')).rejects.toThrow('Email is required');
  await expect(invite('nobody')).rejects.toThrow('Invalid email address');
});

test('an address may register only so many accounts in an hour', async () => {
  await using fixture = await createFixture({ registrationsPerAddress: 2 });
  for (const email of ['a@x.org', 'b@x.org']) await fixture.addUser(email);
  await expect(fixture.addUser('c@x.org')).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterS: 3600 });
  const elsewhere = { email: 'c@x.org', password, address: '192.0.2.2' };
  expect((await register(fixture.context, elsewhere)).id).toBe(3);
  fixture.passTime(3_600_000);
  expect((await fixture.addUser('d@x.org')).id).toBe(4);
});

test('registrations refused for what is taken count, so that an address may ask only so often', async () => {
  await using fixture = await createFixture({ registrationsPerAddress: 3 });
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  const input = { email: 'bob@x.org', username: 'Ann', password, address };
  await expect(fixture.addUser('ANN@x.org')).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
  await expect(register(context, input)).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
  for (const email of ['ann@x.org', 'free@x.org']) {
    await expect(fixture.addUser(email)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  }
});

test('a registration with inputs that no account may have does not count', async () => {
  await using fixture = await createFixture({ registrationsPerAddress: 1 });
  await expect(fixture.addUser('nobody')).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
  expect((await fixture.addUser('ann@x.org')).id).toBe(1);
});

test('an address may send only so many wrong invitations, and still register without one', async () => {
  await using fixture = await createFixture({ failuresPerAddress: 2 });
  await fixture.addUser('ann@x.org');
  const guess = { email: 'bob@x.org', password, address, invitationToken: 'guess' };
  for (const code of ['INVALID_INVITATION', 'INVALID_INVITATION', 'RATE_LIMITED']) {
    await expect(register(fixture.context, guess)).rejects.toMatchObject({ code });
  }
  expect((await register(fixture.context, { ...guess, invitationToken: null })).id).toBe(2);
});

test('the sign-up mode is one of two', async () => {
  await using fixture = await createFixture();
  expect(await setAuthFlow(fixture.context, 'invitation')).toEqual({
    authFlow: 'invitation',
    updatedAt: '2026-01-02 03:04:05',
  });
  await expect(setAuthFlow(fixture.context, 'closed')).rejects.toThrow('Invalid auth_flow value');
});

test('a registered user can sign in', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  const user = await signIn(fixture.context, { email: 'ann@x.org', password, address });
  expect(user.lastLoginAt).toBe('2026-01-02 03:04:05');
});
