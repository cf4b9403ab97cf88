import { parseArgs } from 'node:util';
import { createPasswordHasher, setPassword } from '@dust/auth';
import { getAccount, openAccounts } from './accounts.ts';
import type { Command } from './command.ts';
import { newPassword } from './new-password.ts';
import { usageError } from './usage-error.ts';

export const userPasswordCommand: Command = {
  usage: 'user password EMAIL [--password-stdin]',
  summary: 'give an account a new password and end its sessions',
  options: ['--password-stdin   read the password from standard input; without it one is made and printed'],
  run: async (args, context) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'password-stdin': { type: 'boolean' } },
    });
    const [email, ...more] = positionals;
    if (email === undefined || more.length > 0) throw usageError(userPasswordCommand);
    const { password, isMade } = await newPassword(context, values['password-stdin'] === true);
    await using accounts = await openAccounts(context);
    await using hasher = createPasswordHasher({ cost: accounts.config.bcryptCost });
    const user = await getAccount(accounts.db, email);
    await setPassword({ ...accounts, hasher }, { actorId: null, userId: user.id, password });
    context.stdout.write(`${user.email} has a new password; all sessions have ended\n`);
    if (isMade) context.stdout.write(`Password: ${password}\n`);
    if (!user.isActive) context.stdout.write('The account is inactive and cannot sign in\n');
    return 0;
  },
};
