import { toDbTime, type Db } from '@dust/db';
import { md5Hex } from '../app-passwords/app-passwords.ts';
import type { ClockContext } from '../context.ts';
import { RateLimitedError } from '../errors.ts';
import type { PasswordHasher } from '../passwords/password-hasher.ts';
import { digestToken } from '../sessions/tokens.ts';
import { unusablePassword } from './koreader-key.ts';

/** A password that was just verified or set, and what is stored of it. */
export interface KnownPassword {
  readonly userId: number;
  readonly password: string;
  /** `users.password`. */
  readonly stored: string;
}

/** Keeps what accounts are known by to KOReader, which sends the MD5 of a password where others send the password. */
export interface KoreaderKeys extends AsyncDisposable {
  /** Takes a password to make a key of, if its account lacks one; nobody waits for that, and it fails nothing. */
  note(known: KnownPassword): void;
  /** Resolves when all keys noted so far are written; disposing waits for the one under way alone. */
  flush(): Promise<void>;
}

export interface KoreaderKeysOptions extends ClockContext {
  readonly hasher: PasswordHasher;
  /** Told of a failure; the account has no key then, until its next sign-in. */
  readonly onError?: (error: unknown) => void;
}

/** Passwords that may wait to be made a key of; those that find no room are noted at their next sign-in. */
const maxWaiting = 500;

export function createKoreaderKeys(options: KoreaderKeysOptions): KoreaderKeys {
  // By account and what is stored: an old password whose verification ends late must not take the place of the one set meanwhile.
  const waiting = new Map<string, KnownPassword>();
  let working: Promise<void> | undefined;

  // One after the other, so that sign-ins find a thread of the hasher free.
  async function work(): Promise<void> {
    for (;;) {
      const [known] = waiting.values();
      if (known === undefined) break;
      waiting.delete(keyOf(known));
      try {
        await keep(options, known);
      } catch (error) {
        if (!(error instanceof RateLimitedError)) options.onError?.(error);
      }
    }
    working = undefined;
  }

  const flush = async (): Promise<void> => {
    await working;
  };
  return {
    note: (known) => {
      if (waiting.size >= maxWaiting) return;
      waiting.set(keyOf(known), known);
      working ??= Promise.resolve().then(work);
    },
    flush,
    [Symbol.asyncDispose]: () => {
      // A server that stops has seconds, each of these takes a good part of one: they are noted at the next sign-in again.
      waiting.clear();
      return flush();
    },
  };
}

function keyOf({ userId, stored }: KnownPassword): string {
  return `${userId} ${stored}`;
}

/** Stores the key of a password unless it is there. */
async function keep({ db, clock, hasher }: KoreaderKeysOptions, known: KnownPassword): Promise<void> {
  const { userId, password, stored } = known;
  const passwordDigest = digestToken(stored);
  const [key] = await db
    .selectFrom('koreader_keys')
    .select('password_digest')
    .where('user_id', '=', userId)
    .execute();
  if (key?.password_digest === passwordDigest) return;
  const keyHash = await hasher.hash(md5Hex(password));
  await db.transaction().execute(async (tx) => {
    const [account] = await tx.selectFrom('users').select('password').where('id', '=', userId).execute();
    // Another password has been set meanwhile, and has a key of its own.
    if (account?.password !== stored) return;
    const row = { key_hash: keyHash, password_digest: passwordDigest, updated_at: toDbTime(clock()) };
    await tx
      .insertInto('koreader_keys')
      .values({ user_id: userId, ...row })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
      .execute();
  });
}

/**
 * Forgets all keys made of passwords: who has found out an MD5 elsewhere can try it against them, so where KOReader is not served
 * none are kept. Accounts that KOReader has made keep theirs, for they have nothing else.
 */
export async function forgetKoreaderKeys(db: Db): Promise<void> {
  await db
    .deleteFrom('koreader_keys')
    .where('password_digest', '!=', digestToken(unusablePassword))
    .execute();
}
