import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  bookMatches,
  DatabaseRefusedError,
  getChangeVersions,
  indexBooks,
  migrateFile,
  openDatabase,
  prepareQuery,
  schemaVersion,
  sql,
  type Db,
} from '../src/index.ts';
import { createTestDatabase } from '../src/testing.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dust-db-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function addBook(db: Db, name: string): Promise<number> {
  const { id } = await db
    .insertInto('books')
    .values({ name, file_path: `/lib/${name}` })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

test('a new file gets the seeded roles, permissions and tags with their ids', async () => {
  await using database = await openDatabase({ file: `file:${join(folder, 'dust.db')}` });
  const { db } = database;
  const roles = await db.selectFrom('roles').select(['id', 'name']).orderBy('id').execute();
  expect(roles).toEqual([
    { id: 1, name: 'admin' },
    { id: 2, name: 'librarian' },
    { id: 3, name: 'user' },
    { id: 4, name: 'guest' },
  ]);
  const tags = await db
    .selectFrom('tags')
    .select(['id', 'name', 'requires_permission'])
    .where('id', 'in', [1, 7, 39])
    .execute();
  expect(tags).toEqual([
    { id: 1, name: 'NSFW', requires_permission: 'content.nsfw' },
    { id: 7, name: 'Magic', requires_permission: 'content.restricted' },
    { id: 39, name: 'Japanese', requires_permission: null },
  ]);
  const grants = await db
    .selectFrom('role_permissions')
    .select(['role_id', db.fn.countAll<number>().as('n')])
    .groupBy('role_id')
    .orderBy('role_id')
    .execute();
  expect(grants.map(({ n }) => n)).toEqual([18, 11, 2, 1]);
});

test("a file is marked as Dust's and opening it again changes nothing", async () => {
  const file = join(folder, 'dust.db');
  expect(migrateFile(file)).toEqual({ from: 0, to: schemaVersion, backup: null, upgrade: null });
  expect(migrateFile(file)).toEqual({ from: schemaVersion, to: schemaVersion, backup: null, upgrade: null });
  expect(readdirSync(folder).filter((name) => name.endsWith('.bak'))).toEqual([]);
});

test('a step that fails leaves the file as it was, with a backup beside it', () => {
  const file = join(folder, 'dust.db');
  migrateFile(file);
  const before = readFileSync(file);
  const steps = [
    {
      version: schemaVersion + 1,
      name: 'breaks-half-way',
      up: (database: BetterSqlite3.Database) => {
        database.exec('CREATE TABLE half (id INTEGER)');
        throw new Error('power cut');
      },
    },
  ];
  expect(() => migrateFile(file, { steps, now: () => new Date('2026-01-02T03:04:05Z') })).toThrow(
    'power cut',
  );
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readFileSync(`${file}.v${schemaVersion}-20260102T030405Z.bak`).equals(before)).toBe(true);
});

test('a step that would leave dangling references is refused', () => {
  const file = join(folder, 'dust.db');
  migrateFile(file);
  const steps = [
    {
      version: schemaVersion + 1,
      name: 'dangling',
      up: (database: BetterSqlite3.Database) => {
        database.exec('INSERT INTO user_roles (user_id, role_id) VALUES (99, 1)');
      },
    },
  ];
  expect(() => migrateFile(file, { steps })).toThrow('dangling references');
  expect(migrateFile(file)).toMatchObject({ from: schemaVersion, to: schemaVersion });
});

test.each([
  ['text', 'this is no database at all, just text of some length', 'not a readable SQLite database'],
  ['a truncated database', null, 'not a readable SQLite database'],
])('a file of %s is refused untouched', (_, content, reason) => {
  const file = join(folder, 'other.db');
  if (content === null) {
    migrateFile(file);
    writeFileSync(file, readFileSync(file).subarray(0, 50));
  } else writeFileSync(file, content);
  const before = readFileSync(file);
  expect(() => migrateFile(file)).toThrow(DatabaseRefusedError);
  expect(() => migrateFile(file)).toThrow(reason);
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a database of another program and one of a newer Dust are refused untouched', () => {
  const foreign = join(folder, 'foreign.db');
  new BetterSqlite3(foreign).exec('CREATE TABLE recipes (id INTEGER)').close();
  const newer = join(folder, 'newer.db');
  migrateFile(newer);
  new BetterSqlite3(newer).exec('PRAGMA user_version = 99').close();
  const before = [readFileSync(foreign), readFileSync(newer)];
  expect(() => migrateFile(foreign)).toThrow('another program');
  expect(() => migrateFile(newer)).toThrow('newer version');
  expect([readFileSync(foreign), readFileSync(newer)]).toEqual(before);
});

test('reads do not see what a transaction has not committed, nor wait for it', async () => {
  await using database = await createTestDatabase();
  const { db } = database;
  const countBooks = async (): Promise<number> =>
    (await db.selectFrom('books').select('id').execute()).length;
  await db.transaction().execute(async (tx) => {
    await tx.insertInto('books').values({ name: 'Emma', file_path: '/lib/emma.epub' }).execute();
    expect(await countBooks()).toBe(0);
  });
  expect(await countBooks()).toBe(1);
});

test('a transaction that throws leaves nothing, and the next one can begin', async () => {
  await using database = await createTestDatabase();
  const { db } = database;
  const failing = db.transaction().execute(async (tx) => {
    await addBook(tx, 'Emma');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await db.transaction().execute((tx) => addBook(tx, 'Persuasion'));
  expect(await db.selectFrom('books').select('name').execute()).toEqual([{ name: 'Persuasion' }]);
});

test('writes of the same moment take turns with a transaction under way', async () => {
  await using database = await createTestDatabase();
  const { db } = database;
  await Promise.all([
    db.transaction().execute(async (tx) => {
      await addBook(tx, 'a');
      await new Promise((resolve) => setImmediate(resolve));
      await addBook(tx, 'b');
    }),
    addBook(db, 'c'),
    db.transaction().execute((tx) => addBook(tx, 'd')),
  ]);
  expect(await db.selectFrom('books').select('name').orderBy('id').execute()).toEqual(
    ['a', 'b', 'c', 'd'].map((name) => ({ name })),
  );
});

test('a prepared query takes its arguments in whatever place they stand, and refuses to run without one', async () => {
  await using database = await createTestDatabase();
  const query = prepareQuery((db, argument: { readonly second: string; readonly first: string }) =>
    db
      .selectFrom('tags')
      .select('name')
      .where((where) => where.or([where('name', '=', argument.first), where('name', '=', argument.second)]))
      .orderBy('id'),
  );
  expect(await query.all(database.db, { first: 'Magic', second: 'NSFW' })).toEqual([
    { name: 'NSFW' },
    { name: 'Magic' },
  ]);
  expect(await query.first(database.db, { first: 'Horror', second: 'x' })).toEqual({ name: 'Horror' });
  const incomplete: { first: string; second: string } = JSON.parse('{"first":"Magic"}');
  await expect(query.all(database.db, incomplete)).rejects.toThrow('Missing argument "second"');
});

test('versions rise with changes of the catalogue and of accounts, and not with reading or signing in', async () => {
  await using database = await createTestDatabase();
  const { db } = database;
  const start = await getChangeVersions(db);
  const bookId = await addBook(db, 'Emma');
  const withBook = await getChangeVersions(db);
  expect(withBook).toEqual({ ...start, catalog: start.catalog + 1 });

  await db
    .insertInto('users')
    .values({
      username: 'ann',
      display_name: 'Ann',
      email: 'ann@x.org',
      password: '-',
      last_login_at: null,
      email_key: null,
      username_key: null,
    })
    .execute();
  const withUser = await getChangeVersions(db);
  expect(withUser).toEqual({ ...withBook, accounts: withBook.accounts + 1 });

  const session = {
    session_token: 'sha256:0',
    expires_at: '2026-01-01T00:00:00.000Z',
    user_id: 1,
    public_id: null,
    created_at: null,
    last_used_at: null,
    user_agent: null,
  };
  await db.insertInto('sessions').values(session).execute();
  await db.updateTable('users').set({ last_login_at: '2026-01-01 00:00:00' }).execute();
  await db
    .insertInto('reading_progress')
    .values({ user_id: 1, book_id: bookId, total_pages: null, current_location: null })
    .execute();
  expect(await getChangeVersions(db)).toEqual(withUser);

  await db.deleteFrom('sessions').execute();
  expect(await getChangeVersions(db)).toEqual({ ...withUser, accounts: withUser.accounts + 1 });
});

test('search finds words by their beginning, whatever their case and accents', async () => {
  await using database = await createTestDatabase();
  const { db } = database;
  const ids = [
    await addBook(db, 'Les Misérables'),
    await addBook(db, 'Smørrebrød & Straße'),
    await addBook(db, 'Łódź AND other OR cities'),
  ];
  await indexBooks(db, ids);
  const find = async (text: string): Promise<string[]> =>
    (
      await db
        .selectFrom('books')
        .select('name')
        .where(bookMatches(sql`books.id`, text))
        .orderBy('id')
        .execute()
    ).map(({ name }) => name);
  expect(await find('miser')).toEqual(['Les Misérables']);
  expect(await find('SMORREBROD strasse')).toEqual(['Smørrebrød & Straße']);
  expect(await find('smør')).toEqual(['Smørrebrød & Straße']);
  expect(await find('lodz OR')).toEqual(['Łódź AND other OR cities']);
  expect(await find('"')).toEqual([]);
  expect(await find('serables')).toEqual([]);
  await db
    .updateTable('books')
    .set({ name: 'Nana' })
    .where('id', '=', ids[0] ?? 0)
    .execute();
  await indexBooks(db, ids);
  expect(await find('miser')).toEqual([]);
  expect(await find('nan')).toEqual(['Nana']);
});

test('versions are read once a turn of the event loop, and anew after a write of this process', async () => {
  const statements: string[] = [];
  await using database = await createTestDatabase({ onStatement: (statement) => statements.push(statement) });
  const { db } = database;
  const [first, second] = await Promise.all([getChangeVersions(db), getChangeVersions(db)]);
  expect(second).toEqual(first);
  expect(statements).toHaveLength(1);
  await addBook(db, 'Emma');
  expect(await getChangeVersions(db)).toEqual({ ...first, catalog: first.catalog + 1 });

  await using other = await openDatabase({ file: database.file, migrate: false });
  await addBook(other.db, 'Persuasion');
  await new Promise((resolve) => setImmediate(resolve));
  expect(await getChangeVersions(db)).toEqual({ ...first, catalog: first.catalog + 2 });
});
