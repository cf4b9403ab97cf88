import { foldKey, toDbTime, type Tx } from '@dust/db';
import { addRoles } from './role-assignment.ts';

export interface NewAccount {
  readonly email: string;
  readonly username: string;
  readonly displayName: string;
  readonly passwordHash: string;
  readonly roleIds: readonly number[];
  readonly createdAt: Date;
}

/** Stores a checked account with its roles; returns its id. */
export async function insertUser(tx: Tx, account: NewAccount): Promise<number> {
  const now = toDbTime(account.createdAt);
  const rows = await tx
    .insertInto('users')
    .values({
      username: account.username,
      display_name: account.displayName,
      email: account.email,
      password: account.passwordHash,
      is_active: 1,
      created_at: now,
      updated_at: now,
      email_key: foldKey(account.email),
      username_key: foldKey(account.username),
      last_login_at: null,
    })
    .returning('id')
    .execute();
  const userId = rows[0]?.id;
  if (userId === undefined) throw new Error('The database returned no id for a new user');
  await addRoles(tx, { userId, roleIds: account.roleIds, grantedAt: account.createdAt });
  return userId;
}
