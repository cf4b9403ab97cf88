import { prepareQuery, type PreparedQuery } from '@dust/db';
import { findByLogin, type Credentials } from '../accounts/user-queries.ts';
import { findAppPasswordByMd5 } from '../app-passwords/app-password-queries.ts';
import type { AppPasswordUsesOptions } from '../app-passwords/app-password-uses.ts';
import type { AuthContext } from '../context.ts';
import { InvalidCredentialsError } from '../errors.ts';
import type { Principal } from '../sessions/principal.ts';
import type { Proof } from '../sessions/proof.ts';
import { RememberedCredentials } from '../sessions/remembered-credentials.ts';
import { digestToken } from '../sessions/tokens.ts';
import { readKoreaderKey } from './koreader-key.ts';

/** What KOReader sends with every request. */
export interface KoreaderCredentials {
  /** An e-mail or a user name. */
  readonly login: string;
  /** The MD5 of the account's password or of an app password, in hex. */
  readonly key: string;
  /** The client's address. */
  readonly address: string;
}

/** Finds who calls from KOReader; failures count as failed sign-ins. */
export interface KoreaderAuthenticator extends AsyncDisposable {
  /** Throws {@link InvalidCredentialsError} or RateLimitedError. */
  authenticate(credentials: KoreaderCredentials): Promise<Principal>;
  /** Writes down the uses of app passwords that are still in memory. */
  flush(): Promise<void>;
}

/**
 * Knows app passwords, and accounts whose password was seen since it was set. Verified credentials are remembered as those of
 * {@link createBasicAuthenticator} are.
 */
export function createKoreaderAuthenticator(
  context: AuthContext,
  options: AppPasswordUsesOptions = {},
): KoreaderAuthenticator {
  const remembered = new RememberedCredentials(context, options);
  return {
    authenticate: (credentials) => {
      const { login, key, address } = credentials;
      return remembered.find([login, key, address], () => verify(context, credentials));
    },
    flush: () => remembered.flush(),
    [Symbol.asyncDispose]: () => remembered[Symbol.asyncDispose](),
  };
}

async function verify(context: AuthContext, { login, key, address }: KoreaderCredentials): Promise<Proof> {
  const attempt = { login, address };
  context.limits.requireAttempt(attempt);
  const proof = await prove(context, login, key);
  if (proof === undefined) {
    context.limits.recordFailure(attempt);
    throw new InvalidCredentialsError();
  }
  context.limits.recordSuccess(attempt);
  return proof;
}

/** Whatever is wrong with the name or the key of a password takes as long. */
async function prove({ db, hasher }: AuthContext, login: string, sent: string): Promise<Proof | undefined> {
  const key = readKoreaderKey(sent);
  if (key === undefined) return undefined;
  const found = await findByLogin(db, login);
  const account = found?.is_active === 0 ? undefined : found;
  const appPassword = await findAppPasswordByMd5(db, key);
  if (account !== undefined && appPassword?.user_id === account.id) return { login, account, appPassword };
  const stored = account && (await selectKey.first(db, keyOf(account)));
  const fits = await hasher.verify(key, stored?.key_hash ?? null);
  return account !== undefined && fits ? { login, account, appPassword: null } : undefined;
}

interface KeyArgument {
  readonly userId: number;
  readonly passwordDigest: string;
}

const selectKey: PreparedQuery<KeyArgument, { readonly key_hash: string }> = prepareQuery(
  (db, argument: KeyArgument) =>
    db
      .selectFrom('koreader_keys')
      .select('key_hash')
      .where('user_id', '=', argument.userId)
      .where('password_digest', '=', argument.passwordDigest),
);

function keyOf({ id, password }: Credentials): KeyArgument {
  return { userId: id, passwordDigest: digestToken(password) };
}
