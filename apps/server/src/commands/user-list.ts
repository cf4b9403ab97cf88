import { parseArgs } from 'node:util';
import { listUsers, type UserRecord } from '@dust/auth';
import { openAccounts } from './accounts.ts';
import type { Command } from './command.ts';
import { textTable } from './text-table.ts';

export const userListCommand: Command = {
  usage: 'user list',
  summary: 'list all accounts with their roles',
  options: [],
  run: async (args, context) => {
    parseArgs({ args: [...args], options: {} });
    await using accounts = await openAccounts(context);
    const { users } = await listUsers(accounts.db);
    context.stdout.write(textTable([columns, ...users.map(rowOf)]));
    return 0;
  },
};

const columns = ['ID', 'E-MAIL', 'USER NAME', 'DISPLAY NAME', 'STATE', 'LAST SIGN-IN (UTC)', 'ROLES'];

function rowOf(user: UserRecord): string[] {
  return [
    String(user.id),
    user.email,
    user.username,
    user.displayName,
    user.isActive ? 'active' : 'inactive',
    user.lastLoginAt ?? '-',
    user.roles.join(', '),
  ];
}
