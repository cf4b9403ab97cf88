import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backUpDatabase, openDatabase, recogniseDatabase, type Db } from '@dust/db';
import type { Config } from '../config/config.ts';
import { Resources } from '../resources.ts';

/** A copy of the database, brought to the present schema, that is gone when it is disposed of. The database itself is only read. */
export async function copyForTrial({
  databaseFile: file,
}: Pick<Config, 'databaseFile'>): Promise<AsyncDisposable & { readonly db: Db }> {
  await using resources = new Resources();
  const folder = mkdtempSync(join(tmpdir(), 'dust-trial-'));
  resources.defer(() => rmSync(folder, { recursive: true, force: true }));
  const copy = join(folder, 'dust.db');
  if (recogniseDatabase(file).kind !== 'new') await backUpDatabase({ file, target: copy });
  const { db } = resources.use(await openDatabase({ file: copy }));
  const owned = resources.move();
  return { db, [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose]() };
}
