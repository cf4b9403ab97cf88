import type { Database } from 'better-sqlite3';
import BetterSqlite3 from 'better-sqlite3';
import { applicationId, migrations, schemaVersion, type Migration } from './migrations/index.ts';
import { backUpFile } from './sqlite/backup.ts';
import { DatabaseRefusedError, recogniseDatabase } from './sqlite/recognise.ts';

export interface MigrationReport {
  /** Schema version before; 0 for a new file. */
  readonly from: number;
  readonly to: number;
  /** Path of the copy taken before anything was changed; null for a new file or when nothing was to be done. */
  readonly backup: string | null;
}

export interface MigrateOptions {
  readonly now?: () => Date;
  /** The steps to apply; all of Dust's own by default. */
  readonly steps?: readonly Migration[];
}

/**
 * Brings a database file to the present schema: all steps in one transaction, after a backup. When anything fails the file is as
 * it was. Throws {@link DatabaseRefusedError} for files that are not Dust's.
 */
export function migrateFile(file: string, options: MigrateOptions = {}): MigrationReport {
  const found = recogniseDatabase(file);
  if (found.kind === '2025' || found.kind === '2026') {
    throw new DatabaseRefusedError(file, `it has the ${found.kind} format, which must be upgraded first`);
  }
  const steps = options.steps ?? migrations;
  const from = found.kind === 'dust' ? found.version : 0;
  const to = Math.max(from, ...steps.map((step) => step.version));
  if (from === to) return { from, to, backup: null };

  const database = new BetterSqlite3(file);
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('foreign_keys = OFF');
    const backup = from === 0 ? null : backUpQuiet(database, file, (options.now ?? (() => new Date()))());
    applySteps(
      database,
      steps.filter((step) => step.version > from),
    );
    return { from, to, backup };
  } finally {
    database.close();
  }
}

function backUpQuiet(database: Database, file: string, now: Date): string {
  database.pragma('wal_checkpoint(TRUNCATE)');
  const version = Number(database.pragma('user_version', { simple: true }));
  return backUpFile(file, `v${version}`, now);
}

/** Applies steps in one transaction and sets the marks by which the file is known as Dust's. */
export function applySteps(database: Database, steps: readonly Migration[]): void {
  database
    .transaction(() => {
      const record = `INSERT INTO dust_migrations (version, name) VALUES (?, ?)`;
      for (const step of steps) {
        step.up(database);
        database.prepare(record).run(step.version, step.name);
        database.pragma(`user_version = ${step.version}`);
      }
      database.pragma(`application_id = ${applicationId}`);
      const violations = database.pragma('foreign_key_check');
      if (Array.isArray(violations) && violations.length > 0) {
        throw new Error(`The new schema would leave ${violations.length} dangling references`);
      }
    })
    .immediate();
}

export { schemaVersion };
