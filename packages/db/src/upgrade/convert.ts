import type { Database } from 'better-sqlite3';
import { markVersion } from '../mark-version.ts';
import type { Migration } from '../migrations/index.ts';
import { convert2025 } from './convert-2025.ts';
import { convert2026 } from './convert-2026.ts';
import { readReferenceSchema } from './reference-schema.ts';
import type { EarlierFormat, UpgradeContext } from './report.ts';
import { countRows, verifyUpgrade } from './verify.ts';

const converters = { '2025': convert2025, '2026': convert2026 } as const;

export interface Conversion {
  readonly format: EarlierFormat;
  /** All steps of Dust's schema; the first is what the conversion itself leads to. */
  readonly steps: readonly Migration[];
}

/** Settings without which a conversion would lose references or leave tokens behind; they only work outside a transaction. */
export function prepareConversion(database: Database): void {
  database.pragma('foreign_keys = OFF');
  database.pragma('legacy_alter_table = ON');
  database.pragma('secure_delete = ON');
}

/** Brings an earlier file to the present schema, verifies and marks it, within the transaction that is open. */
export function convertAndVerify(
  database: Database,
  { format, steps }: Conversion,
  context: UpgradeContext,
): void {
  const before = countRows(database);
  converters[format](database, context);
  context.onStep('later steps');
  for (const step of steps) {
    if (step.version > 1) step.up(database);
    markVersion(database, step);
  }
  context.onStep('verify');
  verifyUpgrade(database, { before, notes: context.notes, reference: readReferenceSchema() });
}
