import { foldKey, type Db } from '@dust/db';
import { firstCharacters } from '../characters.ts';
import { EmailTakenError, UsernameTakenError } from '../errors.ts';
import { maxUsernameLength } from './account-rules.ts';

/** Throws {@link EmailTakenError} when an account, other than `exceptId`, has the e-mail in whatever case. */
export async function requireFreeEmail(db: Db, email: string, exceptId = 0): Promise<void> {
  const taken = await db
    .selectFrom('users')
    .select('id')
    .where((where) => where.or([where('email_key', '=', foldKey(email)), where('email', '=', email)]))
    .where('id', '!=', exceptId)
    .limit(1)
    .execute();
  if (taken.length > 0) throw new EmailTakenError();
}

/** Throws {@link UsernameTakenError} when an account, other than `exceptId`, has the user name in whatever case. */
export async function requireFreeUsername(db: Db, username: string, exceptId = 0): Promise<void> {
  const taken = await db
    .selectFrom('users')
    .select('id')
    .where((where) =>
      where.or([where('username_key', '=', foldKey(username)), where('username', '=', username)]),
    )
    .where('id', '!=', exceptId)
    .limit(1)
    .execute();
  if (taken.length > 0) throw new UsernameTakenError();
}

/** The local part of an e-mail, with the first number from 2 on that makes it unique where it is taken. */
export async function deriveUsername(db: Db, email: string): Promise<string> {
  const local = email.slice(0, email.indexOf('@'));
  // Ten characters are left for a number.
  const base = firstCharacters(local, maxUsernameLength - 10);
  const key = foldKey(base);
  const rows = await db
    .selectFrom('users')
    .select(['username', 'username_key'])
    .where((where) =>
      where.or([
        where('username_key', 'in', [foldKey(local), key]),
        where('username', '=', local),
        // ':' follows '9': names that go on with a digit.
        where.and([where('username_key', '>=', `${key}0`), where('username_key', '<', `${key}:`)]),
      ]),
    )
    .execute();
  const taken = new Set(rows.map((row) => row.username_key ?? foldKey(row.username)));
  if (!taken.has(foldKey(local))) return local;
  let number = 2;
  while (taken.has(`${key}${number}`)) number += 1;
  return `${base}${number}`;
}
