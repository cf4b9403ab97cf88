import { copyFileSync, existsSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrateFile, schemaVersion } from '../../src/index.ts';
import { upgradeFile } from '../../src/upgrade/upgrade-file.ts';
import { bytesOf, earlierFile, now, openFile, temporaryFolder, upgradeOf } from './earlier-files.ts';

const stamp = '20261122T120000Z';

/** Copies of a database file and its companions as they are while a server is in the middle of something. */
function snapshotOf(file: string, companion: '-wal' | '-journal'): string {
  const copy = join(temporaryFolder(), 'dust.db');
  copyFileSync(file, copy);
  copyFileSync(`${file}${companion}`, `${copy}${companion}`);
  return copy;
}

function failToVerify(step: string): void {
  if (step === 'verify') throw new Error('power cut');
}

test('a byte copy of the file as it was is kept beside it, for its owner only', () => {
  const file = earlierFile('2025-populated');
  const before = bytesOf(file);
  const { report } = upgradeOf(file);
  expect(report).toMatchObject({ from: 0, to: schemaVersion, backup: `${file}.2025-${stamp}.bak` });
  expect(bytesOf(report.backup ?? '')).toBe(before);
  expect(statSync(report.backup ?? '').mode & 0o777).toBe(0o600);
});

test('a backup never takes the place of another file', () => {
  const file = earlierFile('2026-fresh');
  writeFileSync(`${file}.2026-${stamp}.bak`, 'mine');
  const { report } = upgradeOf(file);
  expect(report.backup).toBe(`${file}.2026-${stamp}-2.bak`);
  expect(bytesOf(`${file}.2026-${stamp}.bak`)).toBe('mine');
});

test('starting again makes no backup and changes no byte', () => {
  const { file } = upgradeOf(earlierFile('2025-populated'));
  const names = readdirSync(dirname(file)).filter((name) => !/-(wal|shm)$/.test(name));
  const before = bytesOf(file);
  expect(migrateFile(file, { now: () => now })).toEqual({
    from: schemaVersion,
    to: schemaVersion,
    backup: null,
    upgrade: null,
  });
  expect(bytesOf(file)).toBe(before);
  expect(readdirSync(dirname(file)).filter((name) => !/-(wal|shm)$/.test(name))).toEqual(names);
});

test('an upgraded file is marked, sound and in the mode in which readers do not wait', () => {
  const { database } = upgradeOf(earlierFile('2025-populated'));
  expect(database.pragma('application_id', { simple: true })).toBe(0x44555354);
  expect(database.pragma('user_version', { simple: true })).toBe(schemaVersion);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(database.pragma('foreign_key_check')).toEqual([]);
  expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
});

test('an upgraded file keeps the access rights of the old one, and nothing but the backup is beside it', () => {
  const file = earlierFile('2025-populated');
  const { mode } = statSync(file);
  const { report } = upgradeOf(file);
  expect(statSync(file).mode).toBe(mode);
  const others = readdirSync(dirname(file)).filter((name) => !/^dust\.db(-wal|-shm)?$/.test(name));
  expect(others).toEqual([basename(report.backup ?? '')]);
});

test('a link to a file stays a link, and what it leads to is upgraded', () => {
  const file = earlierFile('2025-populated');
  const link = join(temporaryFolder(), 'link.db');
  symlinkSync(file, link);
  expect(migrateFile(link, { now: () => now }).backup).toBe(`${file}.2025-${stamp}.bak`);
  expect(openFile(file).pragma('user_version', { simple: true })).toBe(schemaVersion);
  expect(readdirSync(dirname(link))).toContain('link.db');
});

test('what is still in a write-ahead log is backed up and upgraded with the file', () => {
  const source = earlierFile('2025-populated');
  const server = new BetterSqlite3(source);
  server.pragma('journal_mode = WAL');
  server.exec(`UPDATE books SET name = 'In the log' WHERE id = 1`);
  const file = snapshotOf(source, '-wal');
  server.close();
  const before = [bytesOf(file), bytesOf(`${file}-wal`)];
  const { report, values } = upgradeOf(file);
  expect([bytesOf(report.backup ?? ''), bytesOf(`${report.backup}-wal`)]).toEqual(before);
  expect(values('SELECT name FROM books WHERE id = 1')).toEqual(['In the log']);
});

test('a failed upgrade leaves the write-ahead log as it was, too', () => {
  const source = earlierFile('2025-populated');
  const server = new BetterSqlite3(source);
  server.pragma('journal_mode = WAL');
  server.exec(`UPDATE books SET name = 'In the log' WHERE id = 1`);
  const file = snapshotOf(source, '-wal');
  server.close();
  const before = [bytesOf(file), bytesOf(`${file}-wal`)];
  expect(() => upgradeFile(file, { format: '2025', onStep: failToVerify })).toThrow('power cut');
  expect([bytesOf(file), bytesOf(`${file}-wal`)]).toEqual(before);
});

test('what a server had not finished when it died is rolled back first', () => {
  const source = earlierFile('2025-populated');
  const server = new BetterSqlite3(source);
  server.pragma('cache_size = 1');
  server.exec(`BEGIN; UPDATE books SET name = 'half done', description = hex(randomblob(3000));
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO authors (name) SELECT hex(randomblob(1000)) FROM n`);
  const file = snapshotOf(source, '-journal');
  server.exec('ROLLBACK');
  server.close();
  const { report, values } = upgradeOf(file);
  expect(bytesOf(report.backup ?? '')).toBe(bytesOf(source));
  expect(values(`SELECT count(*) FROM books WHERE name = 'half done'`)).toEqual([0]);
  expect(existsSync(`${file}-journal`)).toBe(false);
});
