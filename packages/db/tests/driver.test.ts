import BetterSqlite3 from 'better-sqlite3';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { databasePath, openDatabase, sql, storedNumber, type Db } from '../src/index.ts';
import { createTestDatabase } from '../src/testing.ts';

let db: Db;
beforeEach(async () => {
  const database = await createTestDatabase();
  db = database.db;
  onTestFinished(() => database[Symbol.asyncDispose]());
});

async function authors(): Promise<string[]> {
  return (await db.selectFrom('authors').select('name').orderBy('id').execute()).map(({ name }) => name);
}

function add(handle: Db, name: string): Promise<unknown> {
  return sql`insert into authors (name) values (${name})`.execute(handle);
}

describe('a transaction', () => {
  test('that cannot be committed is rolled back, and the next one can begin', async () => {
    const failing = db.transaction().execute(async (tx) => {
      await add(tx, 'lost');
      await sql`pragma defer_foreign_keys = on`.execute(tx);
      await sql`insert into user_roles (user_id, role_id) values (99, 99)`.execute(tx);
    });
    await expect(failing).rejects.toThrow('FOREIGN KEY constraint failed');
    await db.transaction().execute((tx) => add(tx, 'kept'));
    expect(await authors()).toEqual(['kept']);
  });

  test('survives a statement that fails and is caught', async () => {
    await db.transaction().execute(async (tx) => {
      await add(tx, 'first');
      await expect(sql`insert into authors (name) values (null)`.execute(tx)).rejects.toThrow('NOT NULL');
      await add(tx, 'second');
    });
    expect(await authors()).toEqual(['first', 'second']);
  });

  test('that SQLite itself has rolled back ends with its error', async () => {
    const failing = db.transaction().execute(async (tx) => {
      await add(tx, 'lost');
      await sql`insert or rollback into authors (name) values (null)`.execute(tx);
    });
    await expect(failing).rejects.toThrow('NOT NULL');
    await add(db, 'kept');
    expect(await authors()).toEqual(['kept']);
  });

  test('that cannot begin leaves others their turn', async () => {
    await using database = await createTestDatabase({ busyTimeoutMs: 10 });
    const other = new BetterSqlite3(database.file);
    other.exec('begin immediate');
    const write = (name: string): Promise<unknown> =>
      database.db.transaction().execute((tx) => add(tx, name));
    const outcomes = await Promise.allSettled([write('one'), write('two'), add(database.db, 'three')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect([...new Int32Array(database.writeTurns).subarray(0, 2)]).toEqual([0, 0]);
    other.close();
    await write('four');
  });

  test('sees its own writes, and nobody else does', async () => {
    await db.transaction().execute(async (tx) => {
      await add(tx, 'Ann');
      expect(await tx.selectFrom('authors').select('name').execute()).toEqual([{ name: 'Ann' }]);
      expect(await authors()).toEqual([]);
    });
    expect(await authors()).toEqual(['Ann']);
  });

  test('cannot be begun within another', async () => {
    const nested = db.transaction().execute((tx) => {
      const asHandle: Db = tx;
      return asHandle.transaction().execute((inner) => add(inner, 'x'));
    });
    await expect(nested).rejects.toThrow('transaction');
    await add(db, 'kept');
    expect(await authors()).toEqual(['kept']);
  });

  test('for reading sees one state while others write', async () => {
    await add(db, 'first');
    await db
      .transaction()
      .setAccessMode('read only')
      .execute(async (tx) => {
        const before = await tx.selectFrom('authors').select('name').execute();
        expect(before).toEqual([{ name: 'first' }]);
        await expect(add(tx, 'x')).rejects.toThrow('readonly');
      });
  });
});

test('many writes of the same moment all arrive, in their order', async () => {
  const names = Array.from({ length: 50 }, (_, n) => `author ${n}`);
  await Promise.all(
    names.map((name, n) => (n % 2 === 0 ? add(db, name) : db.transaction().execute((tx) => add(tx, name)))),
  );
  expect(await authors()).toEqual(names);
});

test('references to nothing are refused', async () => {
  await expect(sql`insert into user_roles (user_id, role_id) values (99, 1)`.execute(db)).rejects.toThrow(
    'FOREIGN KEY',
  );
});

test('streaming is refused', async () => {
  const stream = db.selectFrom('authors').selectAll().stream();
  await expect(stream.next()).rejects.toThrow('bounded pages');
});

test('a database in memory has the schema and lives as long as its handle', async () => {
  await using memory = await openDatabase({ file: ':memory:' });
  await add(memory.db, 'Ann');
  expect(await memory.db.selectFrom('authors').select('name').execute()).toEqual([{ name: 'Ann' }]);
  await using other = await openDatabase({ file: ':memory:' });
  expect(await other.db.selectFrom('authors').select('name').execute()).toEqual([]);
});

test('statements are told of before they run', async () => {
  const statements: string[] = [];
  await using database = await createTestDatabase({ onStatement: (text) => statements.push(text) });
  await database.db.selectFrom('authors').select('id').execute();
  expect(statements).toEqual(['select "id" from "authors"']);
});

test('what earlier servers left as text counts as no number', async () => {
  const numbers = sql<{
    n: number;
  }>`select ${storedNumber(sql`column1`)} as n from (values (1), (2.5), ('x'), (null))`;
  expect((await numbers.execute(db)).rows.map(({ n }) => n)).toEqual([1, 2.5, 0, 0]);
});

test.each([
  ['dust.db', 'dust.db'],
  ['file:dust.db', 'dust.db'],
  ['file:/data/my%20books.db', '/data/my books.db'],
  ['file:///data/dust.db', '/data/dust.db'],
])('the configuration value %j names the file %j', (value, path) => {
  expect(databasePath(value)).toBe(path);
});
