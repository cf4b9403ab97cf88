import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  createKoreaderAuthenticator,
  createKoreaderKeys,
  forgetKoreaderKeys,
  registerFromKoreader,
  setAuthFlow,
  setPassword,
  signIn,
} from '../src/index.ts';
import { address, createFixture, password } from './fixture.ts';

const key = createHash('md5').update('secret').digest('hex');

test('KOReader makes an account that it alone can sign in to', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  const user = await registerFromKoreader(context, { username: 'Reader 1', key, address });
  expect(user).toMatchObject({
    id: 2,
    username: 'Reader 1',
    displayName: 'Reader 1',
    email: 'Reader-1@koreader.invalid',
    roles: ['user'],
  });
  const koreader = createKoreaderAuthenticator(context);
  expect((await koreader.authenticate({ login: 'reader 1', key, address })).userId).toBe(2);
  for (const password of ['secret', key, 'none: made by KOReader', '']) {
    await expect(signIn(context, { email: user.email, password, address })).rejects.toMatchObject({
      code: 'INVALID_CREDENTIALS',
    });
  }
});

test('keys of passwords are forgotten where KOReader is not served, that of an account without a password is not', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  await registerFromKoreader(context, { username: 'bob', key, address });
  const keys = createKoreaderKeys(context);
  await signIn({ ...context, koreaderKeys: keys }, { email: 'ann@x.org', password, address });
  await keys.flush();
  const owners = async (): Promise<number[]> => {
    const rows = await fixture.db.selectFrom('koreader_keys').select('user_id').orderBy('user_id').execute();
    return rows.map((row) => row.user_id);
  };
  expect(await owners()).toEqual([1, 2]);
  await forgetKoreaderKeys(fixture.db);
  expect(await owners()).toEqual([2]);
  const koreader = createKoreaderAuthenticator(context);
  expect((await koreader.authenticate({ login: 'bob', key, address })).userId).toBe(2);
});

test('a password set by an administrator ends the key it was made with', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  await registerFromKoreader(context, { username: 'bob', key, address });
  await setPassword(context, { actorId: 1, userId: 2, password: 'another one' });
  const koreader = createKoreaderAuthenticator(context);
  await expect(koreader.authenticate({ login: 'bob', key, address })).rejects.toMatchObject({
    code: 'INVALID_CREDENTIALS',
  });
  expect(
    (await signIn(context, { email: 'bob@koreader.invalid', password: 'another one', address })).id,
  ).toBe(2);
});

test('a name that is taken, in whatever case, is refused', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  const taken = { username: 'ANN', key, address };
  await expect(registerFromKoreader(fixture.context, taken)).rejects.toMatchObject({
    code: 'USERNAME_TAKEN',
  });
});

test('an address that is taken is replaced by another', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('bob@koreader.invalid');
  await registerFromKoreader(fixture.context, { username: 'b b', key, address });
  const user = await registerFromKoreader(fixture.context, { username: 'b-b', key, address });
  expect(user.email).toMatch(/^b-b-[\w-]{43}@koreader\.invalid$/);
});

test.each([
  ['', key],
  ['a\u0000', key],
  ['x'.repeat(255), key],
  ['bob', 'secret'],
  ['bob', ''],
])('%j with the key %j is refused', async (username, sent) => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  await expect(registerFromKoreader(fixture.context, { username, key: sent, address })).rejects.toMatchObject(
    {
      code: 'VALIDATION_ERROR',
    },
  );
});

test('by invitation only means not by KOReader', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  await setAuthFlow(fixture.context, 'invitation');
  await expect(
    registerFromKoreader(fixture.context, { username: 'bob', key, address }),
  ).rejects.toMatchObject({
    code: 'INVITATION_REQUIRED',
  });
});

test('the first account, which is the administrator, is not made by KOReader', async () => {
  await using fixture = await createFixture();
  await expect(
    registerFromKoreader(fixture.context, { username: 'bob', key, address }),
  ).rejects.toMatchObject({
    code: 'INVITATION_REQUIRED',
  });
});

test('registrations count against the limit of their address', async () => {
  await using fixture = await createFixture({ registrationsPerAddress: 2 });
  await fixture.addUser('ann@x.org');
  await registerFromKoreader(fixture.context, { username: 'bob', key, address });
  await expect(
    registerFromKoreader(fixture.context, { username: 'eve', key, address }),
  ).rejects.toMatchObject({
    code: 'RATE_LIMITED',
  });
});
