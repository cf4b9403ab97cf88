import { openDatabase, type Database } from '@dust/db';
import type { Config } from '../config/config.ts';
import { makeFolders } from '../config/folders.ts';
import { migrationNotes, noteLine } from '../migration-notes.ts';
import type { CommandContext } from './command.ts';

/** Opens the server's database, which is made or upgraded where need be; what an upgrade has done is told on standard error. */
export async function openOwnDatabase(
  config: Pick<Config, 'dataDir' | 'databaseFile'>,
  { stderr }: Pick<CommandContext, 'stderr'>,
): Promise<Database> {
  makeFolders(config);
  const database = await openDatabase({ file: config.databaseFile });
  for (const note of migrationNotes(database.migration)) stderr.write(`${noteLine(note)}\n`);
  return database;
}
