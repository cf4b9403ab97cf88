import { createTestDatabase } from '@dust/db/testing';
import type { Db } from '@dust/db';
import { afterAll } from 'vitest';
import {
  createAuthenticator,
  createAuthLimits,
  createPasswordHasher,
  createSession,
  digestToken,
  register,
  type AuthContext,
  type Authenticator,
  type AuthLimitOptions,
  type UserRecord,
} from '../src/index.ts';

/** One for all tests of a file, as cheap as bcrypt goes. */
export const hasher = createPasswordHasher({ cost: 4, minCost: 4 });
afterAll(() => hasher[Symbol.asyncDispose]());

export const startTime = new Date('2026-01-02T03:04:05.678Z');
export const password = 'correct horse';
export const address = '192.0.2.1';

/** A fresh database, a clock that stands still until told, and what the package needs. */
export interface Fixture extends AsyncDisposable {
  readonly context: AuthContext;
  readonly db: Db;
  readonly authenticator: Authenticator;
  /** Statements run so far. */
  readonly statements: string[];
  /** Ids of users whose stored password was found to be no hash. */
  readonly unusable: number[];
  passTime(ms: number): void;
  /** Registers; the first one becomes administrator. */
  addUser(email: string): Promise<UserRecord>;
  /** Starts a session of a day; returns its digest. */
  startSession(userId: number, token: string): Promise<string>;
}

export async function createFixture(limits: Omit<AuthLimitOptions, 'clock'> = {}): Promise<Fixture> {
  const statements: string[] = [];
  const unusable: number[] = [];
  const database = await createTestDatabase({ onStatement: (sql) => statements.push(sql) });
  let now = startTime.getTime();
  const clock = (): Date => new Date(now);
  const { db } = database;
  const context: AuthContext = {
    db,
    clock,
    hasher,
    limits: createAuthLimits({ clock, ...limits }),
    onUnusableHash: (userId) => unusable.push(userId),
  };
  const authenticator = createAuthenticator({ db, clock });
  return {
    context,
    db,
    authenticator,
    statements,
    unusable,
    passTime: (ms) => {
      now += ms;
    },
    addUser: (email) => register(context, { email, password, address }),
    startSession: async (userId, token) => {
      const digest = digestToken(token);
      const expiresAt = new Date(now + 86_400_000);
      await createSession(context, { userId, digest, publicId: `id-${token}`, expiresAt, userAgent: 'Test' });
      return digest;
    },
    [Symbol.asyncDispose]: async () => {
      await authenticator[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** Stores a user as an older server has: no checks, any password. */
export async function addLegacyUser(
  db: Db,
  { email, stored, username = email }: { email: string; stored: string; username?: string },
): Promise<number> {
  const rows = await db
    .insertInto('users')
    .values({
      username,
      display_name: 'Legacy',
      email,
      password: stored,
      email_key: email.toLowerCase(),
      username_key: username.toLowerCase(),
      last_login_at: null,
    })
    .returning('id')
    .execute();
  return rows[0]?.id ?? 0;
}
