import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrateFile, recogniseDatabase, schemaVersion } from '../../src/index.ts';
import { bytesOf, earlierFile, openFile } from './earlier-files.ts';
import { populate2026 } from './populated-2026.ts';
import { runChild, startChild } from './run-child.ts';

/** As it was, byte by byte, or complete; and in any case the next start makes it complete. */
function expectWhole(file: string, before: string): void {
  const found = recogniseDatabase(file);
  // Whoever opens a file after a crash has SQLite undo what was not committed.
  new BetterSqlite3(file).exec('SELECT 1 FROM sqlite_master').close();
  if (found.kind !== 'dust') expect(bytesOf(file)).toBe(before);
  for (const name of readdirSync(dirname(file)).filter((each) => each.endsWith('.bak'))) {
    expect(bytesOf(`${dirname(file)}/${name}`)).toBe(before);
  }
  migrateFile(file);
  const database = openFile(file);
  expect(recogniseDatabase(file)).toEqual({ kind: 'dust', version: schemaVersion });
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(database.prepare('SELECT count(*) FROM tags').pluck().get()).toBeGreaterThanOrEqual(39);
  expect(readdirSync(dirname(file)).filter((name) => name.includes('.dust-'))).toEqual([]);
}

test.each([
  ['2025', 'replace'],
  ['2026', 'replace'],
  ['2025', 'in-place'],
] as const)(
  'killed at any step of an upgrade from %s (%s), a file is as it was or complete',
  (format, mode) => {
    const fixture = format === '2025' ? '2025-populated' : '2026-fresh';
    const changes = format === '2025' ? '' : populate2026;
    const steps = runChild([earlierFile(fixture, changes), format, '-1', mode]).stdout.split('\n');
    expect(steps.length).toBeGreaterThanOrEqual(14);
    // Up to the attempt to replace the file both modes are the same.
    const first = mode === 'replace' ? 0 : steps.indexOf('replace');
    for (let step = first; step < steps.length; step += 1) {
      const file = earlierFile(fixture, changes);
      const before = bytesOf(file);
      expect(runChild([file, format, `${step}`, mode]).signal).toBe('SIGKILL');
      expectWhole(file, before);
    }
  },
  120_000,
);

test.each(['replace', 'in-place'])(
  'killed at moments between the steps (%s), a file is as it was or complete',
  async (mode) => {
    const started = performance.now();
    runChild([earlierFile('2025-populated'), '2025', '-1', mode]);
    const wholeMs = performance.now() - started;
    for (let n = 0; n < 9; n += 1) {
      const file = earlierFile('2025-populated');
      const before = bytesOf(file);
      const child = startChild([file, '2025', '-1', mode]);
      const exit = once(child, 'exit');
      await wait(wholeMs * (0.6 + n * 0.05));
      child.kill('SIGKILL');
      await exit;
      expectWhole(file, before);
    }
  },
  120_000,
);
