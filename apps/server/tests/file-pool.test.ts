import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FilePool } from '../src/file-pool.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dust-pool-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const task = { from: 'page.jpg', number: 1, variant: { width: null, type: null } } as const;

function moduleOf(source: string): URL {
  const path = join(folder, 'jobs.mjs');
  writeFileSync(path, source);
  return pathToFileURL(path);
}

test('a task that has to wait for others has all its time from its own beginning', async () => {
  const module = moduleOf(
    'export const readBookPage = () => new Promise((resolve) => setTimeout(resolve, 400, "done"));',
  );
  await using pool = new FilePool({ taskLimitMs: 1500, module });
  const runs = Array.from({ length: 12 }, () => pool.run('readBookPage', task));
  expect(new Set(await Promise.all(runs))).toEqual(new Set(['done']));
});

test('a thread that dies while it starts costs its task, and nothing else', async () => {
  const module = moduleOf('const all = []; for (;;) all.push(new Array(100_000).fill(Math.random()));');
  await using pool = new FilePool({ taskLimitMs: 5000, module });
  expect(await pool.run('readBookPage', task)).toBeUndefined();
});

test('a thread that fails after its task costs nothing', async () => {
  const module = moduleOf(
    'export const readBookPage = () => { setTimeout(() => { throw new Error("late"); }); return "done"; };',
  );
  await using pool = new FilePool({ module });
  for (let round = 0; round < 3; round += 1) await pool.run('readBookPage', task);
});

test('whoever waits for a thread is let go when the pool is closed', async () => {
  const module = moduleOf('export const readBookPage = () => new Promise(() => {});');
  const pool = new FilePool({ module });
  const runs = Array.from({ length: 4 }, () => pool.run('readBookPage', task));
  await pool[Symbol.asyncDispose]();
  expect(await Promise.all(runs)).toEqual(Array.from({ length: 4 }));
});
