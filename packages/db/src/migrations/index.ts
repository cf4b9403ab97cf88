import type { Database } from 'better-sqlite3';
import { createSchema } from './0001/create-schema.ts';
import { addReadingApps } from './0002/reading-apps.ts';

export interface Migration {
  readonly version: number;
  readonly name: string;
  /** Runs inside one transaction with foreign keys switched off; they are checked before it is committed. */
  readonly up: (database: Database) => void;
}

/** All steps to the present schema, in order; their versions are 1, 2, 3 … Steps that have been released never change. */
export const migrations: readonly Migration[] = [
  { version: 1, name: 'create-schema', up: createSchema },
  { version: 2, name: 'reading-apps', up: addReadingApps },
];

export const schemaVersion: number = migrations.length;

/** `PRAGMA application_id` of a Dust database: "DUST". */
export const applicationId = 0x44555354;
