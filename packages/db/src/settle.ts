import { createHash, randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { addFoldFunction } from './sqlite/fold-function.ts';

const digestPrefix = 'sha256:';

const keyColumns: readonly (readonly [table: string, key: string, text: string])[] = [
  ['users', 'email_key', 'email'],
  ['users', 'username_key', 'username'],
  ['books', 'name_key', 'name'],
  ['authors', 'name_key', 'name'],
];

/**
 * Completes rows that an earlier server has written into this file: names get their keys, and tokens give way to their digests.
 * Writes nothing when there is nothing to complete.
 */
export function settleEarlierRows(database: Database): void {
  addFoldFunction(database);
  for (const [table, key, text] of keyColumns) {
    const isOpen = `${key} IS NULL AND ${text} IS NOT NULL`;
    const open = database.prepare(`SELECT 1 FROM ${table} WHERE ${isOpen} LIMIT 1`).get();
    if (open !== undefined) database.exec(`UPDATE ${table} SET ${key} = fold_key(${text}) WHERE ${isOpen}`);
  }
  digestTokens(database);
}

/** Replaces tokens by their SHA-256 and gives these sessions public ids. */
function digestTokens(database: Database): void {
  const tokens = database
    .prepare<[string], { rowid: number; session_token: string }>(
      'SELECT rowid, session_token FROM sessions WHERE substr(session_token, 1, 7) <> ?',
    )
    .all(digestPrefix);
  const update = database.prepare('UPDATE sessions SET session_token = ?, public_id = ? WHERE rowid = ?');
  for (const { rowid, session_token: token } of tokens) {
    const digest = createHash('sha256').update(token).digest('hex');
    update.run(`${digestPrefix}${digest}`, randomUUID(), rowid);
  }
}
