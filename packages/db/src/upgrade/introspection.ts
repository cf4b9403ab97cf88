import type { Database } from 'better-sqlite3';

/** An object of a database's schema. */
export interface SchemaObject {
  readonly type: string;
  readonly name: string;
  readonly tbl_name: string;
  readonly sql: string | null;
}

export interface ColumnInfo {
  readonly name: string;
  readonly type: string;
  readonly dflt_value: string | null;
}

export function listObjects(database: Database): SchemaObject[] {
  return database
    .prepare<[], SchemaObject>(
      `SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`,
    )
    .all();
}

/** The columns of a table; none when there is no such table. */
export function listColumns(database: Database, table: string): ColumnInfo[] {
  return database
    .prepare<[string], ColumnInfo>('SELECT name, type, dflt_value FROM pragma_table_info(?)')
    .all(table);
}

export function hasTable(database: Database, table: string): boolean {
  return listColumns(database, table).length > 0;
}

/** A number that a query yields. */
export function numberFrom(database: Database, sql: string, ...args: readonly (string | number)[]): number {
  return Number(
    database
      .prepare(sql)
      .pluck()
      .get(...args),
  );
}

/** A name as SQL text, whatever it holds. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
