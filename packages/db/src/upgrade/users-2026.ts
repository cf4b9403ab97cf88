import type { Database } from 'better-sqlite3';
import { foldKey } from '../text-key.ts';
import { oldPrefix } from './old-tables.ts';

interface OldUser {
  readonly id: number;
  readonly email: string;
  readonly username: string | null;
}

/** Gives the connection the SQL functions `username_of` and `display_name_of`, which name the users of 2026 by their ids. */
export function addNameFunctions(database: Database): void {
  const users = database
    .prepare<[], OldUser>(`SELECT id, email, username FROM ${oldPrefix}users ORDER BY id`)
    .all();
  const usernames = uniqueNames(users);
  const displayNames = new Map(users.map((user) => [user.id, baseName(user)]));
  database.function('username_of', (id: unknown) => usernames.get(Number(id)) ?? null);
  database.function('display_name_of', (id: unknown) => displayNames.get(Number(id)) ?? null);
}

/** The lowest id keeps a name; the others get the first number that makes theirs one that nobody has. */
function uniqueNames(users: readonly OldUser[]): Map<number, string> {
  const names = new Map<number, string>();
  const taken = new Set<string>();
  for (const user of users) {
    const name = baseName(user);
    if (taken.has(foldKey(name))) continue;
    taken.add(foldKey(name));
    names.set(user.id, name);
  }
  for (const user of users.filter(({ id }) => !names.has(id))) {
    let n = 2;
    while (taken.has(foldKey(`${baseName(user)}${n}`))) n += 1;
    taken.add(foldKey(`${baseName(user)}${n}`));
    names.set(user.id, `${baseName(user)}${n}`);
  }
  return names;
}

/** The stored name, else the local part of the e-mail, else a name made of the id. */
function baseName({ id, email, username }: OldUser): string {
  if (username !== null && username.trim() !== '') return username;
  const local = email.split('@')[0]?.trim() ?? '';
  return local === '' ? `user${id}` : local;
}
