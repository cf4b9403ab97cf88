import { parseArgs } from 'node:util';
import { updateUser } from '@dust/auth';
import { getAccount, openAccounts } from './accounts.ts';
import type { Command } from './command.ts';
import { usageError } from './usage-error.ts';

export const userRoleCommand: Command = {
  usage: 'user role EMAIL ROLE…',
  summary: "make an account's roles exactly those named",
  options: [
    'ROLE   admin, librarian, user, guest or a role of your own',
    'The last administrator keeps a role that administers.',
  ],
  run: async (args, context) => {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
    const [email, ...roles] = positionals;
    if (email === undefined || roles.length === 0) throw usageError(userRoleCommand);
    await using accounts = await openAccounts(context);
    const { id } = await getAccount(accounts.db, email);
    const user = await updateUser(accounts, { actorId: null, userId: id, changes: { roles } });
    context.stdout.write(`${user.email} is ${user.roles.join(', ')} now\n`);
    return 0;
  },
};
