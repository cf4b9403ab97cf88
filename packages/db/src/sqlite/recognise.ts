import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { applicationId, schemaVersion } from '../migrations/index.ts';
import { DatabaseRefusedError, takenReason } from './refused.ts';

/** What a file is: nothing yet, Dust's own at some schema version, or of an earlier server. */
export type DatabaseKind =
  | { readonly kind: 'new' }
  | { readonly kind: 'dust'; readonly version: number }
  | { readonly kind: '2026' }
  | { readonly kind: '2025' };

/** How long to wait for a lock before a file counts as taken. */
const lockTimeoutMs = 1000;

/** Looks at a file without writing to it; throws {@link DatabaseRefusedError} when it is none that Dust can use. */
export function recogniseDatabase(file: string): DatabaseKind {
  if (file === ':memory:' || isAbsentOrEmpty(file)) return { kind: 'new' };
  try {
    return recogniseRolledBack(file);
  } catch (cause) {
    if (cause instanceof DatabaseRefusedError) throw cause;
    const reason = codeOf(cause) === 'SQLITE_BUSY' ? takenReason : 'it is not a readable SQLite database';
    throw new DatabaseRefusedError(file, reason, { cause });
  }
}

/** A server that died within a transaction leaves a journal, past which nobody can read without writing: then a copy is looked at. */
function recogniseRolledBack(file: string): DatabaseKind {
  try {
    return recogniseFile(file, file);
  } catch (error) {
    if (codeOf(error) === 'SQLITE_READONLY_ROLLBACK') return recogniseCopy(file);
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function isAbsentOrEmpty(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined || (stats.isFile() && stats.size === 0);
}

function recogniseCopy(file: string): DatabaseKind {
  const folder = mkdtempSync(join(tmpdir(), 'dust-look-'));
  try {
    const copy = join(folder, 'copy.db');
    copyFileSync(file, copy);
    copyFileSync(`${file}-journal`, `${copy}-journal`);
    new BetterSqlite3(copy).exec('SELECT 1 FROM sqlite_master').close();
    return recogniseFile(copy, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function recogniseFile(path: string, name: string): DatabaseKind {
  const database = new BetterSqlite3(path, { readonly: true, fileMustExist: true, timeout: lockTimeoutMs });
  try {
    return recogniseOpen(name, database);
  } finally {
    database.close();
  }
}

/** {@link recogniseDatabase} for a file that is open already. */
export function recogniseOpen(file: string, database: BetterSqlite3.Database): DatabaseKind {
  if (database.pragma('quick_check', { simple: true }) !== 'ok') {
    throw new DatabaseRefusedError(file, 'the database is damaged');
  }
  if (database.pragma('application_id', { simple: true }) === applicationId) {
    const version = Number(database.pragma('user_version', { simple: true }));
    if (version > schemaVersion)
      throw new DatabaseRefusedError(file, 'it was made by a newer version of Dust');
    return { kind: 'dust', version };
  }
  const has = (table: string, ...columns: readonly string[]): boolean => {
    const present = database.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table);
    return columns.every((column) => present.includes(column));
  };
  if (has('users', 'password_hash')) return { kind: '2026' };
  if (has('users', 'id', 'username', 'password') && has('books', 'id', 'file_path')) return { kind: '2025' };
  const tables = Number(database.prepare('SELECT count(*) FROM sqlite_master').pluck().get());
  if (tables === 0) return { kind: 'new' };
  throw new DatabaseRefusedError(
    file,
    'it is a database of another program, or of a Dust server from before July 2025',
  );
}
