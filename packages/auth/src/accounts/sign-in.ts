import { toDbTime, type Tx } from '@dust/db';
import type { AuthContext } from '../context.ts';
import { InvalidCredentialsError } from '../errors.ts';
import { bcryptCost } from '../passwords/bcrypt.ts';
import { findByEmail, getUser, type Credentials } from './user-queries.ts';
import type { UserRecord } from './user-record.ts';

export interface SignIn {
  readonly email: string;
  readonly password: string;
  /** The client's address. */
  readonly address: string;
}

/**
 * What begins with a sign-in, in the transaction that notes it: whatever ends the sessions of the user at the same time comes
 * before both, and the password no longer fits, or after both.
 */
export type Beginning<Begun> = (tx: Tx, user: UserRecord) => Promise<Begun>;

/** {@link signInWith}, where nothing begins. */
export async function signIn(context: AuthContext, input: SignIn): Promise<UserRecord> {
  return await signInWith(context, input, async (_tx, user) => user);
}

/**
 * What begins for the user with that e-mail and password, who is noted as signed in just now. Throws
 * {@link InvalidCredentialsError}, after the same time, for an unknown e-mail, a wrong password and a deactivated account;
 * RateLimitedError after too many of them.
 */
export async function signInWith<Begun>(
  context: AuthContext,
  input: SignIn,
  begin: Beginning<Begun>,
): Promise<Begun> {
  const attempt = { login: input.email, address: input.address };
  context.limits.requireAttempt(attempt);
  const signedIn = await verifyAndNote(context, input, async (tx, user) => {
    context.limits.recordSuccess(attempt);
    return { begun: await begin(tx, user) };
  });
  if (signedIn !== undefined) return signedIn.begun;
  context.limits.recordFailure(attempt);
  throw new InvalidCredentialsError();
}

/** A simultaneous sign-in may have renewed the hash that was verified; then the password is verified once more. */
const maxTries = 3;

async function verifyAndNote<Begun extends object>(
  context: AuthContext,
  input: SignIn,
  begin: Beginning<Begun>,
): Promise<Begun | undefined> {
  const { db, clock, hasher } = context;
  for (let tries = 0; tries < maxTries; tries += 1) {
    const account = await verifyAccount(context, await findByEmail(db, input.email), input.password);
    if (account === undefined) return undefined;
    const isOutdated = hasher.needsRehash(input.password, account.password);
    const newHash = isOutdated ? await hasher.hash(input.password) : null;
    const begun = await db.transaction().execute(async (tx) => {
      const user = await noteSignIn(tx, { account, newHash, now: clock() });
      return user && (await begin(tx, user));
    });
    if (begun === undefined) continue;
    const stored = newHash ?? account.password;
    context.koreaderKeys?.note({ userId: account.id, password: input.password, stored });
    return begun;
  }
  return undefined;
}

/**
 * The account if it is active and the password fits. Whatever is wrong takes as long: an account that may not sign in is verified
 * like one that is not there.
 */
export async function verifyAccount(
  { hasher, onUnusableHash }: AuthContext,
  account: Credentials | undefined,
  password: string,
): Promise<Credentials | undefined> {
  const isAllowed = account !== undefined && account.is_active !== 0;
  const fits = await hasher.verify(password, isAllowed ? account.password : null);
  if (isAllowed && bcryptCost(account.password) === null) onUnusableHash?.(account.id);
  return isAllowed && fits ? account : undefined;
}

interface VerifiedSignIn {
  readonly account: Credentials;
  readonly newHash: string | null;
  readonly now: Date;
}

/** Undefined when the account has changed while its password was verified. */
async function noteSignIn(
  tx: Tx,
  { account, newHash, now }: VerifiedSignIn,
): Promise<UserRecord | undefined> {
  const changes = newHash === null ? {} : { password: newHash };
  const { numUpdatedRows } = await tx
    .updateTable('users')
    .set({ last_login_at: toDbTime(now), ...changes })
    .where('id', '=', account.id)
    .where('password', '=', account.password)
    .where('is_active', 'is distinct from', 0)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 0n ? undefined : await getUser(tx, account.id);
}
