import { createHash } from 'node:crypto';
import { prepareQuery, toDbTime, type Db, type PreparedQuery, type Tx } from '@dust/db';
import { isLongerThan } from '../characters.ts';
import type { ClockContext } from '../context.ts';
import {
  AppPasswordNotFoundError,
  InvalidFieldError,
  InvalidTokenError,
  TooManyAppPasswordsError,
} from '../errors.ts';
import { digestToken } from '../sessions/tokens.ts';
import { createAppPasswordText, readAppPassword } from './app-password-text.ts';

/** The password of one device; times are as stored. */
export interface AppPasswordRecord {
  readonly id: number;
  /** What the user calls the device. */
  readonly name: string;
  readonly createdAt: string;
  /** Kept to the minute. */
  readonly lastUsedAt: string | null;
}

/** A password just made: the only time that its text is known. */
export interface NewAppPasswordRecord extends AppPasswordRecord {
  readonly password: string;
}

const maxNameLength = 100;
const maxAppPasswords = 50;

/**
 * Makes a password for a device of a user. Throws {@link InvalidFieldError}, {@link TooManyAppPasswordsError}, and
 * {@link InvalidTokenError} for who has been deactivated since the request was let in.
 */
export async function createAppPassword(
  { db, clock }: ClockContext,
  { userId, name: typedName }: { readonly userId: number; readonly name: string },
): Promise<NewAppPasswordRecord> {
  const name = validName(typedName);
  const password = createAppPasswordText();
  const createdAt = toDbTime(clock());
  const row = {
    user_id: userId,
    name,
    digest: digestToken(readAppPassword(password) ?? password),
    md5_digest: digestToken(md5Hex(password)),
    created_at: createdAt,
    last_used_at: null,
  };
  const id = await db.transaction().execute(async (tx) => {
    await requireActive(tx, userId);
    if ((await countOf(tx, userId)) >= maxAppPasswords) throw new TooManyAppPasswordsError(maxAppPasswords);
    const inserted = await tx
      .insertInto('app_passwords')
      .values(row)
      .returning('id')
      .executeTakeFirstOrThrow();
    return inserted.id;
  });
  return { id, name, createdAt, lastUsedAt: null, password };
}

const selectAppPasswords: PreparedQuery<{ readonly userId: number }, AppPasswordRecord> = prepareQuery(
  (db, argument: { readonly userId: number }) =>
    db
      .selectFrom('app_passwords')
      .select(['id', 'name', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
      .where('user_id', '=', argument.userId)
      .orderBy('id'),
);

/** The app passwords of a user, oldest first; 50 at the most. */
export async function listAppPasswords(db: Db, userId: number): Promise<AppPasswordRecord[]> {
  return await selectAppPasswords.all(db, { userId });
}

/** Ends an app password of a user at once; throws {@link AppPasswordNotFoundError} for those of others too. */
export async function revokeAppPassword(
  db: Db,
  { userId, id }: { readonly userId: number; readonly id: number },
): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('app_passwords')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  if (numDeletedRows === 0n) throw new AppPasswordNotFoundError();
}

/** Ends all app passwords of a user. */
export async function revokeUserAppPasswords(tx: Tx, userId: number): Promise<void> {
  await tx.deleteFrom('app_passwords').where('user_id', '=', userId).execute();
}

/** What KOReader makes of a password: the 32 lower-case hex digits of the MD5 of its text in UTF-8. */
export function md5Hex(password: string): string {
  return createHash('md5').update(password).digest('hex');
}

/** What was ended with the account would else begin anew when that comes back. */
async function requireActive(tx: Tx, userId: number): Promise<void> {
  const [user] = await tx.selectFrom('users').select('is_active').where('id', '=', userId).execute();
  if (user === undefined || user.is_active === 0) throw new InvalidTokenError();
}

async function countOf(tx: Tx, userId: number): Promise<number> {
  const { n } = await tx
    .selectFrom('app_passwords')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return n;
}

function validName(text: string): string {
  const name = text.normalize('NFC').trim();
  if (name !== '' && !isLongerThan(name, maxNameLength) && !/\p{Cc}/u.test(name)) return name;
  const requirement = `must be 1 to ${maxNameLength} characters long, without control characters`;
  throw new InvalidFieldError('name', 'Invalid name', requirement);
}
