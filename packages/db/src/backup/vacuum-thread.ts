import { workerData } from 'node:worker_threads';
import BetterSqlite3 from 'better-sqlite3';

/** Runs in a thread of its own: writes a consistent copy of one database file into another, which must be empty or absent. */
const { file, target }: { readonly file: string; readonly target: string } = workerData;

const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
try {
  database.prepare('VACUUM INTO ?').run(target);
} finally {
  database.close();
}
