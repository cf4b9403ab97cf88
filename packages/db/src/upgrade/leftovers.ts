import type { Database } from 'better-sqlite3';
import { hasTable, quoteName } from './introspection.ts';

/** Keeps a row that has no place in the new schema, as JSON. */
export function keepLeftover(
  database: Database,
  source: { readonly table: string; readonly reason: string },
  row: object,
): void {
  database
    .prepare('INSERT INTO upgrade_leftovers (source_table, row, reason) VALUES (?, ?, ?)')
    .run(source.table, toJson(row), source.reason);
}

/** Binary values as lists of bytes and integers beyond the exact range of JSON as text. */
function toJson(row: object): string {
  return JSON.stringify(row, (_, value: unknown) => {
    if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`;
    return value;
  });
}

/** Moves the rows of a table that meet a condition to `upgrade_leftovers`. */
export function moveToLeftovers(
  database: Database,
  source: { readonly from: string; readonly table: string; readonly reason: string },
  condition: string,
): void {
  const from = quoteName(source.from);
  const rows = database.prepare<[], { dust_rowid: bigint }>(
    `SELECT rowid AS dust_rowid, * FROM ${from} WHERE ${condition}`,
  );
  const remove = database.prepare(`DELETE FROM ${from} WHERE rowid = ?`);
  for (const { dust_rowid: id, ...row } of rows.safeIntegers().all()) {
    keepLeftover(database, source, row);
    remove.run(id);
  }
}

/** Columns that name a row of another table, for the tables whose rows mean nothing without it. */
const references: readonly (readonly [table: string, column: string, parent: string])[] = [
  ['user_roles', 'user_id', 'users'],
  ['user_roles', 'role_id', 'roles'],
  ['role_permissions', 'role_id', 'roles'],
  ['role_permissions', 'permission_id', 'permissions'],
  ['user_permissions', 'user_id', 'users'],
  ['user_permissions', 'permission_id', 'permissions'],
  ['book_tags', 'book_id', 'books'],
  ['book_tags', 'tag_id', 'tags'],
  ['reading_progress', 'user_id', 'users'],
  ['reading_progress', 'book_id', 'books'],
];

/** Source of leftovers that are copies: the assignment itself stays, since a tag may hide a book. */
const unknownTagger = 'book_tags.applied_by';

/**
 * Moves rows that point to no user, book, tag, role or permission to `upgrade_leftovers`. A tag put on by an unknown user stays on
 * its book, by nobody.
 *
 * @param prefix stands before the names of all these tables
 */
export function moveDanglingRows(database: Database, prefix = ''): void {
  for (const [table, column, parent] of references) {
    const from = `${prefix}${table}`;
    if (!hasTable(database, from)) continue;
    const isKnown = `EXISTS (SELECT 1 FROM ${prefix}${parent} AS parent WHERE parent.id = ${from}.${column})`;
    moveToLeftovers(
      database,
      { from, table, reason: `${column} points to no row of ${parent}` },
      `${column} IS NULL OR NOT ${isKnown}`,
    );
  }
}

/** Tags put on by a user who does not exist are put on by nobody; the rows as they were are kept. */
export function forgetUnknownTaggers(database: Database): void {
  const isUnknown =
    'applied_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users WHERE users.id = book_tags.applied_by)';
  const reason = 'applied_by points to no row of users';
  for (const row of database.prepare<[], object>(`SELECT * FROM book_tags WHERE ${isUnknown}`).all()) {
    keepLeftover(database, { table: unknownTagger, reason }, row);
  }
  database.exec(`UPDATE book_tags SET applied_by = NULL WHERE ${isUnknown}`);
}
