import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  changePassword,
  createAppPassword,
  createBasicAuthenticator,
  createKoreaderAuthenticator,
  createKoreaderKeys,
  createUser,
  deactivateUser,
  revokeAppPassword,
  setPassword,
  signIn,
  type AuthContext,
  type KoreaderKeys,
} from '../src/index.ts';
import { createCountingHasher, type CountingHasher } from './counting-hasher.ts';
import { address, createFixture, password, type Fixture } from './fixture.ts';

const refused = { code: 'INVALID_CREDENTIALS' };

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

interface KoreaderFixture extends AsyncDisposable {
  readonly fixture: Fixture;
  readonly context: AuthContext;
  readonly keys: KoreaderKeys;
  readonly hasher: CountingHasher;
}

/** Ann is administrator, Bob is not; both have registered before there was a KOReader. */
async function start(failuresPerPair = 10): Promise<KoreaderFixture> {
  const fixture = await createFixture({ failuresPerPair });
  const hasher = createCountingHasher();
  const keys = createKoreaderKeys({ ...fixture.context, hasher });
  await fixture.addUser('ann@x.org');
  await fixture.addUser('bob@x.org');
  return {
    fixture,
    keys,
    hasher,
    context: { ...fixture.context, hasher, koreaderKeys: keys },
    [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose](),
  };
}

test('the MD5 of a password is known from the next sign-in on', async () => {
  await using started = await start();
  const { context, keys } = started;
  const koreader = createKoreaderAuthenticator(context);
  const ask = () => koreader.authenticate({ login: 'ann', key: md5(password), address });
  await expect(ask()).rejects.toMatchObject(refused);
  await signIn(context, { email: 'ann@x.org', password, address });
  await keys.flush();
  const principal = await ask();
  expect([principal.userId, principal.sessionPublicId, principal.isAdmin]).toEqual([1, null, true]);
});

test.each([
  [
    'Basic',
    (context: AuthContext) =>
      createBasicAuthenticator(context).authenticate({ login: 'bob', password, address }),
  ],
  [
    'an own change of password',
    (context: AuthContext) =>
      changePassword(context, { userId: 2, currentPassword: password, newPassword: 'another one', address }),
  ],
  [
    'an administrator',
    (context: AuthContext) => setPassword(context, { actorId: 1, userId: 2, password: 'another one' }),
  ],
])('%s makes the password known too', async (_, run) => {
  await using started = await start();
  const { context, keys } = started;
  await run(context);
  await keys.flush();
  const koreader = createKoreaderAuthenticator(context);
  const tries = [password, 'another one'].map((text) =>
    koreader.authenticate({ login: 'BOB@x.org', key: md5(text), address }).then(
      ({ userId }) => userId,
      () => null,
    ),
  );
  expect((await Promise.all(tries)).filter((userId) => userId === 2)).toHaveLength(1);
});

test('a new account is known from its beginning', async () => {
  await using started = await start();
  const { context, keys } = started;
  await createUser(context, { username: 'eve', email: 'eve@x.org', password });
  await keys.flush();
  const koreader = createKoreaderAuthenticator(context);
  expect((await koreader.authenticate({ login: 'eve', key: md5(password), address })).userId).toBe(3);
});

test('the key of a password that was changed is void at once', async () => {
  await using started = await start();
  const { context, keys, fixture } = started;
  await signIn(context, { email: 'bob@x.org', password, address });
  await keys.flush();
  const koreader = createKoreaderAuthenticator(context);
  const ask = (text: string) => koreader.authenticate({ login: 'bob', key: md5(text), address });
  await ask(password);
  // Without telling the keys, as an older server does.
  await setPassword(fixture.context, { actorId: 1, userId: 2, password: 'another one' });
  await expect(ask(password)).rejects.toMatchObject(refused);
  await expect(ask('another one')).rejects.toMatchObject(refused);
  await signIn(context, { email: 'bob@x.org', password: 'another one', address });
  await keys.flush();
  expect((await ask('another one')).userId).toBe(2);
});

test('the key of a new password is made, though the old one is noted late', async () => {
  await using started = await start();
  const { context, keys, fixture } = started;
  const storedOf = async (id: number) =>
    (await fixture.db.selectFrom('users').select('password').where('id', '=', id).executeTakeFirstOrThrow())
      .password;
  const old = await storedOf(2);
  await setPassword(fixture.context, { actorId: 1, userId: 2, password: 'another one' });
  keys.note({ userId: 1, password, stored: await storedOf(1) });
  keys.note({ userId: 2, password: 'another one', stored: await storedOf(2) });
  // Verified before the change, by a thread that had much to do.
  keys.note({ userId: 2, password, stored: old });
  await keys.flush();
  const koreader = createKoreaderAuthenticator(context);
  expect((await koreader.authenticate({ login: 'bob', key: md5('another one'), address })).userId).toBe(2);
  await expect(koreader.authenticate({ login: 'bob', key: md5(password), address })).rejects.toMatchObject(
    refused,
  );
});

test('a key is made once, in the background, and its failure is nobody’s', async () => {
  await using started = await start();
  const { context, keys, hasher } = started;
  for (let count = 0; count < 3; count += 1) {
    await signIn(context, { email: 'ann@x.org', password, address });
    await keys.flush();
  }
  expect(hasher.hashes).toBe(1);
  const errors: unknown[] = [];
  const failing = createKoreaderKeys({
    ...context,
    hasher: { ...hasher, hash: () => Promise.reject(new Error('no thread')) },
    onError: (error) => errors.push(error),
  });
  await signIn({ ...context, koreaderKeys: failing }, { email: 'bob@x.org', password, address });
  await failing.flush();
  expect(errors).toEqual([new Error('no thread')]);
});

test('an end waits for one key at the most, and what is not made then is made at the next sign-in', async () => {
  await using started = await start();
  const { context, keys, hasher, fixture } = started;
  const rows = await fixture.db.selectFrom('users').select(['id', 'password']).execute();
  for (const row of rows) keys.note({ userId: row.id, password, stored: row.password });
  // The first one is taken up.
  await Promise.resolve();
  await keys[Symbol.asyncDispose]();
  expect(hasher.hashes).toBeLessThanOrEqual(1);
  expect(await fixture.db.selectFrom('koreader_keys').select('user_id').execute()).toHaveLength(
    hasher.hashes,
  );
  const next = createKoreaderKeys(context);
  await signIn({ ...context, koreaderKeys: next }, { email: 'bob@x.org', password, address });
  await next.flush();
  const koreader = createKoreaderAuthenticator(context);
  expect((await koreader.authenticate({ login: 'bob', key: md5(password), address })).userId).toBe(2);
});

test('where KOReader is not served no key is made', async () => {
  await using started = await start();
  const { fixture } = started;
  await signIn(fixture.context, { email: 'ann@x.org', password, address });
  expect(await fixture.db.selectFrom('koreader_keys').selectAll().execute()).toEqual([]);
});

test('a wrong password makes no key', async () => {
  await using started = await start();
  const { context, keys, fixture } = started;
  await expect(signIn(context, { email: 'ann@x.org', password: 'wrong', address })).rejects.toMatchObject(
    refused,
  );
  await keys.flush();
  expect(await fixture.db.selectFrom('koreader_keys').selectAll().execute()).toEqual([]);
});

test('neither the password nor its MD5 is stored', async () => {
  await using started = await start();
  const { context, keys, fixture } = started;
  await signIn(context, { email: 'ann@x.org', password, address });
  await keys.flush();
  const [row] = await fixture.db.selectFrom('koreader_keys').selectAll().execute();
  expect(row).toEqual({
    user_id: 1,
    key_hash: expect.stringMatching(/^\$2b\$/),
    password_digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    updated_at: '2026-01-02 03:04:05',
  });
});

test('an app password is known as it is shown, costs no hash, and ends when it is revoked', async () => {
  await using started = await start();
  const { context, hasher, fixture } = started;
  const made = await createAppPassword(context, { userId: 2, name: 'Kobo' });
  const koreader = createKoreaderAuthenticator(context);
  const ask = (login: string) =>
    koreader.authenticate({ login, key: md5(made.password).toUpperCase(), address });
  expect((await ask('bob')).userId).toBe(2);
  expect(hasher.verifications).toBe(0);
  await expect(ask('ann')).rejects.toMatchObject(refused);
  await koreader.flush();
  const [row] = await fixture.db.selectFrom('app_passwords').select('last_used_at').execute();
  expect(row?.last_used_at).toBe('2026-01-02 03:04:00');
  await revokeAppPassword(fixture.db, { userId: 2, id: made.id });
  await expect(ask('bob')).rejects.toMatchObject(refused);
});

test('verified credentials cost one hash in 5 minutes, whatever others do meanwhile', async () => {
  await using started = await start();
  const { context, keys, hasher, fixture } = started;
  await signIn(context, { email: 'ann@x.org', password, address });
  await keys.flush();
  const before = hasher.verifications;
  const koreader = createKoreaderAuthenticator(context);
  const ask = () => koreader.authenticate({ login: 'ann', key: md5(password), address });
  await Promise.all(Array.from({ length: 20 }, ask));
  await fixture.addUser('eve@x.org');
  fixture.passTime(299_000);
  await ask();
  expect(hasher.verifications - before).toBe(1);
  fixture.passTime(1000);
  await ask();
  expect(hasher.verifications - before).toBe(2);
});

test('an unknown name, a wrong key and an account without a key cost the same', async () => {
  await using started = await start();
  const { context, keys, hasher } = started;
  await signIn(context, { email: 'ann@x.org', password, address });
  await keys.flush();
  const koreader = createKoreaderAuthenticator(context);
  for (const login of ['nobody', 'ann', 'bob']) {
    const before = hasher.verifications;
    await expect(koreader.authenticate({ login, key: md5('wrong'), address })).rejects.toMatchObject(refused);
    expect(hasher.verifications - before).toBe(1);
  }
});

test.each(['', 'abc', password, `${md5(password)}0`, `sha256:${'0'.repeat(64)}`])(
  '%j is no key',
  async (key) => {
    await using started = await start();
    const { context, keys } = started;
    await signIn(context, { email: 'ann@x.org', password, address });
    await keys.flush();
    const koreader = createKoreaderAuthenticator(context);
    await expect(koreader.authenticate({ login: 'ann', key, address })).rejects.toMatchObject(refused);
  },
);

test('a deactivated account stays out', async () => {
  await using started = await start();
  const { context, keys } = started;
  await signIn(context, { email: 'bob@x.org', password, address });
  await keys.flush();
  const koreader = createKoreaderAuthenticator(context);
  const ask = () => koreader.authenticate({ login: 'bob', key: md5(password), address });
  await ask();
  await deactivateUser(context, { actorId: 1, userId: 2 });
  await expect(ask()).rejects.toMatchObject(refused);
});

test('failures count as failed sign-ins', async () => {
  await using started = await start(1);
  const koreader = createKoreaderAuthenticator(started.context);
  await expect(koreader.authenticate({ login: 'ann', key: 'x', address })).rejects.toMatchObject(refused);
  await expect(signIn(started.context, { email: 'ann', password, address })).rejects.toMatchObject({
    code: 'RATE_LIMITED',
  });
});
