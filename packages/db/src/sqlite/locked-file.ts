import { accessSync, closeSync, constants, fstatSync, openSync, statSync } from 'node:fs';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import { DatabaseRefusedError, takenReason } from './refused.ts';

/** How long another process may keep its lock before a file counts as taken. */
const lockTimeoutMs = 1000;

/**
 * A database file that no other process can write while this is held. Its bytes are read through `descriptor`: closing any other
 * descriptor of the file would give up the lock, as POSIX has it.
 */
export class LockedFile implements Disposable {
  readonly path: string;
  readonly descriptor: number;
  /** Within an exclusive transaction. */
  readonly database: Database;

  /** Throws {@link DatabaseRefusedError} when another process holds the file. */
  constructor(path: string, prepare: (database: Database) => void) {
    this.path = path;
    this.descriptor = openSync(path, 'r');
    try {
      this.database = lock(path, prepare);
    } catch (error) {
      closeSync(this.descriptor);
      throw error;
    }
    if (fstatSync(this.descriptor).ino !== statSync(path).ino) {
      this[Symbol.dispose]();
      throw new DatabaseRefusedError(path, 'another program has just replaced it');
    }
  }

  get hasWriteAheadLog(): boolean {
    return this.database.pragma('journal_mode', { simple: true }) === 'wal';
  }

  /** Gives the lock up; what has not been committed is as if it had never been. */
  [Symbol.dispose](): void {
    if (this.database.inTransaction) this.database.exec('ROLLBACK');
    if (this.hasWriteAheadLog) closeBeforeReader(this.path, this.database);
    else this.database.close();
    closeSync(this.descriptor);
  }
}

function lock(path: string, prepare: (database: Database) => void): Database {
  assertWritable(path);
  const database = new BetterSqlite3(path, { fileMustExist: true, timeout: lockTimeoutMs });
  try {
    prepare(database);
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (cause) {
    database.close();
    throw new DatabaseRefusedError(path, takenReason, { cause });
  }
}

/** SQLite opens a file that may not be written to for reading, and then locks nobody out. */
function assertWritable(path: string): void {
  try {
    accessSync(path, constants.W_OK);
  } catch (cause) {
    throw new DatabaseRefusedError(path, 'it may not be written to', { cause });
  }
}

/**
 * The last writing connection to close would move the write-ahead log into the file, and change its bytes. One that only reads
 * may not, so it closes last.
 */
function closeBeforeReader(path: string, database: Database): void {
  const last = new BetterSqlite3(path, { readonly: true });
  try {
    last.pragma('schema_version');
    database.close();
  } finally {
    last.close();
  }
}
