import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Db } from '@dust/db';
import { createTestDatabase } from '@dust/db/testing';
import { pino } from 'pino';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { startJobs } from '../src/jobs/jobs.ts';
import { sweepCovers } from '../src/jobs/sweep-covers.ts';
import { startTestServer } from './test-server.ts';

const now = new Date('2026-03-04T05:06:07.000Z');
const known = hashOf('known');
const gone = hashOf('gone');

let folder: string;
let db: Db;
let statements: string[];
let logged: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dust-covers-'));
  statements = [];
  logged = [];
  const database = await createTestDatabase({ onStatement: (text) => statements.push(text) });
  db = database.db;
  onTestFinished(async () => {
    await database[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });
  const book = { name: 'Emma', file_path: '/emma.epub', status: 'archived', cover_hash: known };
  await db.insertInto('books').values(book).execute();
  statements.length = 0;
});

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A file two hours old, or as old as told. */
function put(name: string, ageMinutes = 120): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, name);
  const time = new Date(now.getTime() - ageMinutes * 60_000);
  utimesSync(path, time, time);
  return path;
}

async function sweep(): Promise<number> {
  const logger = pino({}, { write: (line) => logged.push(line) });
  const folders = ['covers', 'external-covers', 'absent'].map((name) => join(folder, name));
  return sweepCovers({ db, clock: () => now, logger, folders });
}

test('every file of a cover that no book has is removed', async () => {
  const files = [
    put(`covers/${gone.slice(0, 2)}/${gone}-original`),
    put(`covers/${gone.slice(0, 2)}/${gone}-320.webp`),
    put(`external-covers/${gone}`),
  ];
  expect(await sweep()).toBe(3);
  expect(files.filter((file) => existsSync(file))).toEqual([]);
  expect(logged).toEqual([]);
});

test('covers of books stay, archived books included', async () => {
  const files = [put(`covers/${known.slice(0, 2)}/${known}-320.webp`), put(`external-covers/${known}`)];
  expect(await sweep()).toBe(0);
  expect(files.filter((file) => existsSync(file))).toEqual(files);
});

test('files younger than an hour stay', async () => {
  const young = put(`external-covers/${gone}`, 59);
  const old = put(`covers/${gone.slice(0, 2)}/${gone}-original`, 61);
  expect(await sweep()).toBe(1);
  expect([existsSync(young), existsSync(old)]).toEqual([true, false]);
});

test('what is not named as a cover stays', async () => {
  const files = [put('covers/notes.txt'), put(`covers/${gone}a`), put(`covers/a/b/${gone}`)];
  expect(await sweep()).toBe(0);
  expect(files.filter((file) => existsSync(file))).toEqual(files);
});

test('files behind a link to another folder stay', async () => {
  const elsewhere = put(`elsewhere/${gone}`);
  mkdirSync(join(folder, 'covers'));
  symlinkSync(dirname(elsewhere), join(folder, 'covers', 'aa'));
  expect(await sweep()).toBe(0);
  expect(existsSync(elsewhere)).toBe(true);
});

test('hundreds of files take one query each few hundred', async () => {
  for (let n = 0; n < 700; n += 1) put(`external-covers/${hashOf(String(n))}`);
  expect(await sweep()).toBe(700);
  expect(statements).toHaveLength(3);
});

test('failures are told once, and the rest is cleared away', async () => {
  const cleared = put(`external-covers/${gone}`);
  for (const name of ['covers', 'absent'])
    writeFileSync(join(folder, name), 'a file where a folder would be');
  expect(await sweep()).toBe(1);
  expect(existsSync(cleared)).toBe(false);
  expect(logged).toHaveLength(1);
  expect(JSON.parse(logged[0] ?? '')).toMatchObject({ failures: 2, err: { code: 'ENOTDIR' } });
});

test('a server clears away covers on its clean-up interval', async () => {
  await using server = await startTestServer();
  const { services } = server;
  const data = services.config.dataDir;
  const files = [join(data, 'covers', 'aa', `${gone}-original`), join(data, 'external-covers', gone)];
  for (const file of files) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
    utimesSync(file, 0, 0);
  }
  const jobs = startJobs({ ...services, config: { ...services.config, cleanupIntervalMinutes: 0.001 } });
  onTestFinished(() => jobs[Symbol.dispose]());
  await expect.poll(() => files.filter((file) => existsSync(file)), { timeout: 5000 }).toEqual([]);
});
