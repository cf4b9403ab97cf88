import { statSync } from 'node:fs';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freeWriteTurns, openDatabase, sql, type Database, type Db } from '../src/index.ts';
import { createTestDatabase } from '../src/testing.ts';

/** Two handles on one file, the second of which writes when the first does not want to. */
async function openTwo(): Promise<{ front: Database; behind: Database }> {
  const front = await createTestDatabase();
  const behind = await openDatabase({ file: front.file, migrate: false, behind: front.writeTurns });
  onTestFinished(async () => {
    await behind[Symbol.asyncDispose]();
    await front[Symbol.asyncDispose]();
  });
  return { front, behind };
}

function add(db: Db, name: string): Promise<unknown> {
  return sql`insert into authors (name) values (${name})`.execute(db);
}

async function names(db: Db): Promise<string[]> {
  return (await db.selectFrom('authors').select('name').orderBy('id').execute()).map(({ name }) => name);
}

describe('a handle behind another', () => {
  test('waits for a transaction of that one, and both are written', async () => {
    const { front, behind } = await openTwo();
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    const first = front.db.transaction().execute(async (tx) => {
      await add(tx, 'front');
      await mayEnd;
    });
    await new Promise((resolve) => setImmediate(resolve));
    const second = behind.db.transaction().execute((tx) => add(tx, 'behind'));
    end();
    await Promise.all([first, second]);
    expect(await names(front.db)).toEqual(['front', 'behind']);
  });

  test('is not waited for with the thread standing still', async () => {
    const { front, behind } = await openTwo();
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    const long = behind.db.transaction().execute(async (tx) => {
      await add(tx, 'behind');
      await mayEnd;
    });
    await new Promise((resolve) => setImmediate(resolve));
    const written = Promise.all([
      add(front.db, 'one'),
      front.db.transaction().execute((tx) => add(tx, 'two')),
    ]);
    // Only a thread that is not blocked gets to this line, and lets the transaction end.
    end();
    await Promise.all([long, written]);
    expect(await names(front.db)).toEqual(['behind', 'one', 'two']);
  });

  test('is let in between many writes of that one', async () => {
    const { front, behind } = await openTwo();
    const patient = add(behind.db, 'behind');
    const isWritten = async (): Promise<boolean> => (await names(behind.db)).includes('behind');
    for (let count = 0; count < 10_000 && !(await isWritten()); count += 1) {
      await front.db.transaction().execute((tx) => add(tx, 'front'));
    }
    expect(await isWritten()).toBe(true);
    await patient;
  });

  test('that has died in its turn is forgotten', async () => {
    const { front } = await openTwo();
    const turns = new Int32Array(front.writeTurns);
    turns.fill(1, 1, 2);
    await add(front.db, 'late');
    freeWriteTurns(front.writeTurns);
    expect([...turns].slice(0, 2)).toEqual([0, 0]);
    await add(front.db, 'at once');
    expect(await names(front.db)).toEqual(['late', 'at once']);
  });

  test('waits in a thread that has nothing else to do', async () => {
    const { front } = await openTwo();
    const turns = new Int32Array(front.writeTurns);
    turns.fill(1, 0, 1);
    const thread = new Worker(new URL('fixtures/take-turn.ts', import.meta.url), {
      workerData: front.writeTurns,
    });
    await once(thread, 'exit');
    expect([...turns].slice(0, 2)).toEqual([1, 1]);
  });

  test('copies the write-ahead log, though not within its commits', async () => {
    const { front, behind } = await openTwo();
    const pages = `insert into authors (name, biography) values ('long', '${'x'.repeat(400_000)}')`;
    for (let count = 0; count < 40; count += 1)
      await behind.db.transaction().execute((tx) => sql.raw(pages).execute(tx));
    expect(statSync(`${front.file}-wal`).size).toBeLessThan(8_000_000);
    expect(statSync(front.file).size).toBeGreaterThan(8_000_000);
  });

  test('leaves no turn taken by statements that fail', async () => {
    const { front, behind } = await openTwo();
    for (const { db } of [front, behind]) {
      await expect(sql`insert into authors (name) values (null)`.execute(db)).rejects.toThrow('NOT NULL');
      const failing = db
        .transaction()
        .execute((tx) => sql`insert into authors (name) values (null)`.execute(tx));
      await expect(failing).rejects.toThrow('NOT NULL');
    }
    expect([...new Int32Array(front.writeTurns)].slice(0, 2)).toEqual([0, 0]);
  });
});
