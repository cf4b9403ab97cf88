import BetterSqlite3 from 'better-sqlite3';
import { addSearchFunction } from './search.ts';

/** One open SQLite file with the statements prepared on it so far. */
export interface SqliteConnection {
  readonly raw: BetterSqlite3.Database;
  prepare(sql: string): BetterSqlite3.Statement;
  close(): void;
}

export interface ConnectionOptions {
  readonly file: string;
  readonly readonly?: boolean;
  /** How long a statement waits for a lock held by another connection. */
  readonly busyTimeoutMs?: number;
  /** Upper bound of SQLite's page cache of this connection. */
  readonly cacheKiB?: number;
}

/** Statements kept prepared for each connection; the oldest one makes room. */
const maxPreparedStatements = 500;

/**
 * Opens a SQLite file with the settings every Dust connection shares: foreign keys on, `synchronous=NORMAL`, a busy timeout.
 * The journal mode is not touched here: it belongs to the file and is set once, by the one who creates or upgrades it.
 */
export function openConnection(options: ConnectionOptions): SqliteConnection {
  const raw = new BetterSqlite3(options.file, { readonly: options.readonly ?? false });
  raw.pragma(`busy_timeout = ${options.busyTimeoutMs ?? 5000}`);
  raw.pragma('foreign_keys = ON');
  raw.pragma('synchronous = NORMAL');
  raw.pragma(`cache_size = -${options.cacheKiB ?? 8192}`);
  raw.pragma('temp_store = MEMORY');
  addSearchFunction(raw);
  const statements = new Map<string, BetterSqlite3.Statement>();
  return {
    raw,
    prepare: (sql) => {
      const kept = statements.get(sql);
      if (kept !== undefined) return kept;
      const statement = raw.prepare(sql);
      if (statements.size >= maxPreparedStatements) {
        const oldest = statements.keys().next();
        if (oldest.done !== true) statements.delete(oldest.value);
      }
      statements.set(sql, statement);
      return statement;
    },
    close: () => {
      statements.clear();
      raw.close();
    },
  };
}
