import { toDbTime, type Db, type Tx } from '@dust/db';
import { revokeUserAppPasswords } from '../app-passwords/app-passwords.ts';
import { applyChanges, validChanges, type AccountChanges } from '../accounts/account-changes.ts';
import { validDisplayName, validEmail, validUsername } from '../accounts/account-rules.ts';
import { insertUser } from '../accounts/insert-user.ts';
import { getRoleIds, keepingAnAdministrator, replaceRoles } from '../accounts/role-assignment.ts';
import { requireFreeEmail, requireFreeUsername } from '../accounts/uniqueness.ts';
import { getUser } from '../accounts/user-queries.ts';
import type { UserRecord } from '../accounts/user-record.ts';
import type { AuthContext, ClockContext } from '../context.ts';
import { SelfDeleteError, SelfModificationError, UserNotFoundError } from '../errors.ts';
import { requireValidPassword } from '../passwords/password-rules.ts';
import { revokeUserSessions } from '../sessions/sessions.ts';

export interface NewUserInput {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly displayName?: string | null | undefined;
  /** Role names; `user` by default. */
  readonly roles?: readonly string[] | null | undefined;
}

/** What setting a password needs. */
type PasswordContext = Pick<AuthContext, 'db' | 'clock' | 'hasher' | 'koreaderKeys'>;

/** Creates an account on behalf of an administrator. Throws InvalidFieldError, UnknownRoleError, EmailTakenError or UsernameTakenError. */
export async function createUser(
  { db, clock, hasher, koreaderKeys }: PasswordContext,
  input: NewUserInput,
): Promise<UserRecord> {
  const email = validEmail(input.email);
  requireValidPassword(input.password);
  const username = validUsername(input.username);
  const displayName = validDisplayName(input.displayName ?? '', username);
  const check = async (on: Db): Promise<number[]> => {
    const ids = await getRoleIds(on, input.roles ?? ['user']);
    await requireFreeEmail(on, email);
    await requireFreeUsername(on, username);
    return ids;
  };
  await check(db);
  const passwordHash = await hasher.hash(input.password);
  const user = await db.transaction().execute(async (tx) => {
    const roleIds = await check(tx);
    const createdAt = clock();
    const id = await insertUser(tx, { email, username, displayName, passwordHash, roleIds, createdAt });
    return await getUser(tx, id);
  });
  koreaderKeys?.note({ userId: user.id, password: input.password, stored: passwordHash });
  return user;
}

export interface UserUpdate {
  /** Who makes the change; null for the person at the command line. */
  readonly actorId: number | null;
  readonly userId: number;
  readonly changes: AccountChanges & {
    readonly isActive?: boolean | null | undefined;
    /** Role names; replace all. */
    readonly roles?: readonly string[] | null | undefined;
  };
}

/**
 * Changes an account; what is blank or absent stays. Deactivating ends all sessions and app passwords of the user. Throws InvalidFieldError,
 * {@link SelfModificationError}, UnknownRoleError, UserNotFoundError, EmailTakenError, UsernameTakenError or LastAdminError.
 */
export async function updateUser({ db, clock }: ClockContext, update: UserUpdate): Promise<UserRecord> {
  const { actorId, userId } = update;
  const { isActive = null, roles = null, ...names } = update.changes;
  if (actorId === userId && (isActive !== null || roles !== null)) {
    throw new SelfModificationError('Cannot modify roles or account status for your own account');
  }
  const changes = validChanges(names);
  return await db.transaction().execute(async (tx) => {
    const now = clock();
    const roleIds = roles === null ? null : await getRoleIds(tx, roles);
    await applyChanges(tx, { userId, changes, now });
    await keepingAnAdministrator(tx, async () => {
      if (roleIds !== null) await replaceRoles(tx, { userId, roleIds, grantedAt: now });
      if (isActive !== null) await setActive(tx, { userId, isActive, now });
    });
    return await getUser(tx, userId);
  });
}

/**
 * Keeps a user from signing in and ends all sessions and app passwords; everything else the user has stays. Throws {@link SelfDeleteError},
 * UserNotFoundError or LastAdminError.
 */
export async function deactivateUser(
  { db, clock }: ClockContext,
  { actorId, userId }: { readonly actorId: number | null; readonly userId: number },
): Promise<void> {
  if (actorId === userId) throw new SelfDeleteError();
  await db.transaction().execute(async (tx) => {
    await requireUser(tx, userId);
    await keepingAnAdministrator(tx, () => setActive(tx, { userId, isActive: false, now: clock() }));
  });
}

/**
 * Gives another user a new password and ends all sessions of that user; app passwords stay. Throws {@link SelfModificationError},
 * InvalidFieldError or UserNotFoundError.
 */
export async function setPassword(
  { db, clock, hasher, koreaderKeys }: PasswordContext,
  input: { readonly actorId: number | null; readonly userId: number; readonly password: string },
): Promise<void> {
  const { actorId, userId, password } = input;
  if (actorId === userId) {
    throw new SelfModificationError('Use PUT /profile/password for your own account');
  }
  requireValidPassword(password);
  await requireUser(db, userId);
  const hash = await hasher.hash(password);
  await db.transaction().execute(async (tx) => {
    const now = toDbTime(clock());
    await tx.updateTable('users').set({ password: hash, updated_at: now }).where('id', '=', userId).execute();
    await revokeUserSessions(tx, userId);
  });
  koreaderKeys?.note({ userId, password, stored: hash });
}

async function setActive(
  tx: Tx,
  { userId, isActive, now }: { readonly userId: number; readonly isActive: boolean; readonly now: Date },
): Promise<void> {
  await tx
    .updateTable('users')
    .set({ is_active: isActive ? 1 : 0, updated_at: toDbTime(now) })
    .where('id', '=', userId)
    .where('is_active', 'is distinct from', isActive ? 1 : 0)
    .execute();
  if (isActive) return;
  await revokeUserSessions(tx, userId);
  await revokeUserAppPasswords(tx, userId);
}

async function requireUser(db: Db, id: number): Promise<void> {
  const found = await db.selectFrom('users').select('id').where('id', '=', id).execute();
  if (found.length === 0) throw new UserNotFoundError();
}
