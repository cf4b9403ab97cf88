import type { Database } from 'better-sqlite3';
import { settleSessions } from './settle-sessions.ts';
import { addFoldFunction } from './sqlite/fold-function.ts';

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
  settleSessions(database);
}
