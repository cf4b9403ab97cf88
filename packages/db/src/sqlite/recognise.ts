import { statSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { applicationId, schemaVersion } from '../migrations/index.ts';

/** What a file is: nothing yet, Dust's own at some schema version, or of an earlier server. */
export type DatabaseKind =
  | { readonly kind: 'new' }
  | { readonly kind: 'dust'; readonly version: number }
  | { readonly kind: '2026' }
  | { readonly kind: '2025' };

/** A file that is no database of Dust's, or damaged; it has not been touched. */
export class DatabaseRefusedError extends Error {
  readonly code = 'DATABASE_REFUSED';

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`Cannot use ${file}: ${reason}`, options);
  }
}

/** Looks at a file without writing to it; throws {@link DatabaseRefusedError} when it is none that Dust can use. */
export function recogniseDatabase(file: string): DatabaseKind {
  if (file === ':memory:' || isAbsentOrEmpty(file)) return { kind: 'new' };
  try {
    const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
    try {
      return recognise(file, database);
    } finally {
      database.close();
    }
  } catch (cause) {
    if (cause instanceof DatabaseRefusedError) throw cause;
    throw new DatabaseRefusedError(file, 'it is not a readable SQLite database', { cause });
  }
}

function isAbsentOrEmpty(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined || (stats.isFile() && stats.size === 0);
}

function recognise(file: string, database: BetterSqlite3.Database): DatabaseKind {
  const id = database.pragma('application_id', { simple: true });
  if (id === applicationId) {
    const version = Number(database.pragma('user_version', { simple: true }));
    if (version > schemaVersion)
      throw new DatabaseRefusedError(file, 'it was made by a newer version of Dust');
    return { kind: 'dust', version };
  }
  const check = database.pragma('quick_check', { simple: true });
  if (check !== 'ok') throw new DatabaseRefusedError(file, 'the database is damaged');
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
