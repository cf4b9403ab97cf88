import { parseArgs } from 'node:util';
import { CommandError, type Command } from './command.ts';
import { takeOver } from './take-over.ts';
import { usageError } from './usage-error.ts';

export const importCommand: Command = {
  usage: 'import FILE',
  summary: 'take over the database of an existing Dust, of any version',
  options: [
    'FILE   the database; it is checked first, and only read',
    'Stop the server before. A database that is here already is renamed to <file>.replaced-<time>.bak.',
    'With the same JWT_SECRET as before, people who are signed in to a 2025 server stay so.',
  ],
  run: async (args, context) => {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
    const [argument, ...more] = positionals;
    if (argument === undefined || more.length > 0) throw usageError(importCommand);
    await takeOver(context, {
      argument,
      check: (kind, path) => {
        if (kind === 'new') throw new CommandError(`${path} is empty`);
      },
    });
    return 0;
  },
};
