import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { backUpDatabase, recogniseDatabase } from '@dust/db';
import { CommandError, type Command } from './command.ts';
import { fileArgument } from './file-argument.ts';
import { loadConfig } from './settings.ts';
import { usageError } from './usage-error.ts';

export const backupCommand: Command = {
  usage: 'backup [FILE]',
  summary: 'copy the database, also while the server runs',
  options: [
    'FILE   where to; a name with the time in backups/ of the data folder by default, or in FILE if that is a folder',
    'A file that is there already is never written over.',
  ],
  run: async (args, context) => {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
    if (positionals.length > 1) throw usageError(backupCommand);
    const { databaseFile: file, dataDir } = loadConfig(context);
    if (recogniseDatabase(file).kind === 'new') throw new CommandError(`there is no database yet at ${file}`);
    const name = `dust-${timeStamp(new Date())}.db`;
    const [given] = positionals;
    const target =
      given === undefined ? join(dataDir, 'backups', name) : targetOf(fileArgument(given, context), name);
    if (given === undefined) mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    const { sizeBytes } = await backUpDatabase({ file, target });
    context.stdout.write(`Wrote ${target} (${(sizeBytes / 1e6).toFixed(1)} MB)\n`);
    return 0;
  },
};

function targetOf(path: string, name: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return join(path, name);
  const folder = dirname(path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return path;
  throw new CommandError(`there is no folder ${folder}`);
}

/** `YYYYMMDDTHHMMSSZ` */
function timeStamp(now: Date): string {
  return `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
