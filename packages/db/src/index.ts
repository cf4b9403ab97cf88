export { sql } from 'kysely';
export type {
  Expression,
  ExpressionBuilder,
  RawBuilder,
  SqlBool,
  Selectable,
  SelectQueryBuilder,
} from 'kysely';
export { backUpDatabase, BackupTargetExistsError, type BackupOptions } from './backup/back-up-database.ts';
export { replaceDatabase, type ReplaceOptions, type ReplaceReport } from './backup/replace-database.ts';
export { parseTextList, toDbTime, toIsoTime } from './columns.ts';
export { databasePath, openDatabase, type Database, type OpenDatabaseOptions } from './database.ts';
export { decodeCursor, encodeCursor, InvalidCursorError, type KeyValue } from './keyset.ts';
export { migrateFile, schemaVersion, type MigrateOptions, type MigrationReport } from './migrate.ts';
export { prepareQuery, type PreparedQuery } from './prepared.ts';
export type { Db, Tables, Tx } from './schema.ts';
export { takeProcessLock } from './sqlite/process-lock.ts';
export { freeWriteTurns } from './sqlite/write-turns.ts';
export { recogniseDatabase, type DatabaseKind } from './sqlite/recognise.ts';
export { DatabaseRefusedError } from './sqlite/refused.ts';
export { bookMatches, indexBooks, rebuildSearchIndex } from './sqlite/search.ts';
export { storedNumber } from './sqlite/stored-number.ts';
export { foldKey } from './text-key.ts';
export type { EarlierFormat, UpgradeReport } from './upgrade/report.ts';
export { getChangeVersions, knownChangeVersions, type ChangeVersions } from './versions.ts';
export type * from './tables/index.ts';
