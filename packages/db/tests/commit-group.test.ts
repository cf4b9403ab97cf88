import { readFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase, sql, type Database, type Db } from '../src/index.ts';
import { createTestDatabase } from '../src/testing.ts';

let database: Database;
let db: Db;
beforeEach(async () => {
  database = await createTestDatabase({ sharesCommits: true });
  db = database.db;
  const opened = database;
  onTestFinished(() => opened[Symbol.asyncDispose]());
});

const add = (handle: Db, name: string): Promise<unknown> =>
  sql`insert into authors (name) values (${name})`.execute(handle);

const addInTransaction = (name: string): Promise<unknown> => db.transaction().execute((tx) => add(tx, name));

const failing = (name: string): Promise<unknown> =>
  db.transaction().execute(async (tx) => {
    await add(tx, name);
    throw new Error('changed my mind');
  });

/** What another process finds in the file. */
function authorsInFile(): unknown[] {
  const other = new BetterSqlite3(database.file, { readonly: true });
  const names = other.prepare('SELECT name FROM authors ORDER BY id').pluck().all();
  other.close();
  return names;
}

/** Frames of the log that end a commit (SQLite's file format, 4.1: bytes 4 to 7 of a frame's header). */
function countCommits(): number {
  const log = readFileSync(`${database.file}-wal`);
  const pageBytes = log.readUInt32BE(8);
  let commits = 0;
  for (let at = 32; at + 24 <= log.length; at += 24 + pageBytes)
    if (log.readUInt32BE(at + 4) > 0) commits += 1;
  return commits;
}

/** Lets everything run that waits for nothing but other promises. */
function whatIsAtHand(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

async function nextTurns(count = 3): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

const names = Array.from({ length: 10 }, (_, n) => `author ${n}`);

test('transactions of one moment share a commit, and none is done before it is in the file', async () => {
  await addInTransaction('first');
  const before = countCommits();
  await Promise.all(
    names.map(async (name) => {
      await addInTransaction(name);
      expect(authorsInFile()).toContain(name);
    }),
  );
  expect(countCommits() - before).toBe(1);
  expect(authorsInFile()).toEqual(['first', ...names]);
});

test('one that fails is undone alone', async () => {
  const outcomes = await Promise.allSettled(
    names.map((name, n) => (n % 3 === 0 ? failing(name) : addInTransaction(name))),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(
    names.map((_, n) => (n % 3 === 0 ? 'rejected' : 'fulfilled')),
  );
  expect(authorsInFile()).toEqual(names.filter((_, n) => n % 3 !== 0));
});

test('all whose commit fails are told so, and the next can begin', async () => {
  const dangling = db.transaction().execute(async (tx) => {
    await sql`pragma defer_foreign_keys = on`.execute(tx);
    await sql`insert into user_roles (user_id, role_id) values (99, 99)`.execute(tx);
  });
  const outcomes = await Promise.allSettled([dangling, addInTransaction('lost')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await addInTransaction('kept');
  expect(authorsInFile()).toEqual(['kept']);
});

test('one that lasts until the commit, which fails, is told so as well', async () => {
  const outcomes = await Promise.allSettled([
    addInTransaction('lost'),
    db.transaction().execute(async (tx) => {
      await add(tx, 'lost too');
      await sql`pragma defer_foreign_keys = on`.execute(tx);
      await sql`insert into user_roles (user_id, role_id) values (99, 99)`.execute(tx);
      await nextTurns();
    }),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await addInTransaction('kept');
  expect(authorsInFile()).toEqual(['kept']);
});

describe.each([0, 3])('one that SQLite rolls back after %i turns, and that goes on', (turns) => {
  const goingOn = (rest: (tx: Db) => Promise<unknown>): Promise<unknown> =>
    db.transaction().execute(async (tx) => {
      await nextTurns(turns);
      await sql`insert or rollback into authors (name) values (null)`.execute(tx).catch(() => {});
      await rest(tx);
    });

  test.each([
    { name: 'writes nothing more', rest: (tx: Db) => add(tx, 'alone') },
    { name: 'has not succeeded', rest: () => Promise.resolve() },
  ])('$name', async ({ rest }) => {
    const outcomes = await Promise.allSettled([
      addInTransaction('lost'),
      goingOn(rest),
      addInTransaction('kept'),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(authorsInFile()).toEqual(['kept']);
    expect([...new Int32Array(database.writeTurns).subarray(0, 2)]).toEqual([0, 0]);
  });
});

test('nobody waits for ever for a commit that was due when SQLite rolled everything back', async () => {
  const outcomes = await Promise.allSettled([
    addInTransaction('lost'),
    db.transaction().execute(async (tx) => {
      await nextTurns();
      await sql`insert or rollback into authors (name) values (null)`.execute(tx).catch(() => {});
    }),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

test('what SQLite itself has rolled back is reported to all whom it concerns', async () => {
  const outcomes = await Promise.allSettled([
    addInTransaction('lost'),
    db.transaction().execute((tx) => sql`insert or rollback into authors (name) values (null)`.execute(tx)),
    addInTransaction('kept'),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect(authorsInFile()).toEqual(['kept']);
});

test('a statement outside that rolls everything back is reported as well', async () => {
  const ended = addInTransaction('lost');
  await whatIsAtHand();
  const undoing = sql`insert or rollback into authors (name) values (null)`.execute(db);
  const outcomes = await Promise.allSettled([ended, undoing, addInTransaction('kept')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect(authorsInFile()).toEqual(['kept']);
});

test('a long transaction among short ones keeps them waiting no longer than it lasts', async () => {
  const long = db.transaction().execute(async (tx) => {
    await add(tx, 'long 1');
    await nextTurns();
    await add(tx, 'long 2');
  });
  await Promise.all([addInTransaction('before'), long, addInTransaction('after')]);
  expect(authorsInFile()).toEqual(['long 1', 'long 2', 'before', 'after']);
});

test('a write outside a transaction is done when it is in the file', async () => {
  await Promise.all([
    addInTransaction('one'),
    add(db, 'two').then(() => expect(authorsInFile()).toContain('two')),
    addInTransaction('three'),
  ]);
  expect(authorsInFile()).toHaveLength(3);
});

test('closing the database keeps what has ended', async () => {
  const other = await openDatabase({ file: database.file, migrate: false, sharesCommits: true });
  const written = other.db.transaction().execute((tx) => add(tx, 'Ann'));
  await whatIsAtHand();
  expect(authorsInFile()).toEqual([]);
  await other[Symbol.asyncDispose]();
  await written;
  expect(authorsInFile()).toEqual(['Ann']);
});

test('closing the database undoes what is under way, and tells so', async () => {
  const other = await openDatabase({ file: database.file, migrate: false, sharesCommits: true });
  const { promise: isClosed, resolve: close } = Promise.withResolvers<void>();
  const written = other.db.transaction().execute((tx) => add(tx, 'Ann'));
  const long = other.db.transaction().execute(async (tx) => {
    await add(tx, 'lost');
    await isClosed;
  });
  await nextTurns();
  await other[Symbol.asyncDispose]();
  close();
  const outcomes = await Promise.allSettled([written, long]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(authorsInFile()).toEqual(['Ann']);
});
