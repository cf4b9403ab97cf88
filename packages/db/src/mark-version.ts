import type { Database } from 'better-sqlite3';
import { applicationId, type Migration } from './migrations/index.ts';

/** Marks a database as Dust's, at the schema that a step leads to. */
export function markVersion(database: Database, step: Migration): void {
  database.prepare(`INSERT INTO dust_migrations (version, name) VALUES (?, ?)`).run(step.version, step.name);
  database.pragma(`user_version = ${step.version}`);
  database.pragma(`application_id = ${applicationId}`);
}
