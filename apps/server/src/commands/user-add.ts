import { text } from 'node:stream/consumers';
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createPasswordHasher, createUser } from '@dust/auth';
import { openDatabase } from '@dust/db';
import { makeFolders } from '../config/folders.ts';
import { CommandError, type Command } from './command.ts';
import { loadConfig } from './settings.ts';

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
    if (email === undefined || more.length > 0) throw new CommandError(`usage: dust ${userAddCommand.usage}`);
    const given =
      values['password-stdin'] === true ? (await text(context.stdin)).replace(/\r?\n$/, '') : null;
    const password = given ?? randomBytes(12).toString('base64url');
    const config = loadConfig(context);
    makeFolders(config);
    await using database = await openDatabase({ file: config.databaseFile });
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
    if (given === null) context.stdout.write(`Password: ${password}\n`);
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
