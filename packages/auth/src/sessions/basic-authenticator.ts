import { createHmac, randomBytes } from 'node:crypto';
import { getChangeVersions } from '@dust/db';
import { verifyAccount } from '../accounts/sign-in.ts';
import { findByEmail, findByUsername } from '../accounts/user-queries.ts';
import { BoundedMap } from '../bounded-map.ts';
import type { AuthContext } from '../context.ts';
import { InvalidCredentialsError } from '../errors.ts';
import { selectUserGrants } from './principal-queries.ts';
import { Principal } from './principal.ts';

/** What reading apps send with every request. */
export interface BasicCredentials {
  /** An e-mail or a user name; where it is both, the e-mail counts. */
  readonly login: string;
  readonly password: string;
  /** The client's address. */
  readonly address: string;
}

/** Finds who calls by name and password. */
export interface BasicAuthenticator {
  /** Throws {@link InvalidCredentialsError} or RateLimitedError; failures count as failed sign-ins. */
  authenticate(credentials: BasicCredentials): Promise<Principal>;
}

interface RememberedPair {
  readonly principal: Principal;
  /** The version of the accounts at which the pair was verified. */
  readonly version: number;
}

const rememberedMs = 5 * 60_000;
const maxRememberedPairs = 1000;

/** Remembers verified pairs for 5 minutes at the most, and no longer than until anything about accounts changes. */
export function createBasicAuthenticator(context: AuthContext): BasicAuthenticator {
  const { db, clock } = context;
  const remembered = new BoundedMap<string, RememberedPair>(maxRememberedPairs);
  const underWay = new Map<string, Promise<Principal>>();
  // Passwords are not kept: only digests under a key that never leaves this process.
  const secret = randomBytes(32);

  async function verifyAndRemember(credentials: BasicCredentials, pair: string): Promise<Principal> {
    const { accounts: version } = await getChangeVersions(db);
    const principal = await verify(context, credentials);
    remembered.set(pair, { principal, version });
    return principal;
  }

  async function authenticate(credentials: BasicCredentials): Promise<Principal> {
    const { login, password, address } = credentials;
    const pair = createHmac('sha256', secret)
      .update(JSON.stringify([login, password, address]))
      .digest('base64url');
    const { accounts } = await getChangeVersions(db);
    const known = remembered.get(pair);
    if (known?.version === accounts && known.principal.expiresAt > clock().getTime()) return known.principal;
    // An app asks for many covers at once: they wait for one verification together.
    const begun = underWay.get(pair);
    if (begun !== undefined) return await begun;
    const verification = verifyAndRemember(credentials, pair).finally(() => underWay.delete(pair));
    underWay.set(pair, verification);
    return await verification;
  }

  return { authenticate };
}

async function verify(context: AuthContext, credentials: BasicCredentials): Promise<Principal> {
  const { db, clock, limits } = context;
  const { login, password, address } = credentials;
  const attempt = { login, address };
  limits.requireAttempt(attempt);
  const found = (await findByEmail(db, login)) ?? (await findByUsername(db, login));
  const account = await verifyAccount(context, found, password);
  if (account === undefined) {
    limits.recordFailure(attempt);
    throw new InvalidCredentialsError();
  }
  limits.recordSuccess(attempt);
  const grants = await selectUserGrants.all(db, { userId: account.id });
  return new Principal({
    userId: account.id,
    sessionPublicId: null,
    expiresAt: clock().getTime() + rememberedMs,
    grants: grants.map(({ permission, book_id: bookId }) => ({ permission, bookId })),
  });
}
