import type { Database } from 'better-sqlite3';
import { addToSchema } from '../migrations/0001/create-schema.ts';
import { seed } from '../migrations/0001/seed-rows.ts';
import { settleEarlierRows } from '../settle.ts';
import { deriveActivity } from './activity.ts';
import { completeBooks } from './books.ts';
import { clearTheWay } from './foreign-objects.ts';
import { forgetUnknownTaggers, keepLeftover, moveDanglingRows } from './leftovers.ts';
import { addMissingBaseColumns, addMissingBaseTables, readReferenceSchema } from './reference-schema.ts';
import type { UpgradeContext } from './report.ts';
import { keepLiveSessions } from './sessions.ts';

/** Converts a file of the 2025 format within the transaction that is open; nothing is dropped but dead sessions. */
export function convert2025(database: Database, context: UpgradeContext): void {
  const { onStep } = context;
  onStep('clear the way');
  const reference = readReferenceSchema();
  const setAside = clearTheWay(database, reference);
  onStep('complete the tables of 2025');
  addMissingBaseTables(database);
  addMissingBaseColumns(database, reference);
  onStep('add to the schema');
  addToSchema(database);
  onStep('move dangling rows');
  moveDanglingRows(database);
  forgetUnknownTaggers(database);
  onStep('seed');
  seed(database);
  onStep('sessions');
  keepLiveSessions(database, context);
  onStep('books');
  completeBooks(database, '2025');
  settleEarlierRows(database);
  onStep('activity');
  deriveActivity(database);
  onStep('put back');
  for (const object of setAside) {
    if (object.type === 'trigger' && object.sql !== null) database.exec(object.sql);
    else keepLeftover(database, { table: 'sqlite_master', reason: 'its name is needed' }, object);
  }
}
