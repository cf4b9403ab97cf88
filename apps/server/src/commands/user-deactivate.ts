import { parseArgs } from 'node:util';
import { deactivateUser } from '@dust/auth';
import { getAccount, openAccounts } from './accounts.ts';
import type { Command } from './command.ts';
import { usageError } from './usage-error.ts';

export const userDeactivateCommand: Command = {
  usage: 'user deactivate EMAIL',
  summary: 'keep an account from signing in; all it has stays',
  options: ['The last administrator cannot be deactivated.'],
  run: async (args, context) => {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
    const [email, ...more] = positionals;
    if (email === undefined || more.length > 0) throw usageError(userDeactivateCommand);
    await using accounts = await openAccounts(context);
    const user = await getAccount(accounts.db, email);
    await deactivateUser(accounts, { actorId: null, userId: user.id });
    context.stdout.write(`${user.email} cannot sign in any more\n`);
    return 0;
  },
};
