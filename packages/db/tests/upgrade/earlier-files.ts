import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { migrateFile, type MigrationReport } from '../../src/index.ts';

export type Fixture = '2025-fresh' | '2025-populated' | '2026-fresh';

/** Before the sessions of the populated file expire. */
export const now = new Date('2026-11-22T12:00:00Z');

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dust-upgrade-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of a file of an earlier server, changed by some SQL, in a folder of its own. */
export function earlierFile(fixture: Fixture, changes = ''): string {
  const file = join(temporaryFolder(), 'dust.db');
  copyFileSync(join(import.meta.dirname, '../fixtures', `${fixture}.db`), file);
  if (changes !== '') {
    const database = new BetterSqlite3(file);
    database.pragma('foreign_keys = OFF');
    database.exec(changes);
    database.close();
  }
  return file;
}

/** A file opened for a look, until the test is over. */
export function openFile(file: string): Database {
  const database = new BetterSqlite3(file, { readonly: true });
  onTestFinished(() => {
    database.close();
  });
  return database;
}

export interface Upgraded {
  readonly file: string;
  readonly report: MigrationReport;
  readonly database: Database;
  /** All rows that a query yields. */
  readonly rows: (sql: string) => unknown[];
  /** The first column of all rows that a query yields. */
  readonly values: (sql: string) => unknown[];
}

/** Upgrades a copy of a file of an earlier server, after changing it by some SQL. */
export function upgraded(fixture: Fixture, changes = ''): Upgraded {
  return upgradeOf(earlierFile(fixture, changes));
}

export function upgradeOf(file: string): Upgraded {
  const report = migrateFile(file, { now: () => now });
  const database = openFile(file);
  return {
    file,
    report,
    database,
    rows: (sql) => database.prepare(sql).all(),
    values: (sql) => database.prepare(sql).pluck().all(),
  };
}

/** All bytes of a file, for comparing. */
export function bytesOf(file: string): string {
  return readFileSync(file).toString('latin1');
}

/** All rows that a query yields of the original file. */
export function originalRows<Row = unknown>(fixture: Fixture, sql: string): Row[] {
  return openFile(join(import.meta.dirname, '../fixtures', `${fixture}.db`))
    .prepare<[], Row>(sql)
    .all();
}
