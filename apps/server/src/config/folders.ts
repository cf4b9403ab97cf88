import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from './config.ts';

/** Makes where Dust writes: its own folder, which only its owner may look into, and that of the database where it lies elsewhere. */
export function makeFolders({ dataDir, databaseFile }: Pick<Config, 'dataDir' | 'databaseFile'>): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (databaseFile !== ':memory:') mkdirSync(dirname(databaseFile), { recursive: true });
}
