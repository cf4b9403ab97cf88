import { expect, test } from 'vitest';
import {
  changePassword,
  changePasswordWith,
  createSession,
  listSessions,
  signIn,
  updateProfile,
} from '../src/index.ts';
import { addLegacyUser, address, createFixture, password } from './fixture.ts';

test('names are changed, blank ones stay, and sessions go on', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  const digest = await fixture.startSession(1, 'a');
  fixture.passTime(60_000);
  const changes = { username: ' Anna ', email: 'Anna@x.org', displayName: '  ' };
  expect(await updateProfile(fixture.context, 1, changes)).toMatchObject({
    username: 'Anna',
    email: 'Anna@x.org',
    displayName: 'ann',
    createdAt: '2026-01-02 03:04:05',
    updatedAt: '2026-01-02 03:05:05',
  });
  expect((await fixture.authenticator.authenticate(digest)).userId).toBe(1);
  expect((await signIn(fixture.context, { email: 'anna@X.org', password, address })).id).toBe(1);
});

test('nothing to change is no error and no change', async () => {
  await using fixture = await createFixture();
  const before = await fixture.addUser('ann@x.org');
  fixture.passTime(60_000);
  expect(await updateProfile(fixture.context, 1, {})).toEqual(before);
  const same = { username: 'ann', email: 'ann@x.org', displayName: 'ann' };
  expect(await updateProfile(fixture.context, 1, same)).toEqual(before);
});

test('the names of others, in any case, are taken, and nothing is changed then', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  const bob = await fixture.addUser('bob@x.org');
  await expect(updateProfile(fixture.context, 2, { email: 'ANN@x.org' })).rejects.toMatchObject({
    code: 'EMAIL_TAKEN',
  });
  await expect(
    updateProfile(fixture.context, 2, { email: 'b@x.org', username: 'ANN' }),
  ).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
  expect(await updateProfile(fixture.context, 2, {})).toEqual(bob);
  await expect(updateProfile(fixture.context, 2, { email: 'nobody' })).rejects.toThrow(
    'Invalid email address',
  );
  await expect(updateProfile(fixture.context, 99, {})).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
});

test('an account whose e-mail differs from another only in case can still change its name', async () => {
  await using fixture = await createFixture();
  await addLegacyUser(fixture.db, { email: 'ann@x.org', stored: '' });
  await addLegacyUser(fixture.db, { email: 'Ann@x.org', stored: '', username: 'ann2' });
  const changes = { email: 'Ann@x.org', displayName: 'Ann' };
  expect((await updateProfile(fixture.context, 2, changes)).displayName).toBe('Ann');
});

test('a changed password ends all sessions and is the one that signs in', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  await fixture.startSession(1, 'a');
  const change = { userId: 1, currentPassword: password, newPassword: 'another one', address };
  expect((await changePassword(fixture.context, change)).id).toBe(1);
  expect(await listSessions(fixture.context, 1)).toEqual([]);
  const input = { email: 'ann@x.org', address };
  await expect(signIn(fixture.context, { ...input, password })).rejects.toMatchObject({
    code: 'INVALID_CREDENTIALS',
  });
  expect((await signIn(fixture.context, { ...input, password: 'another one' })).id).toBe(1);
});

test('what begins with a new password is not ended by it, and where it fails nothing has changed', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  await fixture.startSession(1, 'a');
  const change = { userId: 1, currentPassword: password, newPassword: 'another one', address };
  const failing = changePasswordWith(context, change, () => Promise.reject(new Error('no room')));
  await expect(failing).rejects.toThrow('no room');
  expect(await listSessions(context, 1)).toMatchObject([{ publicId: 'id-a' }]);
  const expiresAt = new Date('2026-01-03T03:04:05Z');
  await changePasswordWith(context, change, (tx, { id: userId }) =>
    createSession({ db: tx, clock: context.clock }, { userId, digest: 'sha256:b', publicId: 'b', expiresAt }),
  );
  expect(await listSessions(context, 1)).toMatchObject([{ publicId: 'b' }]);
});

test('a wrong current password changes nothing, and is counted', async () => {
  await using fixture = await createFixture({ failuresPerAddress: 2 });
  await fixture.addUser('ann@x.org');
  await fixture.startSession(1, 'a');
  const change = { userId: 1, currentPassword: 'wrong', newPassword: 'another one', address };
  for (let n = 0; n < 2; n += 1) {
    await expect(changePassword(fixture.context, change)).rejects.toMatchObject({
      code: 'INVALID_CURRENT_PASSWORD',
      message: 'Current password is incorrect',
    });
  }
  await expect(
    changePassword(fixture.context, { ...change, currentPassword: password }),
  ).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  expect(await listSessions(fixture.context, 1)).toHaveLength(1);
});

test('of simultaneous changes of a password one succeeds', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  const change = { userId: 1, currentPassword: password, address };
  const results = await Promise.allSettled(
    ['another one', 'a third one'].map((newPassword) =>
      changePassword(fixture.context, { ...change, newPassword }),
    ),
  );
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a new password must have 8 to 72 bytes', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  const change = { userId: 1, currentPassword: password, newPassword: 'short', address };
  await expect(changePassword(fixture.context, change)).rejects.toMatchObject({
    code: 'VALIDATION_ERROR',
    message: 'Password must be 8 to 72 bytes long',
    field: 'password',
    requirement: 'must be 8 to 72 bytes long',
  });
});
