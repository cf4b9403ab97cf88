import { setImmediate } from 'node:timers/promises';
import { prepareQuery, toDbTime, type Db } from '@dust/db';
import { firstCharacters } from '../characters.ts';
import type { Clock } from '../clock.ts';
import { SessionNotFoundError } from '../errors.ts';

export interface NewSessionInput {
  readonly userId: number;
  /** As {@link digestToken} makes it. */
  readonly digest: string;
  /** The token's `jti`. */
  readonly publicId: string;
  readonly expiresAt: Date;
  readonly userAgent?: string | null | undefined;
}

/** A sign-in; times are as stored. */
export interface SessionRecord {
  readonly publicId: string;
  readonly userId: number;
  readonly createdAt: string | null;
  /** Kept to the minute, but never earlier than the session began. */
  readonly lastUsedAt: string | null;
  readonly expiresAt: string;
  readonly userAgent: string | null;
}

const maxUserAgentLength = 255;

/** Starts a session; what it needs to be told of tokens is their digest. */
export async function createSession(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  input: NewSessionInput,
): Promise<void> {
  const now = toDbTime(clock());
  const userAgent = firstCharacters((input.userAgent ?? '').trim(), maxUserAgentLength);
  await db
    .insertInto('sessions')
    .values({
      session_token: input.digest,
      expires_at: input.expiresAt.toISOString(),
      user_id: input.userId,
      public_id: input.publicId,
      created_at: now,
      last_used_at: now,
      user_agent: userAgent === '' ? null : userAgent,
    })
    .execute();
}

/** Ends the session with that digest; returns whether there was one. */
export async function revokeSession(db: Db, digest: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where('session_token', '=', digest)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Ends all sessions of a user. */
export async function revokeUserSessions(db: Db, userId: number): Promise<void> {
  await db.deleteFrom('sessions').where('user_id', '=', userId).execute();
}

/** Ends one live session of a user; throws {@link SessionNotFoundError} for those of others too. */
export async function revokeUserSession(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { userId, publicId }: { readonly userId: number; readonly publicId: string },
): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where('public_id', '=', publicId)
    .where('user_id', '=', userId)
    .where('expires_at', '>', clock().toISOString())
    .executeTakeFirstOrThrow();
  if (numDeletedRows === 0n) throw new SessionNotFoundError();
}

const selectLiveSessions = prepareQuery((db, argument: { readonly userId: number; readonly now: string }) =>
  db
    .selectFrom('sessions')
    .select(['public_id', 'created_at', 'last_used_at', 'expires_at', 'user_agent'])
    .where('user_id', '=', argument.userId)
    .where('expires_at', '>', argument.now)
    .orderBy('created_at', (order) => order.desc().nullsLast())
    .orderBy('expires_at', 'desc'),
);

/** The live sessions of a user, newest first. */
export async function listSessions(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  userId: number,
): Promise<SessionRecord[]> {
  const rows = await selectLiveSessions.all(db, { userId, now: clock().toISOString() });
  return rows.flatMap((row) =>
    row.public_id === null
      ? []
      : {
          publicId: row.public_id,
          userId,
          createdAt: row.created_at,
          lastUsedAt: notBefore(row.last_used_at, row.created_at),
          expiresAt: row.expires_at,
          userAgent: row.user_agent,
        },
  );
}

/** A minute begins before the session that starts within it; times as stored are in the order of their texts. */
function notBefore(usedAt: string | null, createdAt: string | null): string | null {
  return usedAt !== null && createdAt !== null && usedAt < createdAt ? createdAt : usedAt;
}

/** Removes expired sessions, a few hundred at a time so that nobody waits long; returns how many. */
export async function sweepExpired({
  db,
  clock,
}: {
  readonly db: Db;
  readonly clock: Clock;
}): Promise<number> {
  const now = clock().toISOString();
  let removed = 0;
  for (;;) {
    const expired = db
      .selectFrom('sessions')
      .select('session_token')
      .where('expires_at', '<=', now)
      .limit(500);
    const { numDeletedRows } = await db
      .deleteFrom('sessions')
      .where('session_token', 'in', expired)
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) return removed;
    removed += Number(numDeletedRows);
    await setImmediate();
  }
}
