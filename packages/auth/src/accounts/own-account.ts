import { toDbTime } from '@dust/db';
import type { AuthContext, ClockContext } from '../context.ts';
import { InvalidCurrentPasswordError, UserNotFoundError } from '../errors.ts';
import { requireValidPassword } from '../passwords/password-rules.ts';
import { revokeUserSessions } from '../sessions/sessions.ts';
import { applyChanges, validChanges, type AccountChanges } from './account-changes.ts';
import type { Beginning } from './sign-in.ts';
import { getUser } from './user-queries.ts';
import type { UserRecord } from './user-record.ts';

/**
 * Changes the names of a user's own account; what is blank or absent stays, and sessions go on. Throws InvalidFieldError,
 * EmailTakenError, UsernameTakenError or UserNotFoundError.
 */
export async function updateProfile(
  { db, clock }: ClockContext,
  userId: number,
  changes: AccountChanges,
): Promise<UserRecord> {
  const valid = validChanges(changes);
  return await db.transaction().execute(async (tx) => {
    await applyChanges(tx, { userId, changes: valid, now: clock() });
    return await getUser(tx, userId);
  });
}

export interface PasswordChange {
  readonly userId: number;
  readonly currentPassword: string;
  readonly newPassword: string;
  /** The client's address. */
  readonly address: string;
}

/** {@link changePasswordWith}, where nothing begins. */
export async function changePassword(context: AuthContext, input: PasswordChange): Promise<UserRecord> {
  return await changePasswordWith(context, input, async (_tx, user) => user);
}

/**
 * Changes a user's own password and ends all sessions of the user; app passwords, which are revoked one by one, stay. Yields what
 * begins with the new password, in the same transaction. Throws InvalidFieldError, {@link InvalidCurrentPasswordError},
 * RateLimitedError or UserNotFoundError.
 */
export async function changePasswordWith<Begun>(
  context: AuthContext,
  input: PasswordChange,
  begin: Beginning<Begun>,
): Promise<Begun> {
  const { db, clock, hasher, limits } = context;
  const { userId } = input;
  requireValidPassword(input.newPassword);
  const attempt = { login: null, address: input.address };
  limits.requireAttempt(attempt);
  const [account] = await db.selectFrom('users').select('password').where('id', '=', userId).execute();
  if (account === undefined) throw new UserNotFoundError();
  if (!(await hasher.verify(input.currentPassword, account.password))) {
    limits.recordFailure(attempt);
    throw new InvalidCurrentPasswordError();
  }
  const password = await hasher.hash(input.newPassword);
  const begun = await db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('users')
      .set({ password, updated_at: toDbTime(clock()) })
      .where('id', '=', userId)
      .where('password', '=', account.password)
      .executeTakeFirstOrThrow();
    // Somebody else has changed it since it was verified.
    if (numUpdatedRows === 0n) throw new InvalidCurrentPasswordError();
    await revokeUserSessions(tx, userId);
    return await begin(tx, await getUser(tx, userId));
  });
  context.koreaderKeys?.note({ userId, password: input.newPassword, stored: password });
  return begun;
}
