import type { Database } from 'better-sqlite3';
import { addToSchema } from '../migrations/0001/create-schema.ts';
import { seed } from '../migrations/0001/seed-rows.ts';
import { settleEarlierRows } from '../settle.ts';
import { deriveActivity } from './activity.ts';
import { completeBooks } from './books.ts';
import { clearTheWay } from './foreign-objects.ts';
import { forgetUnknownTaggers, keepLeftover, moveDanglingRows } from './leftovers.ts';
import { numberFrom } from './introspection.ts';
import {
  completeOldTables,
  continueCounters,
  copyRows,
  dropOldTables,
  oldPrefix,
  setTablesAside,
} from './old-tables.ts';
import { addMissingBaseTables, readReferenceSchema, type ReferenceSchema } from './reference-schema.ts';
import type { UpgradeContext } from './report.ts';
import { carryRolesOver, keepOtherRoles } from './roles-2026.ts';
import { addNameFunctions } from './users-2026.ts';

/**
 * Converts a file of the 2026 format within the transaction that is open: the tables are built as in 2025 and filled from the old ones,
 * sessions excepted, since their tokens are of another kind.
 */
export function convert2026(database: Database, context: UpgradeContext): void {
  const { onStep } = context;
  onStep('clear the way');
  const reference = readReferenceSchema();
  const setAside = clearTheWay(database, reference);
  onStep('set tables aside');
  setTablesAside(database);
  completeOldTables(database);
  addMissingBaseTables(database);
  continueCounters(database);
  onStep('copy people and books');
  copyEntities(database, reference);
  onStep('add to the schema');
  addToSchema(database);
  onStep('move dangling rows');
  moveDanglingRows(database, oldPrefix);
  onStep('copy tags and progress');
  copyReading(database, reference);
  forgetUnknownTaggers(database);
  onStep('seed');
  seed(database);
  onStep('roles');
  keepOtherRoles(database);
  carryRolesOver(database, context);
  onStep('drop old tables');
  for (const object of setAside) {
    keepLeftover(database, { table: 'sqlite_master', reason: 'it belonged to a table built anew' }, object);
  }
  context.notes.droppedSessions = numberFrom(database, `SELECT count(*) FROM ${oldPrefix}sessions`);
  dropOldTables(database);
  onStep('books');
  completeBooks(database, '2026');
  settleEarlierRows(database);
  onStep('activity');
  deriveActivity(database);
}

function copyEntities(database: Database, reference: ReferenceSchema): void {
  addNameFunctions(database);
  copyRows(database, reference, {
    table: 'users',
    values: {
      username: 'username_of(id)',
      display_name: 'display_name_of(id)',
      password: 'password_hash',
      is_active: '1',
    },
    consumed: ['password_hash', 'is_admin'],
  });
  for (const table of ['authors', 'books', 'tags']) copyRows(database, reference, { table });
}

function copyReading(database: Database, reference: ReferenceSchema): void {
  const seconds = 'CASE WHEN applied_at > 100000000000 THEN applied_at / 1000 ELSE applied_at END';
  copyRows(database, reference, {
    table: 'book_tags',
    values: {
      applied_at: `CASE WHEN typeof(applied_at) IN ('integer', 'real') THEN datetime(${seconds}, 'unixepoch') ELSE applied_at END`,
    },
  });
  copyRows(database, reference, {
    table: 'reading_progress',
    values: { percentage_complete: 'min(100.0, max(0.0, percentage_complete * 100))' },
  });
}
