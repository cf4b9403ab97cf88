import { parseArgs } from 'node:util';
import { CommandError, type Command } from './command.ts';
import { takeOver } from './take-over.ts';
import { usageError } from './usage-error.ts';

export const restoreCommand: Command = {
  usage: 'restore FILE',
  summary: 'go back to a backup; the present database is kept',
  options: [
    'FILE   a copy made by dust backup; it is checked first, and only read',
    'Stop the server before. The present database is renamed to <file>.replaced-<time>.bak.',
  ],
  run: async (args, context) => {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
    const [argument, ...more] = positionals;
    if (argument === undefined || more.length > 0) throw usageError(restoreCommand);
    await takeOver(context, {
      argument,
      check: (kind, path) => {
        if (kind === 'new') throw new CommandError(`${path} is empty`);
        if (kind === 'dust') return;
        throw new CommandError(`${path} is a database of a ${kind} server; take it over with dust import`);
      },
    });
    return 0;
  },
};
