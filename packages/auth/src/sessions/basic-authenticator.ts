import { verifyAccount } from '../accounts/sign-in.ts';
import { findById, findByLogin } from '../accounts/user-queries.ts';
import { findAppPassword } from '../app-passwords/app-password-queries.ts';
import type { AppPasswordUsesOptions } from '../app-passwords/app-password-uses.ts';
import type { AuthContext } from '../context.ts';
import { InvalidCredentialsError, InvalidTokenError } from '../errors.ts';
import type { Principal } from './principal.ts';
import type { Proof } from './proof.ts';
import { RememberedCredentials } from './remembered-credentials.ts';

/** What reading apps send with every request. */
export interface BasicCredentials {
  /** An e-mail or a user name; where it is both, the e-mail counts. */
  readonly login: string;
  /** Of the account, or one of its app passwords. */
  readonly password: string;
  /** The client's address. */
  readonly address: string;
}

/** Finds who calls by name and password, or by app password alone; failures count as failed sign-ins. */
export interface BasicAuthenticator extends AsyncDisposable {
  /** Throws {@link InvalidCredentialsError} or RateLimitedError. */
  authenticate(credentials: BasicCredentials): Promise<Principal>;
  /** The owner of an app password sent as a token. Throws {@link InvalidTokenError} or RateLimitedError. */
  authenticateToken(credentials: { readonly token: string; readonly address: string }): Promise<Principal>;
  /** Writes down the uses of app passwords that are still in memory. */
  flush(): Promise<void>;
}

/**
 * Remembers verified credentials for 5 minutes at the most, and no longer than their account, its password and the app password stay
 * as they are. The password of an account costs one bcrypt in that time, an app password none.
 */
export function createBasicAuthenticator(
  context: AuthContext,
  options: AppPasswordUsesOptions = {},
): BasicAuthenticator {
  const remembered = new RememberedCredentials(context, options);
  return {
    authenticate: (credentials) => {
      const { login, password, address } = credentials;
      return remembered.find([login, password, address], () => verify(context, credentials));
    },
    authenticateToken: (credentials) => {
      const { token, address } = credentials;
      return remembered.find([token, address], () => verifyToken(context, credentials));
    },
    flush: () => remembered.flush(),
    [Symbol.asyncDispose]: () => remembered[Symbol.asyncDispose](),
  };
}

async function verify(context: AuthContext, { login, password, address }: BasicCredentials): Promise<Proof> {
  const { db, limits } = context;
  const attempt = { login, address };
  limits.requireAttempt(attempt);
  const found = await findByLogin(db, login);
  const appPassword = await findAppPassword(db, password);
  if (found !== undefined && found.is_active !== 0 && appPassword?.user_id === found.id) {
    limits.recordSuccess(attempt);
    return { login, account: found, appPassword };
  }
  const account = await verifyAccount(context, found, password);
  if (account === undefined) {
    limits.recordFailure(attempt);
    throw new InvalidCredentialsError();
  }
  limits.recordSuccess(attempt);
  context.koreaderKeys?.note({ userId: account.id, password, stored: account.password });
  return { login, account, appPassword: null };
}

async function verifyToken(
  { db, limits }: AuthContext,
  { token, address }: { readonly token: string; readonly address: string },
): Promise<Proof> {
  const attempt = { login: null, address };
  limits.requireAttempt(attempt);
  const appPassword = await findAppPassword(db, token);
  const account = appPassword && (await findById(db, appPassword.user_id));
  if (appPassword === undefined || account === undefined || account.is_active === 0) {
    limits.recordFailure(attempt);
    throw new InvalidTokenError();
  }
  return { login: null, account, appPassword };
}
