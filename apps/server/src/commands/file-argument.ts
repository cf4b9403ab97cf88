import { resolve } from 'node:path';
import { databasePath } from '@dust/db';
import type { CommandContext } from './command.ts';

/** The absolute path a file named on the command line has; the prefix `file:` is understood. */
export function fileArgument(text: string, { cwd }: Pick<CommandContext, 'cwd'>): string {
  return resolve(cwd, databasePath(text));
}
