import { getChangeVersions, knownChangeVersions, type Db } from '@dust/db';
import { BoundedMap } from '../bounded-map.ts';
import type { Clock } from '../clock.ts';
import { InvalidTokenError, TokenExpiredError } from '../errors.ts';
import { selectSessionGrants, type SessionGrantRow } from './principal-queries.ts';
import { Principal, type Grant } from './principal.ts';
import { toMinute, Touches } from './touches.ts';

export interface AuthenticatorOptions {
  readonly db: Db;
  readonly clock: Clock;
  /** Sessions kept in memory; 5,000 by default. */
  readonly maxCachedSessions?: number;
  /** How long uses of sessions are gathered before they are written; 5 s by default. */
  readonly touchDelayMs?: number;
  /** Told of a failure to write when sessions were used; the uses are lost, nothing else. */
  readonly onTouchError?: (error: unknown) => void;
}

/** Finds who calls by the digest of their token. */
export interface Authenticator extends AsyncDisposable {
  /**
   * Two statements for a session seen the first time, one while nothing about accounts has changed since. Throws
   * {@link InvalidTokenError} or {@link TokenExpiredError}.
   */
  authenticate(tokenDigest: string): Promise<Principal>;
  /** The same without waiting, for a session that was seen lately and is known to hold still; undefined for all others. */
  recall(tokenDigest: string): Principal | undefined;
  /** Writes down the uses of sessions that are still in memory. */
  flush(): Promise<void>;
}

interface CachedSession {
  readonly principal: Principal;
  /** The version of the accounts at which this was read. */
  readonly version: number;
  /** Unix minutes of the last use that is written or about to be. */
  usedAtMinute: number;
}

export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { db, clock } = options;
  const sessions = new BoundedMap<string, CachedSession>(options.maxCachedSessions ?? 5000);
  const touches = new Touches<string>({
    db,
    delayMs: options.touchDelayMs ?? 5000,
    onError: options.onTouchError ?? ignore,
    write: (tx, digest, usedAt) =>
      tx.updateTable('sessions').set({ last_used_at: usedAt }).where('session_token', '=', digest).execute(),
  });

  async function load(digest: string, version: number): Promise<CachedSession> {
    const rows = await selectSessionGrants.all(db, { digest });
    const usedAt = rows[0]?.last_used_at ?? null;
    const usedAtMinute = usedAt === null ? 0 : toMinute(Date.parse(`${usedAt.replace(' ', 'T')}Z`));
    const session = { principal: principalOf(rows), version, usedAtMinute };
    sessions.set(digest, session);
    return session;
  }

  async function authenticate(digest: string): Promise<Principal> {
    // The version is read first: what is read after it is at least as new, so it is never kept too long.
    const { accounts } = await getChangeVersions(db);
    const cached = sessions.get(digest);
    const session = cached?.version === accounts ? cached : await load(digest, accounts);
    const now = clock();
    if (session.principal.expiresAt <= now.getTime()) throw new TokenExpiredError();
    const minute = toMinute(now.getTime());
    if (session.usedAtMinute !== minute) {
      session.usedAtMinute = minute;
      touches.add(digest, now);
    }
    return session.principal;
  }

  function recall(digest: string): Principal | undefined {
    const session = sessions.get(digest);
    if (session === undefined || session.version !== knownChangeVersions(db)?.accounts) return undefined;
    const now = clock().getTime();
    const isAsWritten = session.usedAtMinute === toMinute(now);
    return isAsWritten && session.principal.expiresAt > now ? session.principal : undefined;
  }

  return { authenticate, recall, flush: () => touches.flush(), [Symbol.asyncDispose]: () => touches.flush() };
}

function principalOf(rows: readonly SessionGrantRow[]): Principal {
  const [session] = rows;
  if (session === undefined || session.is_active === 0) throw new InvalidTokenError();
  const expiresAt = Date.parse(session.expires_at);
  if (Number.isNaN(expiresAt)) throw new InvalidTokenError();
  const grants: Grant[] = [];
  for (const { permission, book_id: bookId } of rows) {
    if (permission !== null) grants.push({ permission, bookId });
  }
  return new Principal({ userId: session.user_id, sessionPublicId: session.public_id, expiresAt, grants });
}

function ignore(): void {}
