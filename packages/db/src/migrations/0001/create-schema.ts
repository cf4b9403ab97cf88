import type { Database } from 'better-sqlite3';
import { addedColumns, addedTables, indexes, triggers } from './additions.ts';
import { baseTables } from './base-tables.ts';
import { searchTable } from './search-table.ts';
import { seed } from './seed-rows.ts';

/** Makes an empty file a Dust database with its seeded roles, permissions and tags. */
export function createSchema(database: Database): void {
  for (const statement of baseTables) database.exec(statement);
  addToSchema(database);
  seed(database);
}

/** Adds to the tables of 2025 what is new since; columns that a file has already stay as they are. */
export function addToSchema(database: Database): void {
  for (const [table, column, type] of addedColumns) {
    const present = database.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, column);
    if (present === undefined) database.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`);
  }
  for (const statement of [...addedTables, ...indexes, searchTable, ...triggers]) database.exec(statement);
}
