import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DustProcess, runDust } from './dust-process.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dust-two-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function libraryOf(books: number): string {
  const library = join(folder, 'library');
  mkdirSync(library);
  for (let book = 0; book < books; book += 1)
    writeFileSync(join(library, `Book ${book}.mobi`), `no book ${book}`);
  return library;
}

function scans(): unknown[] {
  const database = new DatabaseSync(join(folder, 'data', 'dust.db'), { readOnly: true });
  try {
    return database.prepare('select id, status, trigger from scans order by id').all();
  } finally {
    database.close();
  }
}

const has = (dust: DustProcess, message: RegExp) => (): boolean =>
  dust.log.some(({ msg }) => message.test(String(msg)));
const isFinished = /^scan finished$/;
const scansElsewhere = /^Another server that uses this database scans its library/;
const patience = { interval: 20, timeout: 20_000 };

test('of two servers on one database the second says that it does not scan, and does not', async () => {
  const env = { DUST_DIRS: libraryOf(10) };
  await using first = new DustProcess({ cwd: folder, env });
  await expect.poll(has(first, isFinished), patience).toBe(true);
  {
    await using second = new DustProcess({ cwd: folder, env });
    await expect.poll(has(second, scansElsewhere), patience).toBe(true);
    await second.stop();
    expect(scans()).toEqual([{ id: 1, status: 'completed', trigger: 'startup' }]);
  }
  await first.stop('SIGKILL');
  await using third = new DustProcess({ cwd: folder, env });
  await expect.poll(has(third, isFinished), patience).toBe(true);
  expect(scans()).toHaveLength(2);
});

test('the command leaves the scan of a running server alone, and reports it as its own', async () => {
  const env = { DUST_DIRS: libraryOf(1500) };
  await using server = new DustProcess({ cwd: folder, env });
  await expect
    .poll(scans, { ...patience, interval: 5 })
    .toEqual([{ id: 1, status: 'running', trigger: 'startup' }]);
  const { code, stdout, stderr } = await runDust({ cwd: folder, args: ['scan'], env });
  expect(stderr).toContain('Another process scans already: following scan 1\n');
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('1500 added') });
  expect(scans()).toEqual([{ id: 1, status: 'completed', trigger: 'startup' }]);
  await server.stop();
});

test('the command scans beside a server that does not', async () => {
  const env = { DUST_DIRS: libraryOf(10) };
  await using server = new DustProcess({ cwd: folder, env });
  await expect.poll(has(server, isFinished), patience).toBe(true);
  const { code, stdout } = await runDust({ cwd: folder, args: ['scan'], env });
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing changed') });
  expect(scans()).toHaveLength(2);
});
