import { getChangeVersions, sql } from '@dust/db';
import { expect, test } from 'vitest';
import { createAuthenticator, deactivateUser, revokeSession, updateRole, updateUser } from '../src/index.ts';
import { createFixture, type Fixture } from './fixture.ts';

async function grant(fixture: Fixture, permissionId: number, bookId: number | null): Promise<void> {
  await fixture.db
    .insertInto('user_permissions')
    .values({ user_id: 2, permission_id: permissionId, resource_id: bookId })
    .execute();
}

/** An administrator (1) and a user (2) with a session. */
async function signedIn(fixture: Fixture): Promise<string> {
  await fixture.addUser('ann@x.org');
  await fixture.addUser('bob@x.org');
  return await fixture.startSession(2, 'token');
}

const invalid = { code: 'INVALID_TOKEN', message: 'Authentication required' };

test('a session tells who calls and what they hold, role and direct grants together', async () => {
  await using fixture = await createFixture();
  const digest = await signedIn(fixture);
  await grant(fixture, 17, null);
  const principal = await fixture.authenticator.authenticate(digest);
  expect(principal).toMatchObject({
    userId: 2,
    sessionPublicId: 'id-token',
    expiresAt: Date.parse('2026-01-03T03:04:05.678Z'),
    isAdmin: false,
  });
  expect([...principal.permissions]).toEqual(['books.read', 'genres.read', 'content.nsfw']);
});

test('a grant for a book counts for that book only', async () => {
  await using fixture = await createFixture();
  const digest = await signedIn(fixture);
  await grant(fixture, 4, 7);
  const principal = await fixture.authenticator.authenticate(digest);
  expect(principal.hasPermission('books.write', 7)).toBe(true);
  expect(principal.hasPermission('books.write', 8)).toBe(false);
  expect(principal.hasPermission('books.write')).toBe(false);
  expect(principal.permissions.has('books.manage')).toBe(false);
  expect(principal.hasPermission('books.read', 8)).toBe(true);
});

test('everything for one book does not make an administrator', async () => {
  await using fixture = await createFixture();
  const digest = await signedIn(fixture);
  await grant(fixture, 12, 7);
  const principal = await fixture.authenticator.authenticate(digest);
  expect([principal.isAdmin, principal.hasPermission('content.nsfw', 7)]).toEqual([false, true]);
});

test('a user without any role is known and holds nothing', async () => {
  await using fixture = await createFixture();
  const digest = await signedIn(fixture);
  await updateUser(fixture.context, { actorId: 1, userId: 2, changes: { roles: [] } });
  expect((await fixture.authenticator.authenticate(digest)).permissions.size).toBe(0);
});

test('an unknown token is invalid, and one past its time expired', async () => {
  await using fixture = await createFixture();
  const digest = await signedIn(fixture);
  await expect(fixture.authenticator.authenticate('sha256:0')).rejects.toMatchObject(invalid);
  await fixture.authenticator.authenticate(digest);
  fixture.passTime(86_400_000);
  await expect(fixture.authenticator.authenticate(digest)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
});

test('a revoked session, and one of a deactivated user, ends at once, also for other authenticators', async () => {
  await using fixture = await createFixture();
  const { context, db } = fixture;
  await using other = createAuthenticator(context);
  const first = await signedIn(fixture);
  const second = await fixture.startSession(2, 'second');
  for (const digest of [first, second]) {
    await fixture.authenticator.authenticate(digest);
    await other.authenticate(digest);
  }
  expect(await revokeSession(db, first)).toBe(true);
  await expect(fixture.authenticator.authenticate(first)).rejects.toMatchObject(invalid);
  await expect(other.authenticate(first)).rejects.toMatchObject(invalid);
  expect((await other.authenticate(second)).userId).toBe(2);
  await deactivateUser(context, { actorId: 1, userId: 2 });
  await expect(other.authenticate(second)).rejects.toMatchObject(invalid);
});

test('a session is recalled only while it is known to hold', async () => {
  await using fixture = await createFixture();
  const { db, authenticator } = fixture;
  const digest = await signedIn(fixture);
  const principal = await authenticator.authenticate(digest);
  expect(authenticator.recall(digest)).toBe(principal);
  expect(authenticator.recall('sha256:0')).toBeUndefined();
  fixture.passTime(60_000);
  // The use in another minute is to be noted first.
  expect(authenticator.recall(digest)).toBeUndefined();
  await authenticator.authenticate(digest);
  expect(authenticator.recall(digest)).toBe(principal);
  await new Promise((resolve) => setImmediate(resolve));
  expect(authenticator.recall(digest)).toBeUndefined();
  await authenticator.authenticate(digest);
  expect(await revokeSession(db, digest)).toBe(true);
  await getChangeVersions(db);
  expect(authenticator.recall(digest)).toBeUndefined();
});

test('a session past its time is not recalled', async () => {
  await using fixture = await createFixture();
  const { authenticator } = fixture;
  const digest = await signedIn(fixture);
  // In the minute in which it ends.
  fixture.passTime(86_400_000 - 1000);
  await authenticator.authenticate(digest);
  expect(authenticator.recall(digest)).toBeDefined();
  fixture.passTime(1000);
  expect(authenticator.recall(digest)).toBeUndefined();
});

test('a changed role takes effect on the next request', async () => {
  await using fixture = await createFixture();
  const digest = await signedIn(fixture);
  const mayWrite = async (): Promise<boolean> =>
    (await fixture.authenticator.authenticate(digest)).hasPermission('books.write');
  expect(await mayWrite()).toBe(false);
  await updateRole(fixture.db, 3, { permissions: ['books.manage'] });
  expect(await mayWrite()).toBe(true);
  await updateRole(fixture.db, 3, { permissions: [] });
  expect(await mayWrite()).toBe(false);
});

test('a session costs two statements at first and one after that', async () => {
  await using fixture = await createFixture();
  const digest = await signedIn(fixture);
  const count = async (): Promise<number> => {
    // Requests of one turn of the event loop share a statement.
    await new Promise((resolve) => setImmediate(resolve));
    const before = fixture.statements.length;
    await fixture.authenticator.authenticate(digest);
    return fixture.statements.length - before;
  };
  expect([await count(), await count(), await count()]).toEqual([2, 1, 1]);
  await fixture.addUser('eve@x.org');
  expect([await count(), await count()]).toEqual([2, 1]);
});

test('the query of a session scans no table of users or sessions', async () => {
  await using fixture = await createFixture();
  const digest = await signedIn(fixture);
  await fixture.authenticator.authenticate(digest);
  const query = fixture.statements.findLast((text) => text.includes('"session_token"')) ?? '';
  const plan = await sql<{
    detail: string;
  }>`explain query plan ${sql.raw(query.replaceAll('?', "'x'"))}`.execute(fixture.db);
  const details = plan.rows.map(({ detail }) => detail);
  expect(details.filter((detail) => detail.includes('sessions_session_token'))).toHaveLength(2);
  expect(details.filter((detail) => detail.startsWith('SCAN'))).toEqual([]);
});

test('the last use is written to the minute, later, and once a minute', async () => {
  await using fixture = await createFixture();
  const digest = await signedIn(fixture);
  const lastUsed = async (): Promise<string | null | undefined> =>
    (await fixture.db.selectFrom('sessions').select('last_used_at').execute())[0]?.last_used_at;
  const writes = (): number =>
    fixture.statements.filter((text) => text.startsWith('update "sessions"')).length;
  fixture.passTime(60_000);
  for (let n = 0; n < 5; n += 1) await fixture.authenticator.authenticate(digest);
  expect([writes(), await lastUsed()]).toEqual([0, '2026-01-02 03:04:05']);
  await fixture.authenticator.flush();
  await fixture.authenticator.authenticate(digest);
  await fixture.authenticator.flush();
  expect([writes(), await lastUsed()]).toEqual([1, '2026-01-02 03:05:00']);
});

test('sessions beyond the number kept in memory are looked up again', async () => {
  await using fixture = await createFixture();
  await using small = createAuthenticator({ ...fixture.context, maxCachedSessions: 1 });
  const first = await signedIn(fixture);
  const second = await fixture.startSession(1, 'second');
  for (const digest of [first, second, first]) await small.authenticate(digest);
  expect((await small.authenticate(first)).userId).toBe(2);
  expect(fixture.statements.filter((text) => /session_token.*union all/.test(text))).toHaveLength(3);
});
