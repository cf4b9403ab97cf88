import { foldKey, prepareQuery, toDbTime, type Db, type PreparedQuery, type Tx } from '@dust/db';
import { UserNotFoundError } from '../errors.ts';
import { isBlank, validDisplayName, validEmail, validUsername } from './account-rules.ts';
import { requireFreeEmail, requireFreeUsername } from './uniqueness.ts';

/** What a user may change of an account; what is blank or absent stays. */
export interface AccountChanges {
  readonly username?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly displayName?: string | null | undefined;
}

/** Checked changes: only what is to be stored. */
export interface ValidChanges {
  readonly username?: string;
  readonly email?: string;
  readonly display_name?: string;
}

/** The names to store; throws InvalidFieldError. */
export function validChanges({ username, email, displayName }: AccountChanges): ValidChanges {
  return {
    ...(isBlank(username) ? {} : { username: validUsername(username) }),
    ...(isBlank(email) ? {} : { email: validEmail(email) }),
    ...(isBlank(displayName) ? {} : { display_name: validDisplayName(displayName, '') }),
  };
}

/** Stores checked changes. Throws EmailTakenError or UsernameTakenError, and {@link UserNotFoundError}. */
export async function applyChanges(
  tx: Tx,
  { userId, changes, now }: { readonly userId: number; readonly changes: ValidChanges; readonly now: Date },
): Promise<void> {
  const before = await getNames(tx, userId);
  const { email, username, display_name: displayName } = changes;
  const newEmail = email === before.email ? undefined : email;
  const newUsername = username === before.username ? undefined : username;
  if (newEmail !== undefined) await requireFreeEmail(tx, newEmail, userId);
  if (newUsername !== undefined) await requireFreeUsername(tx, newUsername, userId);
  const set = {
    ...(newEmail === undefined ? {} : { email: newEmail, email_key: foldKey(newEmail) }),
    ...(newUsername === undefined ? {} : { username: newUsername, username_key: foldKey(newUsername) }),
    ...(displayName === undefined || displayName === before.display_name
      ? {}
      : { display_name: displayName }),
  };
  if (Object.keys(set).length === 0) return;
  await tx
    .updateTable('users')
    .set({ ...set, updated_at: toDbTime(now) })
    .where('id', '=', userId)
    .execute();
}

interface Names {
  readonly email: string;
  readonly username: string;
  readonly display_name: string;
}

const selectNames: PreparedQuery<{ readonly id: number }, Names> = prepareQuery(
  (db, argument: { readonly id: number }) =>
    db.selectFrom('users').select(['email', 'username', 'display_name']).where('id', '=', argument.id),
);

async function getNames(db: Db, id: number): Promise<Names> {
  const names = await selectNames.first(db, { id });
  if (names === undefined) throw new UserNotFoundError();
  return names;
}
