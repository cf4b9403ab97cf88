import type { Database } from 'better-sqlite3';
import { applySteps } from '../migrate.ts';
import { migrations } from '../migrations/index.ts';

/** Gives a database in memory the present schema. */
export function createSchemaInMemory(database: Database): void {
  database.pragma('foreign_keys = OFF');
  applySteps(database, migrations);
  database.pragma('foreign_keys = ON');
}
