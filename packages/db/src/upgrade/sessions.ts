import type { Database } from 'better-sqlite3';
import { numberFrom } from './introspection.ts';
import type { UpgradeContext } from './report.ts';

interface StoredSession {
  readonly rowid: number;
  readonly session_token: string;
  readonly expires_at: string;
}

/**
 * Keeps of the sessions of 2025 the live ones of known users, one for each token, the longest.
 */
export function keepLiveSessions(database: Database, { now, notes }: UpgradeContext): void {
  const before = numberFrom(database, 'SELECT count(*) FROM sessions');
  database.exec('DELETE FROM sessions WHERE user_id IS NULL OR user_id NOT IN (SELECT id FROM users)');
  const longest = new Map<string, { rowid: number; expires: number }>();
  const sessions = database.prepare<[], StoredSession>(
    'SELECT rowid, session_token, expires_at FROM sessions ORDER BY rowid',
  );
  for (const { rowid, session_token: token, expires_at: expiresAt } of sessions.all()) {
    const expires = Date.parse(expiresAt);
    const known = longest.get(token)?.expires ?? now.getTime();
    if (expires > known) longest.set(token, { rowid, expires });
  }
  const kept = new Set([...longest.values()].map(({ rowid }) => rowid));
  const remove = database.prepare('DELETE FROM sessions WHERE rowid = ?');
  for (const { rowid } of sessions.all()) if (!kept.has(rowid)) remove.run(rowid);
  notes.droppedSessions = before - kept.size;
}
