import { foldKey, prepareQuery, type Db, type PreparedQuery } from '@dust/db';
import { UserNotFoundError } from '../errors.ts';
import { userColumns, withMemberships, type UserColumns, type UserRecord } from './user-record.ts';

const selectUser: PreparedQuery<{ readonly id: number }, UserColumns> = prepareQuery(
  (db, argument: { readonly id: number }) =>
    db.selectFrom('users').select(userColumns).where('id', '=', argument.id),
);

/** Throws {@link UserNotFoundError}. */
export async function getUser(db: Db, id: number): Promise<UserRecord> {
  const [user] = await withMemberships(db, await selectUser.all(db, { id }));
  if (user === undefined) throw new UserNotFoundError();
  return user;
}

export interface UserPage {
  /** By id. */
  readonly users: readonly UserRecord[];
  readonly page: number;
  readonly limit: number;
  readonly total: number;
  readonly pages: number;
}

/** A page of users by id, counted from 1; without a limit all of them. Two statements, however many there are. */
export async function listUsers(
  db: Db,
  { page = 1, limit }: { readonly page?: number | undefined; readonly limit?: number | undefined } = {},
): Promise<UserPage> {
  const all = db.selectFrom('users').select(userColumns).orderBy('id');
  if (limit === undefined) {
    const users = await withMemberships(db, await all.execute());
    return { users, page: 1, limit: users.length, total: users.length, pages: 1 };
  }
  // A page beyond any number of users is empty; its offset must still fit SQLite's integers.
  const offset = Math.min((page - 1) * limit, Number.MAX_SAFE_INTEGER);
  const rows = await all
    .select((select) =>
      select.selectFrom('users as every').select(select.fn.countAll<number>().as('n')).as('total'),
    )
    .limit(limit)
    .offset(offset)
    .execute();
  const total = rows[0]?.total ?? (await countAll(db));
  return { users: await withMemberships(db, rows), page, limit, total, pages: Math.ceil(total / limit) };
}

async function countAll(db: Db): Promise<number> {
  const { n } = await db
    .selectFrom('users')
    .select((select) => select.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

/** What signing in needs to know of an account. */
export interface Credentials {
  readonly id: number;
  readonly email: string;
  readonly username: string;
  readonly password: string;
  readonly is_active: number | null;
}

const selectByEmail: PreparedQuery<{ readonly key: string }, Credentials> = prepareQuery(
  (db, argument: { readonly key: string }) =>
    db
      .selectFrom('users')
      .select(['id', 'email', 'username', 'password', 'is_active'])
      .where('email_key', '=', argument.key)
      .orderBy('id'),
);

const selectByUsername: PreparedQuery<{ readonly key: string }, Credentials> = prepareQuery(
  (db, argument: { readonly key: string }) =>
    db
      .selectFrom('users')
      .select(['id', 'email', 'username', 'password', 'is_active'])
      .where('username_key', '=', argument.key)
      .orderBy('id'),
);

/** The account with an e-mail in whatever case; where several differ only in case, the one that matches exactly. */
export async function findByEmail(db: Db, email: string): Promise<Credentials | undefined> {
  const found = await selectByEmail.all(db, { key: foldKey(email) });
  return theOne(found, (account) => account.email, email);
}

/** The account with a user name, by the same rule as {@link findByEmail}. */
async function findByUsername(db: Db, username: string): Promise<Credentials | undefined> {
  const found = await selectByUsername.all(db, { key: foldKey(username) });
  return theOne(found, (account) => account.username, username);
}

const selectById: PreparedQuery<{ readonly id: number }, Credentials> = prepareQuery(
  (db, argument: { readonly id: number }) =>
    db
      .selectFrom('users')
      .select(['id', 'email', 'username', 'password', 'is_active'])
      .where('id', '=', argument.id),
);

export async function findById(db: Db, id: number): Promise<Credentials | undefined> {
  return await selectById.first(db, { id });
}

/** The account that somebody means: by e-mail or else by user name. */
export async function findByLogin(db: Db, login: string): Promise<Credentials | undefined> {
  return (await findByEmail(db, login)) ?? (await findByUsername(db, login));
}

function theOne(
  found: readonly Credentials[],
  nameOf: (account: Credentials) => string,
  typed: string,
): Credentials | undefined {
  if (found.length === 1) return found[0];
  const exact = typed.normalize('NFC').trim();
  return (
    found.find((account) => nameOf(account) === typed) ?? found.find((account) => nameOf(account) === exact)
  );
}

/** The account with an e-mail, as signing in would find it. */
export async function findUserByEmail(db: Db, email: string): Promise<UserRecord | undefined> {
  const account = await findByEmail(db, email);
  return account === undefined ? undefined : await getUser(db, account.id);
}
