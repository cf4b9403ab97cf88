import { expect, test } from 'vitest';
import { createSession, listSessions, revokeUserSession, sweepExpired } from '../src/index.ts';
import { createFixture, startTime, type Fixture } from './fixture.ts';

async function addRow(fixture: Fixture, token: string, publicId: string | null = null): Promise<void> {
  const unknown = { created_at: null, last_used_at: null, user_agent: null };
  const expires_at = '2026-01-02T10:00:00.000Z';
  await fixture.db
    .insertInto('sessions')
    .values({ ...unknown, session_token: token, expires_at, user_id: 1, public_id: publicId })
    .execute();
}

test('live sessions are listed, newest first, those of unknown age last', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  await addRow(fixture, 'sha256:old', 'legacy');
  await fixture.startSession(1, 'a');
  fixture.passTime(3_600_000);
  await fixture.startSession(1, 'b');
  const sessions = await listSessions(fixture.context, 1);
  expect(sessions.map(({ publicId }) => publicId)).toEqual(['id-b', 'id-a', 'legacy']);
  expect(sessions[1]).toEqual({
    publicId: 'id-a',
    userId: 1,
    createdAt: '2026-01-02 03:04:05',
    lastUsedAt: '2026-01-02 03:04:05',
    expiresAt: '2026-01-03T03:04:05.678Z',
    userAgent: 'Test',
  });
  fixture.passTime(86_400_000 - 3_600_000);
  expect((await listSessions(fixture.context, 1)).map(({ publicId }) => publicId)).toEqual(['id-b']);
});

test('a session is used no earlier than it began, whatever is written of it', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  await fixture.startSession(1, 'a');
  await fixture.db.updateTable('sessions').set({ last_used_at: '2026-01-02 03:04:00' }).execute();
  expect(await listSessions(fixture.context, 1)).toMatchObject([{ lastUsedAt: '2026-01-02 03:04:05' }]);
});

test('a user agent is kept up to 255 characters, and none as null', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  const session = { userId: 1, expiresAt: new Date(startTime.getTime() + 1000) };
  await createSession(fixture.context, {
    ...session,
    digest: 'a',
    publicId: 'a',
    userAgent: 'é'.repeat(300),
  });
  await createSession(fixture.context, { ...session, digest: 'b', publicId: 'b', userAgent: ' ' });
  const agents = (await listSessions(fixture.context, 1)).map(({ userAgent }) => userAgent);
  expect(new Set(agents)).toEqual(new Set([null, 'é'.repeat(255)]));
});

test('one session is revoked by its public id, and never that of another user or an unknown one', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  await fixture.addUser('bob@x.org');
  await fixture.startSession(1, 'a');
  const notFound = { code: 'SESSION_NOT_FOUND', message: 'Session not found' };
  for (const [userId, publicId] of [
    [2, 'id-a'],
    [1, 'id-x'],
  ] as const) {
    await expect(revokeUserSession(fixture.context, { userId, publicId })).rejects.toMatchObject(notFound);
  }
  await revokeUserSession(fixture.context, { userId: 1, publicId: 'id-a' });
  expect(await listSessions(fixture.context, 1)).toEqual([]);
});

test('expired sessions are swept, and live ones stay', async () => {
  await using fixture = await createFixture();
  await fixture.addUser('ann@x.org');
  await fixture.startSession(1, 'a');
  fixture.passTime(86_400_000);
  await fixture.startSession(1, 'b');
  expect(await sweepExpired(fixture.context)).toBe(1);
  expect(await sweepExpired(fixture.context)).toBe(0);
  expect((await listSessions(fixture.context, 1)).map(({ publicId }) => publicId)).toEqual(['id-b']);
});
