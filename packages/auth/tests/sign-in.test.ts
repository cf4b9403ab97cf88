import { hashSync } from 'bcryptjs';
import { expect, test } from 'vitest';
import {
  createPasswordHasher,
  createSession,
  deactivateUser,
  listSessions,
  setPassword,
  signIn,
  signInWith,
  updateUser,
} from '../src/index.ts';
import { addLegacyUser, address, createFixture, hasher, password } from './fixture.ts';

const refused = { code: 'INVALID_CREDENTIALS', message: 'Invalid credentials' };
const stored = hashSync(password, 4);

test('an e-mail signs in whatever its case and the blanks around it', async () => {
  await using fixture = await createFixture();
  const { id } = await fixture.addUser('Ann@x.org');
  for (const email of ['ann@X.ORG', ' Ann@x.org ']) {
    expect((await signIn(fixture.context, { email, password, address })).id).toBe(id);
  }
});

test('where two accounts differ only in case an exact match wins, and without one nobody signs in', async () => {
  await using fixture = await createFixture();
  const { context, db } = fixture;
  await addLegacyUser(db, { email: 'ann@x.org', stored });
  const second = await addLegacyUser(db, { email: 'Ann@x.org', stored });
  expect((await signIn(context, { email: 'Ann@x.org', password, address })).id).toBe(second);
  await expect(signIn(context, { email: 'ANN@x.org', password, address })).rejects.toMatchObject(refused);
});

test('an account with an empty e-mail and a password of one character signs in', async () => {
  await using fixture = await createFixture();
  await addLegacyUser(fixture.db, { email: '', username: 'old', stored: hashSync('x', 4) });
  expect((await signIn(fixture.context, { email: '', password: 'x', address })).username).toBe('old');
});

test('an unknown e-mail, a wrong password and a deactivated account are refused alike', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  const admin = await fixture.addUser('ann@x.org');
  const { id } = await fixture.addUser('bob@x.org');
  await deactivateUser(context, { actorId: admin.id, userId: id });
  const attempts = [
    { email: 'eve@x.org', password },
    { email: 'ann@x.org', password: 'wrong' },
    { email: 'ann@x.org', password: '' },
    { email: 'ann@x.org', password: `${password}${'x'.repeat(1100)}` },
    { email: 'bob@x.org', password },
  ];
  for (const attempt of attempts) {
    await expect(signIn(context, { ...attempt, address })).rejects.toMatchObject(refused);
  }
  await updateUser(context, { actorId: admin.id, userId: id, changes: { isActive: true } });
  expect((await signIn(context, { email: 'bob@x.org', password, address })).id).toBe(id);
});

test('a stored password that is no hash never fits, and the account is told of', async () => {
  await using fixture = await createFixture();
  const id = await addLegacyUser(fixture.db, { email: 'ann@x.org', stored: password });
  await expect(signIn(fixture.context, { email: 'ann@x.org', password, address })).rejects.toMatchObject(
    refused,
  );
  expect(fixture.unusable).toEqual([id]);
});

test('a hash of a lower cost is renewed, also by simultaneous sign-ins, and one of a long password is not', async () => {
  await using fixture = await createFixture();
  await using hasher = createPasswordHasher({ cost: 5, minCost: 5 });
  const context = { ...fixture.context, hasher };
  const long = 'long '.repeat(20);
  await addLegacyUser(fixture.db, { email: 'ann@x.org', stored });
  await addLegacyUser(fixture.db, { email: 'bob@x.org', stored: hashSync(long, 4) });
  const input = { email: 'ann@x.org', password, address };
  const users = await Promise.all([signIn(context, input), signIn(context, input), signIn(context, input)]);
  expect(users.map((user) => user.id)).toEqual([1, 1, 1]);
  await signIn(context, { email: 'bob@x.org', password: long, address });
  const rows = await fixture.db.selectFrom('users').select('password').orderBy('id').execute();
  expect(rows.map((row) => row.password.slice(0, 7))).toEqual(['$2b$05$', '$2b$04$']);
  expect((await signIn(context, input)).id).toBe(1);
});

test('after ten failures a pair of e-mail and address is refused for what is left of 15 minutes', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  const wrong = { email: 'Ann@x.org', password: 'wrong', address };
  for (let n = 0; n < 10; n += 1) await expect(signIn(context, wrong)).rejects.toMatchObject(refused);
  fixture.passTime(60_000);
  const right = { email: 'ann@x.org', password, address };
  await expect(signIn(context, right)).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterS: 840 });
  expect((await signIn(context, { ...right, address: '192.0.2.2' })).id).toBe(1);
  fixture.passTime(840_000);
  expect((await signIn(context, right)).id).toBe(1);
});

test('simultaneous guesses get no more than ten answers', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  const guesses = Array.from({ length: 25 }, (_, n) => ({
    email: 'ann@x.org',
    password: `guess ${n}`,
    address,
  }));
  const results = await Promise.allSettled(guesses.map((guess) => signIn(fixture.context, guess)));
  const codes = results.map((result) => (result.status === 'rejected' ? result.reason.code : 'signed in'));
  expect(codes.filter((code) => code === 'INVALID_CREDENTIALS')).toHaveLength(10);
  expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(15);
});

test('a success clears the failures of the pair', async () => {
  await using fixture = await createFixture({ failuresPerPair: 2 });
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  const right = { email: 'ann@x.org', password, address };
  for (let n = 0; n < 3; n += 1) {
    await expect(signIn(context, { ...right, password: 'wrong' })).rejects.toMatchObject(refused);
    await signIn(context, right);
  }
});

test('an address has a limit over all e-mails, which unknown ones count for', async () => {
  await using fixture = await createFixture({ failuresPerAddress: 3 });
  const { context } = fixture;
  await fixture.addUser('ann@x.org');
  for (const name of ['a', 'b', 'c']) {
    await expect(signIn(context, { email: name, password, address })).rejects.toMatchObject(refused);
  }
  await expect(signIn(context, { email: 'ann@x.org', password, address })).rejects.toMatchObject({
    code: 'RATE_LIMITED',
  });
});

test('a session that begins with a sign-in ends with the password, however close the two are', async () => {
  await using fixture = await createFixture();
  const { context } = fixture;
  const { clock } = context;
  const { id: userId } = await fixture.addUser('ann@x.org');
  const session = { userId, digest: 'sha256:a', publicId: 'a', expiresAt: new Date('2026-01-03T03:04:05Z') };
  const [change] = await signInWith(context, { email: 'ann@x.org', password, address }, async (tx) => {
    const later = setPassword(context, { actorId: null, userId, password: 'another one' });
    await hasher.hash('something that takes about as long');
    await createSession({ db: tx, clock }, session);
    return [later];
  });
  expect(await listSessions(context, userId)).toHaveLength(1);
  await change;
  expect(await listSessions(context, userId)).toEqual([]);
});

test('where nothing can begin nobody has signed in', async () => {
  await using fixture = await createFixture();
  const { context, db } = fixture;
  await fixture.addUser('ann@x.org');
  const failing = signInWith(context, { email: 'ann@x.org', password, address }, () =>
    Promise.reject(new Error('no room')),
  );
  await expect(failing).rejects.toThrow('no room');
  const { last_login_at: last } = await db.selectFrom('users').selectAll().executeTakeFirstOrThrow();
  expect(last).toBeNull();
});
