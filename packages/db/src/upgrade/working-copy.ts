import { chmodSync, chownSync, existsSync, fstatSync, rmSync, type renameSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { copyToNewFile, syncToDisk, withDescriptor } from '../sqlite/copy-file.ts';
import type { LockedFile } from '../sqlite/locked-file.ts';
import { prepareConversion } from './convert.ts';

/** The copy of a database file that is converted in its stead, in the same folder. */
export class WorkingCopy implements Disposable {
  readonly #original: LockedFile;
  readonly path: string;

  /** Copies the file; a copy that an earlier try has left is removed first. */
  constructor(original: LockedFile) {
    this.#original = original;
    this.path = `${original.path}.dust-upgrade`;
    this[Symbol.dispose]();
    try {
      copyToNewFile(original.descriptor, this.path);
      const log = `${original.path}-wal`;
      if (existsSync(log)) withDescriptor(log, (descriptor) => copyToNewFile(descriptor, `${this.path}-wal`));
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  /** Does all of this in one transaction, and leaves one file without companions, on the disk. */
  change<T>(work: (database: BetterSqlite3.Database) => T): T {
    const result = this.#inTransaction(work);
    const { mode, uid, gid } = fstatSync(this.#original.descriptor);
    if (process.getuid?.() === 0) chownSync(this.path, uid, gid);
    chmodSync(this.path, mode & 0o777);
    syncToDisk(this.path);
    return result;
  }

  #inTransaction<T>(work: (database: BetterSqlite3.Database) => T): T {
    const database = new BetterSqlite3(this.path);
    try {
      database.pragma('journal_mode = DELETE');
      // Nothing of this copy is needed after a crash; it is synced as a whole at the end.
      database.pragma('synchronous = OFF');
      prepareConversion(database);
      const result = database.transaction(() => work(database)).exclusive();
      // Rows written anew leave their old bytes, tokens among them, in the free parts of pages.
      database.exec('VACUUM');
      if (database.pragma('quick_check', { simple: true }) !== 'ok')
        throw new Error('The working copy is damaged');
      return result;
    } finally {
      database.close();
    }
  }

  /** Puts the copy in the place of the original. */
  replaceOriginal(rename: typeof renameSync): void {
    rename(this.path, this.#original.path);
    syncToDisk(dirname(this.path));
  }

  /** Removes the copy if it is still there. */
  [Symbol.dispose](): void {
    for (const companion of ['', '-wal', '-shm', '-journal'])
      rmSync(`${this.path}${companion}`, { force: true });
  }
}
