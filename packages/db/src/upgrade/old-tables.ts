import type { Database } from 'better-sqlite3';
import { baseTables } from '../migrations/0001/base-tables.ts';
import { hasTable, listColumns, numberFrom, quoteName } from './introspection.ts';
import type { ReferenceSchema } from './reference-schema.ts';

/** Stands before the names of tables that are being replaced. */
export const oldPrefix = 'dust_old_';

/** Tables that are left as they are; everything else of 2025 is built anew. */
const keptTables: ReadonlySet<string> = new Set(['genres', 'books_genres']);

const replacedTables: readonly string[] = baseTables
  .map((statement) => /^CREATE TABLE (\w+)/.exec(statement)?.[1] ?? '')
  .filter((name) => !keptTables.has(name));

/**
 * Sets the present tables aside under other names. Needs `legacy_alter_table`, so that references between tables keep the names that
 * the new tables will have.
 */
export function setTablesAside(database: Database): void {
  for (const table of replacedTables) {
    if (hasTable(database, table)) database.exec(`ALTER TABLE ${table} RENAME TO ${oldPrefix}${table}`);
  }
}

/** What the conversion reads, for files that a server made which knew less of it. */
const readTables: Readonly<Record<string, string>> = {
  users: 'id INTEGER, email TEXT, username TEXT, is_admin INTEGER DEFAULT 0',
  sessions: 'user_id INTEGER',
  roles: 'id INTEGER, name TEXT, description TEXT, created_at TIMESTAMP',
  permissions: 'id INTEGER, name TEXT, description TEXT, created_at TIMESTAMP',
  role_permissions: 'role_id INTEGER, permission_id INTEGER',
  user_roles: 'user_id INTEGER, role_id INTEGER',
};

/** Adds the tables and columns that the conversion reads where a file lacks them. */
export function completeOldTables(database: Database): void {
  for (const [table, definitions] of Object.entries(readTables)) {
    database.exec(`CREATE TABLE IF NOT EXISTS ${oldPrefix}${table} (${definitions})`);
    const present = new Set(listColumns(database, `${oldPrefix}${table}`).map(({ name }) => name));
    for (const definition of definitions.split(', ')) {
      const isMissing = !present.has(definition.split(' ')[0] ?? '');
      if (isMissing) database.exec(`ALTER TABLE ${oldPrefix}${table} ADD COLUMN ${definition}`);
    }
  }
}

/** Lets the counters of new tables go on where those of the old ones are. */
export function continueCounters(database: Database): void {
  if (!hasTable(database, 'sqlite_sequence')) return;
  for (const table of replacedTables.filter((name) => hasAutoincrement(database, name))) {
    const old = `${oldPrefix}${table}`;
    if (!hasTable(database, old)) continue;
    const last = numberFrom(
      database,
      'SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?',
      old,
    );
    database.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)').run(table, last);
  }
}

function hasAutoincrement(database: Database, table: string): boolean {
  const statement = database.prepare('SELECT sql FROM sqlite_master WHERE name = ?').pluck().get(table);
  return typeof statement === 'string' && statement.includes('AUTOINCREMENT');
}

export interface CopyOptions {
  readonly table: string;
  /** SQL over the old row for columns that are not simply taken over. */
  readonly values?: Readonly<Record<string, string>>;
  /** Columns of the old table that the new one has no place for. */
  readonly consumed?: readonly string[];
}

/** Fills a new table from the old one, ids included; columns of unknown origin come along. */
export function copyRows(database: Database, reference: ReferenceSchema, options: CopyOptions): void {
  const { table, values = {}, consumed = [] } = options;
  const old = listColumns(database, `${oldPrefix}${table}`);
  if (old.length === 0) return;
  const known = new Set([
    ...(reference.tables.get(table) ?? []).map(({ name }) => name.toLowerCase()),
    ...consumed,
  ]);
  for (const { name, type } of old) {
    if (!known.has(name.toLowerCase()))
      database.exec(`ALTER TABLE ${table} ADD COLUMN ${quoteName(name)} ${type}`);
  }
  const present = new Set(listColumns(database, table).map(({ name }) => name));
  const taken = old.map(({ name }) => name).filter((name) => present.has(name) && !(name in values));
  const columns = [...taken, ...Object.keys(values)].map(quoteName);
  const expressions = [...taken.map(quoteName), ...Object.values(values)];
  database.exec(
    `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${expressions.join(', ')} FROM ${oldPrefix}${table} ORDER BY rowid`,
  );
}

export function dropOldTables(database: Database): void {
  for (const table of replacedTables) database.exec(`DROP TABLE IF EXISTS ${oldPrefix}${table}`);
}
