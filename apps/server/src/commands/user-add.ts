import { parseArgs } from 'node:util';
import { createPasswordHasher, createUser } from '@dust/auth';
import type { Command } from './command.ts';
import { newPassword } from './new-password.ts';
import { openOwnDatabase } from './open-database.ts';
import { loadConfig } from './settings.ts';
import { usageError } from './usage-error.ts';

export const userAddCommand: Command = {
  usage: 'user add EMAIL [--name NAME] [--role ROLE] [--password-stdin]',
  summary: 'create an account without HTTP',
  options: [
    '--name NAME        display name; the part of the e-mail before the @ by default',
    '--role ROLE        user (default), admin, librarian, guest or a role of your own; admin gives user as well',
    '--password-stdin   read the password from standard input; without it one is made and printed',
  ],
  run: async (args, context) => {
    const { values, positionals } = parse(args);
    const [email, ...more] = positionals;
    if (email === undefined || more.length > 0) throw usageError(userAddCommand);
    const { password, isMade } = await newPassword(context, values['password-stdin'] === true);
    const config = loadConfig(context);
    await using database = await openOwnDatabase(config, context);
    await using hasher = createPasswordHasher({ cost: config.bcryptCost });
    const role = values.role ?? 'user';
    const user = await createUser(
      { db: database.db, clock: () => new Date(), hasher },
      {
        email,
        username: email.split('@')[0] ?? email,
        password,
        displayName: values.name,
        roles: role === 'admin' ? ['admin', 'user'] : [role],
      },
    );
    context.stdout.write(`Added ${user.email} (${user.roles.join(', ')})\n`);
    if (isMade) context.stdout.write(`Password: ${password}\n`);
    return 0;
  },
};

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { name: { type: 'string' }, role: { type: 'string' }, 'password-stdin': { type: 'boolean' } },
  });
}
