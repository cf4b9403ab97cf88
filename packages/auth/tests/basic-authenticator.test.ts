import { expect, test } from 'vitest';
import { createBasicAuthenticator, deactivateUser, setPassword, updateUser } from '../src/index.ts';
import { createCountingHasher } from './counting-hasher.ts';
import { address, createFixture, password } from './fixture.ts';

const refused = { code: 'INVALID_CREDENTIALS' };

test('an e-mail or a user name with the password tells who calls', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  const basic = createBasicAuthenticator(fixture.context);
  for (const login of ['ANN@x.org', 'Ann']) {
    const principal = await basic.authenticate({ login, password, address });
    expect([principal.userId, principal.sessionPublicId, principal.isAdmin]).toEqual([1, null, true]);
  }
  await expect(basic.authenticate({ login: 'ann', password: 'wrong', address })).rejects.toMatchObject(
    refused,
  );
  await expect(basic.authenticate({ login: 'eve', password, address })).rejects.toMatchObject(refused);
});

test('a verified pair is remembered for 5 minutes, and simultaneous requests wait for one verification', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  const hasher = createCountingHasher();
  const basic = createBasicAuthenticator({ ...fixture.context, hasher });
  const pair = { login: 'ann', password, address };
  await Promise.all(Array.from({ length: 20 }, () => basic.authenticate(pair)));
  fixture.passTime(299_000);
  await basic.authenticate(pair);
  expect(hasher.verifications).toBe(1);
  fixture.passTime(1000);
  await basic.authenticate(pair);
  expect(hasher.verifications).toBe(2);
});

test('a pair is forgotten on a change of password, roles or status', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  await fixture.addUser('bob@x.org');
  const basic = createBasicAuthenticator(context);
  const pair = { login: 'bob', password, address };
  expect((await basic.authenticate(pair)).hasPermission('books.read')).toBe(true);
  await updateUser(context, { actorId: 1, userId: 2, changes: { roles: [] } });
  expect((await basic.authenticate(pair)).hasPermission('books.read')).toBe(false);
  await setPassword(context, { actorId: 1, userId: 2, password: 'another one' });
  await expect(basic.authenticate(pair)).rejects.toMatchObject(refused);
  const renewed = { ...pair, password: 'another one' };
  expect((await basic.authenticate(renewed)).userId).toBe(2);
  await deactivateUser(context, { actorId: 1, userId: 2 });
  await expect(basic.authenticate(renewed)).rejects.toMatchObject(refused);
});

test('what happens to other accounts costs a verified pair no second verification', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  const hasher = createCountingHasher();
  const basic = createBasicAuthenticator({ ...context, hasher });
  const pair = { login: 'ann', password, address };
  await basic.authenticate(pair);
  await fixture.addUser('bob@x.org');
  await basic.authenticate(pair);
  await deactivateUser(context, { actorId: 1, userId: 2 });
  await basic.authenticate(pair);
  expect(hasher.verifications).toBe(1);
  fixture.passTime(300_000);
  await basic.authenticate(pair);
  expect(hasher.verifications).toBe(2);
});

test('a pair is forgotten when its name becomes another account’s', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  await fixture.addUser('bob@x.org');
  const basic = createBasicAuthenticator(context);
  const pair = { login: 'bob', password, address };
  expect((await basic.authenticate(pair)).userId).toBe(2);
  await updateUser(context, { actorId: null, userId: 2, changes: { username: 'rob' } });
  await expect(basic.authenticate(pair)).rejects.toMatchObject(refused);
  await updateUser(context, { actorId: null, userId: 1, changes: { username: 'bob' } });
  expect((await basic.authenticate(pair)).userId).toBe(1);
});

test('who comes after a change is not let in by a verification begun before it', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  await fixture.addUser('bob@x.org');
  const begun = Promise.withResolvers<void>();
  const changed = Promise.withResolvers<void>();
  const hasher = createCountingHasher();
  const slow = {
    ...hasher,
    verify: async (given: string, stored: string | null): Promise<boolean> => {
      begun.resolve();
      await changed.promise;
      return await hasher.verify(given, stored);
    },
  };
  const basic = createBasicAuthenticator({ ...context, hasher: slow });
  const pair = { login: 'bob', password, address };
  const early = basic.authenticate(pair);
  await begun.promise;
  await setPassword(context, { actorId: 1, userId: 2, password: 'another one' });
  const late = basic.authenticate(pair);
  const outcome = expect(late).rejects.toMatchObject(refused);
  changed.resolve();
  expect((await early).userId).toBe(2);
  await outcome;
});

test('failures count as failed sign-ins', async () => {
  await using fixture = await createFixture({ failuresPerPair: 1 });
  await fixture.addUser('ann@x.org');
  const basic = createBasicAuthenticator(fixture.context);
  await expect(basic.authenticate({ login: 'ann', password: 'wrong', address })).rejects.toMatchObject(
    refused,
  );
  await expect(basic.authenticate({ login: 'ann', password, address })).rejects.toMatchObject({
    code: 'RATE_LIMITED',
  });
});
