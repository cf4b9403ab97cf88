import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { migrateFile, type MigrationReport } from '../migrate.ts';
import { freeName, stampOf } from '../sqlite/backup.ts';
import { syncToDisk } from '../sqlite/copy-file.ts';
import { recogniseDatabase } from '../sqlite/recognise.ts';
import { DatabaseRefusedError, takenReason } from '../sqlite/refused.ts';
import { backUpDatabase } from './back-up-database.ts';

export interface ReplaceOptions {
  /** The database to take over, of whatever format; it is only read. */
  readonly from: string;
  /** Where it is to be; no server may be running on it. */
  readonly file: string;
  readonly now: Date;
}

export interface ReplaceReport {
  /** Path of the database that was there before; null without one. */
  readonly kept: string | null;
  readonly migration: MigrationReport;
}

/**
 * Puts a copy of one database in the place of another and brings it to the present schema. What was there before is kept beside it, and
 * is back in its place when anything fails. Throws {@link DatabaseRefusedError}.
 */
export async function replaceDatabase({ from, file, now }: ReplaceOptions): Promise<ReplaceReport> {
  if (recogniseDatabase(from).kind === 'new') throw new DatabaseRefusedError(from, 'it is empty');
  if (existsSync(file)) assertUnused(file);
  const copy = `${file}.dust-import`;
  rmSync(copy, { force: true });
  await backUpDatabase({ file: from, target: copy });
  const kept = existsSync(file) ? freeName(`${file}.replaced-${stampOf(now)}`) : null;
  if (kept !== null) renameSync(file, kept);
  try {
    renameSync(copy, file);
    syncToDisk(dirname(file));
    return { kept, migration: migrateFile(file, { now: () => now }) };
  } catch (error) {
    rmSync(existsSync(copy) ? copy : file, { force: true });
    if (kept !== null) renameSync(kept, file);
    throw error;
  }
}

/** Leaves the file without companions, so that it can be moved. */
function assertUnused(file: string): void {
  const database = new BetterSqlite3(file, { timeout: 1000 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE; COMMIT');
  } catch (cause) {
    throw new DatabaseRefusedError(file, takenReason, { cause });
  } finally {
    database.close();
  }
}
