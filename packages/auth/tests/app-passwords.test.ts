import { expect, test } from 'vitest';
import {
  createAppPassword,
  createBasicAuthenticator,
  deactivateUser,
  listAppPasswords,
  revokeAppPassword,
  signIn,
  updateUser,
} from '../src/index.ts';
import { createCountingHasher } from './counting-hasher.ts';
import { address, createFixture, type Fixture } from './fixture.ts';

const refused = { code: 'INVALID_CREDENTIALS' };

async function withTwo(): Promise<Fixture> {
  const fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  await fixture.addUser('bob@x.org');
  return fixture;
}

test('an app password is told once, and listed without its text', async () => {
  await using fixture = await withTwo();
  const { context, db } = fixture;
  const made = await createAppPassword(context, { userId: 1, name: ' Kobo ' });
  expect(made).toMatchObject({ id: 1, name: 'Kobo', createdAt: '2026-01-02 03:04:05', lastUsedAt: null });
  const { password: _, ...listed } = made;
  expect(await listAppPasswords(db, 1)).toEqual([listed]);
  expect(await listAppPasswords(db, 2)).toEqual([]);
});

test.each(['', ' ', 'x'.repeat(101), 'a\tb'])('%j is no name for one', async (name) => {
  await using fixture = await withTwo();
  await expect(createAppPassword(fixture.context, { userId: 1, name })).rejects.toMatchObject({
    code: 'VALIDATION_ERROR',
    field: 'name',
  });
});

test('a name has up to 100 characters of any script', async () => {
  await using fixture = await withTwo();
  const name = '𠮷'.repeat(100);
  expect((await createAppPassword(fixture.context, { userId: 1, name })).name).toBe(name);
});

test('a user has 50 of them at the most', async () => {
  await using fixture = await withTwo();
  const { context, db } = fixture;
  for (let count = 0; count < 50; count += 1) await createAppPassword(context, { userId: 1, name: 'x' });
  await expect(createAppPassword(context, { userId: 1, name: 'x' })).rejects.toMatchObject({
    code: 'TOO_MANY_APP_PASSWORDS',
  });
  await revokeAppPassword(db, { userId: 1, id: 7 });
  await createAppPassword(context, { userId: 1, name: 'x' });
});

test('one is revoked by its owner alone, and at once', async () => {
  await using fixture = await withTwo();
  const { context, db } = fixture;
  const { id, password } = await createAppPassword(context, { userId: 1, name: 'Kobo' });
  const basic = createBasicAuthenticator(context);
  await basic.authenticate({ login: 'ann', password, address });
  await basic.authenticateToken({ token: password, address });
  const notFound = { code: 'APP_PASSWORD_NOT_FOUND' };
  await expect(revokeAppPassword(db, { userId: 2, id })).rejects.toMatchObject(notFound);
  await basic.authenticate({ login: 'ann', password, address });
  await revokeAppPassword(db, { userId: 1, id });
  await expect(basic.authenticate({ login: 'ann', password, address })).rejects.toMatchObject(refused);
  await expect(basic.authenticateToken({ token: password, address })).rejects.toMatchObject({
    code: 'INVALID_TOKEN',
  });
  await expect(revokeAppPassword(db, { userId: 1, id })).rejects.toMatchObject(notFound);
});

test('one costs no hash, and names its owner with the owner’s grants', async () => {
  await using fixture = await withTwo();
  const hasher = createCountingHasher();
  const context = { ...fixture.context, hasher };
  const { password } = await createAppPassword(context, { userId: 1, name: 'Kobo' });
  const basic = createBasicAuthenticator(context);
  for (const login of ['ann', 'ANN@x.org']) {
    const principal = await basic.authenticate({ login, password: password.toUpperCase(), address });
    expect([principal.userId, principal.sessionPublicId, principal.isAdmin]).toEqual([1, null, true]);
  }
  expect((await basic.authenticateToken({ token: password, address })).isAdmin).toBe(true);
  expect(hasher.verifications).toBe(0);
});

test('another account’s name with it costs a hash like any wrong password, and is refused', async () => {
  await using fixture = await withTwo();
  const hasher = createCountingHasher();
  const context = { ...fixture.context, hasher };
  const { password } = await createAppPassword(context, { userId: 1, name: 'Kobo' });
  const basic = createBasicAuthenticator(context);
  for (const login of ['bob', 'nobody', '']) {
    await expect(basic.authenticate({ login, password, address })).rejects.toMatchObject(refused);
  }
  expect(hasher.verifications).toBe(3);
});

test('it does not sign in', async () => {
  await using fixture = await withTwo();
  const { password } = await createAppPassword(fixture.context, { userId: 1, name: 'Kobo' });
  await expect(signIn(fixture.context, { email: 'ann@x.org', password, address })).rejects.toMatchObject(
    refused,
  );
});

test('deactivation ends all of a user, and no others', async () => {
  await using fixture = await withTwo();
  const { context, db } = fixture;
  const { password } = await createAppPassword(context, { userId: 2, name: 'Kobo' });
  await createAppPassword(context, { userId: 1, name: 'Phone' });
  const basic = createBasicAuthenticator(context);
  await basic.authenticate({ login: 'bob', password, address });
  await deactivateUser(context, { actorId: 1, userId: 2 });
  await expect(basic.authenticate({ login: 'bob', password, address })).rejects.toMatchObject(refused);
  await updateUser(context, { actorId: 1, userId: 2, changes: { isActive: true } });
  await expect(basic.authenticate({ login: 'bob', password, address })).rejects.toMatchObject(refused);
  expect([await listAppPasswords(db, 1), await listAppPasswords(db, 2)]).toMatchObject([[{ id: 2 }], []]);
});

test('none is made for who has been deactivated, or is gone', async () => {
  await using fixture = await withTwo();
  const { context, db } = fixture;
  await deactivateUser(context, { actorId: 1, userId: 2 });
  for (const userId of [2, 3]) {
    await expect(createAppPassword(context, { userId, name: 'Kobo' })).rejects.toMatchObject({
      code: 'INVALID_TOKEN',
    });
  }
  expect(await listAppPasswords(db, 2)).toEqual([]);
});

test('nobody is let in who was deactivated without our knowledge', async () => {
  await using fixture = await withTwo();
  const { context, db } = fixture;
  const { password } = await createAppPassword(context, { userId: 2, name: 'Kobo' });
  const basic = createBasicAuthenticator(context);
  await basic.authenticateToken({ token: password, address });
  await db.updateTable('users').set({ is_active: 0 }).where('id', '=', 2).execute();
  await expect(basic.authenticateToken({ token: password, address })).rejects.toMatchObject({
    code: 'INVALID_TOKEN',
  });
  await expect(basic.authenticate({ login: 'bob', password, address })).rejects.toMatchObject(refused);
});

test('the end of an account ends its app passwords', async () => {
  await using fixture = await withTwo();
  const { context, db } = fixture;
  await createAppPassword(context, { userId: 2, name: 'Kobo' });
  await db.deleteFrom('user_roles').where('user_id', '=', 2).execute();
  await db.deleteFrom('users').where('id', '=', 2).execute();
  expect(await listAppPasswords(db, 2)).toEqual([]);
});

test('its use is noted later, to the minute and once a minute', async () => {
  await using fixture = await withTwo();
  const { context, db, statements } = fixture;
  const { password } = await createAppPassword(context, { userId: 1, name: 'Kobo' });
  const basic = createBasicAuthenticator(context);
  const use = () => basic.authenticate({ login: 'ann', password, address });
  const writes = () => statements.filter((text) => text.startsWith('update "app_passwords"')).length;
  for (let count = 0; count < 5; count += 1) await use();
  await basic.authenticateToken({ token: password, address });
  expect(writes()).toBe(0);
  await basic.flush();
  await use();
  await basic.flush();
  expect(writes()).toBe(1);
  expect((await listAppPasswords(db, 1))[0]?.lastUsedAt).toBe('2026-01-02 03:04:00');
  fixture.passTime(60_000);
  await use();
  await basic.flush();
  expect((await listAppPasswords(db, 1))[0]?.lastUsedAt).toBe('2026-01-02 03:05:00');
});

test('guesses count as failed sign-ins', async () => {
  await using fixture = await createFixture({ failuresPerAddress: 2 });
  await fixture.addUser('ann@x.org');
  const { password } = await createAppPassword(fixture.context, { userId: 1, name: 'Kobo' });
  const basic = createBasicAuthenticator(fixture.context);
  for (const token of ['2222-3333-4444-5555-6666', '2222-3333-4444-5555-6667']) {
    await expect(basic.authenticateToken({ token, address })).rejects.toMatchObject({
      code: 'INVALID_TOKEN',
    });
  }
  const limited = { code: 'RATE_LIMITED' };
  await expect(basic.authenticateToken({ token: password, address })).rejects.toMatchObject(limited);
  await expect(basic.authenticate({ login: 'ann', password, address })).rejects.toMatchObject(limited);
  const elsewhere = { login: 'ann', password, address: '192.0.2.99' };
  expect((await basic.authenticate(elsewhere)).userId).toBe(1);
});

test('neither the text of an app password nor its MD5 is stored', async () => {
  await using fixture = await withTwo();
  const { password } = await createAppPassword(fixture.context, { userId: 1, name: 'Kobo' });
  const [row] = await fixture.db.selectFrom('app_passwords').selectAll().execute();
  expect(JSON.stringify(row)).not.toContain(password.slice(0, 4));
  expect([row?.digest, row?.md5_digest]).toEqual([
    expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
  ]);
});
