import BetterSqlite3, { type Database } from 'better-sqlite3';
import { markVersion } from './mark-version.ts';
import { migrations, schemaVersion, type Migration } from './migrations/index.ts';
import { settleEarlierRows } from './settle.ts';
import { backUpFile } from './sqlite/backup.ts';
import { LockedFile } from './sqlite/locked-file.ts';
import { recogniseDatabase } from './sqlite/recognise.ts';
import type { UpgradeReport } from './upgrade/report.ts';
import { upgradeFile } from './upgrade/upgrade-file.ts';

export interface MigrationReport {
  /** Schema version before; 0 for a new file and those of earlier formats. */
  readonly from: number;
  readonly to: number;
  /** Path of the copy taken before anything was changed; null for a new file or when nothing was to be done. */
  readonly backup: string | null;
  /** What the upgrade of an earlier format has done; null for all other files. */
  readonly upgrade: UpgradeReport | null;
}

export interface MigrateOptions {
  readonly now?: () => Date;
  /** The steps to apply; all of Dust's own by default. */
  readonly steps?: readonly Migration[];
}

/**
 * Brings a database file, one of an earlier format too, to the present schema: all steps in one transaction, after a backup. When
 * anything fails the file is as it was. Throws {@link DatabaseRefusedError} for files that are not Dust's or cannot be upgraded.
 */
export function migrateFile(file: string, options: MigrateOptions = {}): MigrationReport {
  const found = recogniseDatabase(file);
  const steps = options.steps ?? migrations;
  const from = found.kind === 'dust' ? found.version : 0;
  const to = Math.max(from, ...steps.map((step) => step.version));
  if (found.kind === '2025' || found.kind === '2026') {
    const upgrade = upgradeFile(file, { ...options, format: found.kind });
    settle(file);
    return { from, to, backup: upgrade.backup, upgrade };
  }
  const backup = from === to || from === 0 ? null : backUpBefore(file, from, options);
  const open = steps.filter((step) => step.version > from);
  settle(file, (database) => {
    if (open.length > 0) applySteps(database, open);
  });
  return { from, to, backup, upgrade: null };
}

function backUpBefore(
  file: string,
  version: number,
  { now = (): Date => new Date() }: MigrateOptions,
): string {
  emptyLog(file);
  using locked = new LockedFile(file, () => {});
  return backUpFile(locked, `v${version}`, now());
}

/** So that the backup is one file. */
function emptyLog(file: string): void {
  const database = new BetterSqlite3(file);
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

/** Switches to the journal mode in which readers do not wait, and completes what earlier servers may have written since. */
function settle(file: string, change: (database: Database) => void = (): void => {}): void {
  const database = new BetterSqlite3(file);
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('foreign_keys = OFF');
    change(database);
    database.transaction(() => settleEarlierRows(database)).deferred();
  } finally {
    database.close();
  }
}

/**
 * Applies steps in one transaction and sets the marks by which the file is known as Dust's. Steps that another process has applied
 * meanwhile are left out.
 */
export function applySteps(database: Database, steps: readonly Migration[]): void {
  database
    .transaction(() => {
      const before = countDangling(database);
      const present = Number(database.pragma('user_version', { simple: true }));
      for (const step of steps.filter(({ version }) => version > present)) {
        step.up(database);
        markVersion(database, step);
      }
      const dangling = countDangling(database) - before;
      if (dangling > 0) throw new Error(`The new schema would leave ${dangling} dangling references`);
    })
    .immediate();
}

/** Tables that are not Dust's may bring dangling references of their own. */
function countDangling(database: Database): number {
  const violations = database.pragma('foreign_key_check');
  return Array.isArray(violations) ? violations.length : 0;
}

export { schemaVersion };
