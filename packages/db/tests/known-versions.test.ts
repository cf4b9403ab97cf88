import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { getChangeVersions, knownChangeVersions, sql, type Database, type Db } from '../src/index.ts';
import { createTestDatabase } from '../src/testing.ts';

let database: Database;
let db: Db;
beforeEach(async () => {
  const opened = await createTestDatabase({ sharesCommits: true });
  database = opened;
  db = database.db;
  onTestFinished(() => opened[Symbol.asyncDispose]());
});

const addTag = (handle: Db): Promise<unknown> =>
  sql`insert into tags (name, category) values ('x', 'mood')`.execute(handle);

test('versions are known once they have been read, until the turn of the event loop ends', async () => {
  expect(knownChangeVersions(db)).toBeUndefined();
  const versions = await getChangeVersions(db);
  expect(knownChangeVersions(db)).toEqual(versions);
  await new Promise((resolve) => setImmediate(resolve));
  expect(knownChangeVersions(db)).toBeUndefined();
});

test('a write that overtakes a reading makes it forgotten', async () => {
  const { catalog } = await getChangeVersions(db);
  await new Promise((resolve) => setImmediate(resolve));
  const [read] = await Promise.all([getChangeVersions(db), addTag(db)]);
  expect(read.catalog).toBe(catalog);
  expect(knownChangeVersions(db)).toBeUndefined();
  expect(await getChangeVersions(db)).toMatchObject({ catalog: catalog + 1 });
});

test('what was read while transactions waited for their commit is forgotten when they are told of it', async () => {
  const { catalog } = await getChangeVersions(db);
  await new Promise((resolve) => setImmediate(resolve));
  const written = db.transaction().execute((tx) => addTag(tx));
  await new Promise((resolve) => process.nextTick(resolve));
  expect(await getChangeVersions(db)).toMatchObject({ catalog });
  await written;
  expect(knownChangeVersions(db)).toBeUndefined();
  expect(await getChangeVersions(db)).toMatchObject({ catalog: catalog + 1 });
});
