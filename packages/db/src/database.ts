import { Kysely } from 'kysely';
import { migrateFile, type MigrationReport } from './migrate.ts';
import { createSchemaInMemory } from './sqlite/memory.ts';
import type { Db, Tables } from './schema.ts';
import { SqliteDialect } from './sqlite/dialect.ts';
import { completeSearchIndex } from './sqlite/search.ts';
import { BackgroundTurn, ForegroundTurn, newWriteTurns } from './sqlite/write-turns.ts';
import { useVersionMemo, VersionMemo } from './versions.ts';

export interface OpenDatabaseOptions {
  /** Path of the SQLite file, with or without the prefix `file:`; `:memory:` for one that lives as long as its handle. */
  readonly file: string;
  /** Bring the file to the present schema first (default). Threads that open a file the server has opened pass false. */
  readonly migrate?: boolean;
  /** Called with the text of every statement before it runs. */
  readonly onStatement?: (sql: string) => void;
  readonly busyTimeoutMs?: number;
  /** `writeTurns` of another handle, in any thread of the process: this one writes when that one does not want to. */
  readonly behind?: SharedArrayBuffer | undefined;
  /** Upper bound of the page cache of each of the two connections; 8 MiB by default. */
  readonly cacheKiB?: number;
  /**
   * Let transactions of one turn of the event loop share a commit: for many short ones at once. Each still resolves when it is in
   * the file, and fails alone. False by default.
   */
  readonly sharesCommits?: boolean;
}

/** An open database; `await using` closes it. */
export interface Database extends AsyncDisposable {
  readonly db: Db;
  /** Path of the file, without prefix. */
  readonly file: string;
  readonly migration: MigrationReport | null;
  /** What a handle in another thread needs to let this one write first. */
  readonly writeTurns: SharedArrayBuffer;
}

/**
 * Opens, and by default creates, migrates or upgrades, a Dust database. Throws {@link DatabaseRefusedError} for files that are not
 * Dust's or cannot be upgraded.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const file = databasePath(options.file);
  const isPrivate = file === ':memory:';
  const migration = isPrivate || options.migrate === false ? null : migrateFile(file);
  const memo = new VersionMemo();
  const writeTurns = options.behind ?? newWriteTurns();
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({
      file,
      onStatement: options.onStatement,
      onWrite: () => memo.forget(),
      writeTurn:
        options.behind === undefined ? new ForegroundTurn(writeTurns) : new BackgroundTurn(writeTurns),
      ...(options.busyTimeoutMs === undefined ? {} : { busyTimeoutMs: options.busyTimeoutMs }),
      ...(options.cacheKiB === undefined ? {} : { cacheKiB: options.cacheKiB }),
      sharesCommits: options.sharesCommits,
      checkpointsBetween: options.behind !== undefined,
      ...(isPrivate ? { onOpen: createSchemaInMemory } : {}),
    }),
  });
  useVersionMemo(db, memo);
  if (migration !== null) await completeSearchIndex(db);
  return { db, file, migration, writeTurns, [Symbol.asyncDispose]: () => db.destroy() };
}

/** The path in a configuration value: `file:` URLs (`file:x`, `file:/x`, `file:///x`) and plain paths. */
export function databasePath(value: string): string {
  if (!value.startsWith('file:')) return value;
  const path = value.slice('file:'.length);
  return decodeURIComponent(path.startsWith('//') ? path.slice(2) : path);
}
