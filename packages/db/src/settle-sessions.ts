import { createHash, randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';

const digestPrefix = 'sha256:';

interface OpenSession {
  readonly rowid: number;
  readonly session_token: string;
}

/**
 * Replaces tokens that an earlier server has stored as they are by their digests, and merges equal ones into the one that lasts
 * longest. Sessions without a public id get one: that of the token, where it names one.
 */
export function settleSessions(database: Database): void {
  const isThere = database.prepare<[string]>('SELECT 1 FROM sessions WHERE session_token = ?');
  const remove = database.prepare<[number]>('DELETE FROM sessions WHERE rowid = ?');
  const update = database.prepare<[string, string, number]>(
    'UPDATE sessions SET session_token = ?, public_id = coalesce(public_id, ?) WHERE rowid = ?',
  );
  for (const { rowid, session_token: token } of sessionsWithToken(database)) {
    const digest = `${digestPrefix}${createHash('sha256').update(token).digest('hex')}`;
    if (isThere.get(digest) === undefined) update.run(digest, freePublicId(database, token), rowid);
    else remove.run(rowid);
  }
  givePublicIds(database);
}

function sessionsWithToken(database: Database): OpenSession[] {
  return database
    .prepare<[string], OpenSession>(
      `SELECT rowid, session_token FROM sessions WHERE substr(session_token, 1, ${digestPrefix.length}) <> ?
       ORDER BY expires_at DESC, rowid`,
    )
    .all(digestPrefix);
}

function givePublicIds(database: Database): void {
  const open = database
    .prepare<[], { rowid: number }>('SELECT rowid FROM sessions WHERE public_id IS NULL')
    .all();
  if (open.length === 0) return;
  const give = database.prepare<[string, number]>('UPDATE sessions SET public_id = ? WHERE rowid = ?');
  for (const { rowid } of open) give.run(randomUUID(), rowid);
}

function freePublicId(database: Database, token: string): string {
  const jti = tokenId(token);
  if (jti === null) return randomUUID();
  const taken = database.prepare<[string]>('SELECT 1 FROM sessions WHERE public_id = ?').get(jti);
  return taken === undefined ? jti : randomUUID();
}

/** The claim `jti` of a JWT whose signature is not this function's concern. */
function tokenId(token: string): string | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    if (typeof claims !== 'object' || claims === null || !('jti' in claims)) return null;
    return typeof claims.jti === 'string' && claims.jti !== '' ? claims.jti : null;
  } catch {
    return null;
  }
}
