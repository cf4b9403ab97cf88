import type { SqliteConnection } from './connection.ts';

/** Transactions after which the write-ahead log is copied into the file: about as many pages as SQLite lets come together. */
const EVERY = 8;

/**
 * Copies the write-ahead log into the file between the transactions of a connection. SQLite does so at the end of a commit, where
 * somebody who waits for the turn would wait for the disk, too.
 */
export class Checkpoints {
  readonly #connection: SqliteConnection;
  #transactions = 0;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
    connection.raw.pragma('wal_autocheckpoint = 0');
  }

  /** To be called when a transaction has ended and its turn was given back. */
  noteTransaction(): void {
    this.#transactions += 1;
    if (this.#transactions < EVERY) return;
    this.#transactions = 0;
    try {
      this.#connection.raw.pragma('wal_checkpoint(passive)');
    } catch {
      // The disk may be full, or the next transaction under way: what was committed is safe in the log, which is copied later.
    }
  }
}
