import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import {
  backUpDatabase,
  BackupTargetExistsError,
  DatabaseRefusedError,
  migrateFile,
  openDatabase,
  replaceDatabase,
  schemaVersion,
  sql,
} from '../src/index.ts';
import { earlierFile, now, openFile, temporaryFolder } from './upgrade/earlier-files.ts';

function newFile(name = 'dust.db'): string {
  const file = join(temporaryFolder(), name);
  migrateFile(file);
  return file;
}

test('a backup is one whole file of its own, taken while others write', async () => {
  const file = newFile();
  await using database = await openDatabase({ file });
  const write = sql`insert into authors (name) values ('Jane Austen')`;
  await write.execute(database.db);
  const target = join(temporaryFolder(), 'copy.db');
  const backup = backUpDatabase({ file, target });
  await database.db.transaction().execute(async (tx) => {
    await write.execute(tx);
    await backup;
  });
  const copy = openFile(target);
  expect(copy.prepare('SELECT count(*) FROM authors').pluck().get()).toBe(1);
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(copy.pragma('application_id', { simple: true })).toBe(0x44555354);
  expect(readdirSync(dirname(target))).toEqual(['copy.db']);
  expect(statSync(target).mode & 0o777).toBe(0o600);
  expect(await backup).toEqual({ sizeBytes: statSync(target).size });
});

test('a backup never takes the place of a file', async () => {
  const target = join(temporaryFolder(), 'mine.txt');
  writeFileSync(target, 'mine');
  await expect(backUpDatabase({ file: newFile(), target })).rejects.toThrow(BackupTargetExistsError);
  expect(readFileSync(target, 'utf8')).toBe('mine');
});

test('a backup that fails leaves nothing', async () => {
  const folder = temporaryFolder();
  const failing = backUpDatabase({ file: join(folder, 'absent.db'), target: join(folder, 'copy.db') });
  await expect(failing).rejects.toThrow('unable to open database file');
  expect(readdirSync(folder)).toEqual([]);
});

test('a database takes the place of another, which is kept', async () => {
  const [from, file] = [newFile('other.db'), newFile()];
  const before = readFileSync(from);
  const report = await replaceDatabase({ from, file, now });
  expect(report).toMatchObject({
    kept: `${file}.replaced-20261122T120000Z.bak`,
    migration: { from: schemaVersion, to: schemaVersion },
  });
  expect(existsSync(report.kept ?? '')).toBe(true);
  expect(readFileSync(from).equals(before)).toBe(true);
});

test('a database of an earlier server is taken over where there was none', async () => {
  const [from, file] = [earlierFile('2025-populated'), join(temporaryFolder(), 'dust.db')];
  const before = readFileSync(from);
  const { kept, migration } = await replaceDatabase({ from, file, now });
  expect(kept).toBeNull();
  expect(migration.upgrade?.format).toBe('2025');
  expect(openFile(file).prepare('SELECT count(*) FROM books').pluck().get()).toBe(11);
  expect(readFileSync(from).equals(before)).toBe(true);
});

test('what is no database of Dust takes no place', async () => {
  const [file, from] = [newFile(), join(temporaryFolder(), 'text.txt')];
  writeFileSync(from, 'some text that is no database');
  const before = readFileSync(file);
  await expect(replaceDatabase({ from, file, now })).rejects.toThrow(DatabaseRefusedError);
  const empty = join(temporaryFolder(), 'absent.db');
  await expect(replaceDatabase({ from: empty, file, now })).rejects.toThrow('it is empty');
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a database that cannot be brought to the present schema gives the place back', async () => {
  const triggers = `DROP TABLE tags; CREATE VIEW tags AS SELECT 1 AS id, 'x' AS name`;
  const [from, file] = [earlierFile('2025-populated', triggers), newFile()];
  const before = readFileSync(file);
  await expect(replaceDatabase({ from, file, now })).rejects.toThrow(DatabaseRefusedError);
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(dirname(file)).filter((name) => /replaced|import/.test(name))).toEqual([]);
});

test('a database that a server has open is not replaced', async () => {
  const [from, file] = [newFile('other.db'), newFile()];
  await using database = await openDatabase({ file });
  await sql`select 1 from users`.execute(database.db);
  await expect(replaceDatabase({ from, file, now })).rejects.toThrow('another program');
  expect(readdirSync(dirname(file)).filter((name) => name.endsWith('.bak'))).toEqual([]);
});
