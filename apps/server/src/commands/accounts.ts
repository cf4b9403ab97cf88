import { findUserByEmail, type UserRecord } from '@dust/auth';
import { recogniseDatabase, type Db } from '@dust/db';
import type { Config } from '../config/config.ts';
import { CommandError, type CommandContext } from './command.ts';
import { openOwnDatabase } from './open-database.ts';
import { loadConfig } from './settings.ts';

/** The accounts of a server, which may be running. */
export interface Accounts extends AsyncDisposable {
  readonly db: Db;
  readonly clock: () => Date;
  readonly config: Config;
}

/** Opens the database for work on accounts; throws {@link CommandError} where there is none yet. */
export async function openAccounts(context: CommandContext): Promise<Accounts> {
  const config = loadConfig(context);
  const { databaseFile: file } = config;
  if (recogniseDatabase(file).kind === 'new') throw new CommandError(`there is no database yet at ${file}`);
  const database = await openOwnDatabase(config, context);
  return {
    db: database.db,
    clock: () => new Date(),
    config,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

/** The account with an e-mail in whatever case; throws {@link CommandError}. */
export async function getAccount(db: Db, email: string): Promise<UserRecord> {
  const user = await findUserByEmail(db, email);
  if (user === undefined) throw new CommandError(`no account has the e-mail "${email}" (see dust user list)`);
  return user;
}
