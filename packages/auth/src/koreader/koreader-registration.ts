import { toDbTime, type Db } from '@dust/db';
import { validUsername } from '../accounts/account-rules.ts';
import { insertUser } from '../accounts/insert-user.ts';
import { getRoleIds } from '../accounts/role-assignment.ts';
import { requireFreeEmail, requireFreeUsername } from '../accounts/uniqueness.ts';
import { getUser } from '../accounts/user-queries.ts';
import type { UserRecord } from '../accounts/user-record.ts';
import { getAuthSettings } from '../administration/settings.ts';
import { firstCharacters } from '../characters.ts';
import type { AuthContext } from '../context.ts';
import { EmailTakenError, InvalidFieldError, InvitationRequiredError } from '../errors.ts';
import { createSecret, digestToken } from '../sessions/tokens.ts';
import { readKoreaderKey, unusablePassword } from './koreader-key.ts';

export interface KoreaderRegistration {
  readonly username: string;
  /** The MD5 of the password, in hex. */
  readonly key: string;
  /** The client's address. */
  readonly address: string;
}

/**
 * Creates an account that KOReader alone can sign in to, until an administrator sets a password and an address. Throws
 * InvalidFieldError, UsernameTakenError, RateLimitedError, and {@link InvitationRequiredError} also while there is no account at
 * all: the first one becomes administrator.
 */
export async function registerFromKoreader(
  { db, clock, hasher, limits }: AuthContext,
  input: KoreaderRegistration,
): Promise<UserRecord> {
  const username = validUsername(input.username);
  const key = validKey(input.key);
  // Refused ones count too: their answers tell which user names are taken.
  limits.requireRegistration(input.address);
  await requireOpen(db);
  await requireFreeUsername(db, username);
  const keyHash = await hasher.hash(key);
  return await db.transaction().execute(async (tx) => {
    await requireOpen(tx);
    await requireFreeUsername(tx, username);
    const createdAt = clock();
    const userId = await insertUser(tx, {
      email: await freeAddress(tx, username),
      username,
      displayName: firstCharacters(username, 200),
      passwordHash: unusablePassword,
      roleIds: await getRoleIds(tx, ['user']),
      createdAt,
    });
    const updatedAt = toDbTime(createdAt);
    await tx
      .insertInto('koreader_keys')
      .values({
        user_id: userId,
        key_hash: keyHash,
        password_digest: digestToken(unusablePassword),
        updated_at: updatedAt,
      })
      .execute();
    return await getUser(tx, userId);
  });
}

function validKey(text: string): string {
  const key = readKoreaderKey(text);
  if (key !== undefined) return key;
  throw new InvalidFieldError('password', 'Invalid password', 'must be the MD5 of a password in hex');
}

async function requireOpen(db: Db): Promise<void> {
  const isFirst = (await db.selectFrom('users').select('id').limit(1).execute()).length === 0;
  const { authFlow } = await getAuthSettings(db);
  if (isFirst || authFlow === 'invitation') throw new InvitationRequiredError();
}

/** An address of a domain that never exists (RFC 2606); accounts must have one. */
async function freeAddress(db: Db, username: string): Promise<string> {
  const local = firstCharacters(username.replaceAll(/[@\s]+/gu, '-'), 150);
  try {
    const address = `${local}@koreader.invalid`;
    await requireFreeEmail(db, address);
    return address;
  } catch (error) {
    if (!(error instanceof EmailTakenError)) throw error;
    return `${local}-${createSecret()}@koreader.invalid`;
  }
}
