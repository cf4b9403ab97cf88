import { realpathSync, statSync } from 'node:fs';
import { hasAdministrator, listUsers } from '@dust/auth';
import {
  DatabaseRefusedError,
  openDatabase,
  recogniseDatabase,
  replaceDatabase,
  type DatabaseKind,
  type ReplaceReport,
} from '@dust/db';
import { makeFolders } from '../config/folders.ts';
import { migrationNotes, noteLine } from '../migration-notes.ts';
import { CommandError, type CommandContext } from './command.ts';
import { fileArgument } from './file-argument.ts';
import { loadConfig } from './settings.ts';

export interface TakeOverOptions {
  /** The file as named on the command line. */
  readonly argument: string;
  /** Throws {@link CommandError} for a database that is not to be taken over. */
  readonly check: (kind: DatabaseKind['kind'], path: string) => void;
}

/**
 * Puts a copy of a database in the place of the present one, which is kept, and tells what was done. Throws {@link CommandError} and
 * DatabaseRefusedError; then everything is as it was.
 */
export async function takeOver(context: CommandContext, { argument, check }: TakeOverOptions): Promise<void> {
  const config = loadConfig(context);
  const { databaseFile: file } = config;
  if (file === ':memory:') throw new CommandError('DATABASE_URL names no file');
  const from = fileArgument(argument, context);
  if (statSync(from, { throwIfNoEntry: false })?.isFile() !== true)
    throw new CommandError(`there is no file ${from}`);
  if (isSameFile(from, file)) throw new CommandError(`${from} is the present database itself`);
  check(recogniseDatabase(from).kind, from);
  makeFolders(config);
  const { kept, migration } = await replace(from, file);
  const { stdout } = context;
  stdout.write(`${from} is the database now: ${file}\n`);
  if (kept !== null) stdout.write(`The one before is kept: ${kept}\n`);
  for (const note of migrationNotes(migration)) stdout.write(`${noteLine(note)}\n`);
  stdout.write(await administratorText(file));
}

async function replace(from: string, file: string): Promise<ReplaceReport> {
  try {
    return await replaceDatabase({ from, file, now: new Date() });
  } catch (error) {
    const cause = error instanceof DatabaseRefusedError ? error.cause : undefined;
    const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
    if (code !== 'SQLITE_NOTADB' && code !== 'SQLITE_CORRUPT') throw error;
    throw new CommandError(`${file} is damaged or no database; move it away and try again`, { cause: error });
  }
}

function isSameFile(one: string, other: string): boolean {
  return (
    statSync(other, { throwIfNoEntry: false }) !== undefined && realpathSync(one) === realpathSync(other)
  );
}

async function administratorText(file: string): Promise<string> {
  await using database = await openDatabase({ file });
  const { total } = await listUsers(database.db, { limit: 1 });
  if (total === 0 || (await hasAdministrator(database.db))) return '';
  return 'Warning: no account is an administrator; dust user role EMAIL admin user makes one\n';
}
