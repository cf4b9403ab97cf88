import BetterSqlite3, { SqliteError } from 'better-sqlite3';

/**
 * Takes a lock that one holder has at a time, among all processes and threads, and that ends with its holder: the system frees
 * what a killed process held. The empty file at the path is made when needed and stays.
 *
 * @returns null when somebody else holds it
 */
export function takeProcessLock(path: string): Disposable | null {
  const database = new BetterSqlite3(path, { timeout: 0 });
  try {
    // Nothing is ever written: the lock is the one SQLite keeps for an open exclusive transaction, without a journal file beside it.
    database.pragma('journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof SqliteError && error.code === 'SQLITE_BUSY') return null;
    throw error;
  }
  return {
    [Symbol.dispose]: () => {
      if (!database.open) return;
      database.exec('ROLLBACK');
      database.close();
    },
  };
}
