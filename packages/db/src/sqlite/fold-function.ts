import type { Database } from 'better-sqlite3';
import { foldKey } from '../text-key.ts';

/** Gives a connection the SQL function `fold_key`, see {@link foldKey}. */
export function addFoldFunction(database: Database): void {
  database.function('fold_key', { deterministic: true }, (text: unknown) =>
    typeof text === 'string' ? foldKey(text) : null,
  );
}
