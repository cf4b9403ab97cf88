import BetterSqlite3, { type Database } from 'better-sqlite3';
import { addedTables } from '../migrations/0001/additions.ts';
import { baseTables } from '../migrations/0001/base-tables.ts';
import { migrations } from '../migrations/index.ts';
import { listColumns, listObjects, hasTable, quoteName, type ColumnInfo } from './introspection.ts';

/** What a new file has: the measure for an upgraded one. */
export interface ReferenceSchema {
  /** Columns of each table that Dust keeps, the search index excepted. */
  readonly tables: ReadonlyMap<string, readonly ColumnInfo[]>;
  /** Names of all tables, indices and triggers that Dust adds to those of 2025. */
  readonly addedNames: ReadonlySet<string>;
}

export function readReferenceSchema(): ReferenceSchema {
  const database = new BetterSqlite3(':memory:');
  try {
    for (const step of migrations) step.up(database);
    const objects = listObjects(database);
    const tables = objects.filter(({ type, name }) => type === 'table' && !name.startsWith('books_fts'));
    const base = new Set(baseTables.map(tableName));
    return {
      tables: new Map(tables.map(({ name }) => [name, listColumns(database, name)])),
      addedNames: new Set(objects.map(({ name }) => name).filter((name) => !base.has(name))),
    };
  } finally {
    database.close();
  }
}

/** Makes the tables of 2025 that a file lacks. */
export function addMissingBaseTables(database: Database): void {
  for (const statement of baseTables) {
    if (!hasTable(database, tableName(statement))) database.exec(statement);
  }
}

/** Gives the tables of 2025 the columns they lack; defaults other than constants cannot be added. */
export function addMissingBaseColumns(database: Database, reference: ReferenceSchema): void {
  for (const table of baseTables.map(tableName)) {
    const present = new Set(listColumns(database, table).map(({ name }) => name.toLowerCase()));
    for (const column of reference.tables.get(table) ?? []) {
      if (present.has(column.name.toLowerCase())) continue;
      const isConstant = column.dflt_value !== null && column.dflt_value !== 'CURRENT_TIMESTAMP';
      const fallback = isConstant ? ` DEFAULT ${column.dflt_value}` : '';
      database.exec(`ALTER TABLE ${table} ADD COLUMN ${quoteName(column.name)} ${column.type}${fallback}`);
    }
  }
}

/** Tables added since 2025 that a file may well have already, being of the same form there. */
export const sharedTables: ReadonlySet<string> = new Set(
  addedTables.filter((statement) => statement.includes('IF NOT EXISTS')).map(tableName),
);

function tableName(statement: string): string {
  const name = /^CREATE TABLE (?:IF NOT EXISTS )?(\w+)/.exec(statement)?.[1];
  if (name === undefined) return '';
  return name;
}
