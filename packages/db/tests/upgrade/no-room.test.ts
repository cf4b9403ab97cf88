import { chmodSync, readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { bytesOf, earlierFile } from './earlier-files.ts';
import { runChild } from './run-child.ts';

/** Of `ulimit -f`. */
const blockBytes = 512;

/** The superuser may write everywhere, so the upgrade is run by somebody else. */
const ordinaryUser = process.getuid?.() === 0 ? { uid: 65534 } : {};

test('without room for a backup a file is refused untouched', () => {
  const file = earlierFile('2025-populated');
  const before = bytesOf(file);
  const { status, stderr } = runChild([file, '2025', '-1', 'replace'], { limitBlocks: 100 });
  expect(status).toBe(1);
  expect(stderr).toContain('no backup could be made beside it');
  expect(bytesOf(file)).toBe(before);
  expect(readdirSync(dirname(file))).toEqual(['dust.db']);
});

test('without room for the conversion a file is refused untouched, with its backup beside it', () => {
  const file = earlierFile('2025-populated');
  const before = bytesOf(file);
  const limitBlocks = Math.ceil(statSync(file).size / blockBytes) + 8;
  const { status, stderr } = runChild([file, '2025', '-1', 'replace'], { limitBlocks });
  expect(status).toBe(1);
  expect(stderr).toContain('it could not be upgraded');
  expect(bytesOf(file)).toBe(before);
  expect(readdirSync(dirname(file)).filter((name) => !name.endsWith('.bak'))).toEqual(['dust.db']);
});

test('in a folder that may not be written to a file is refused untouched', () => {
  const file = earlierFile('2025-populated');
  const before = bytesOf(file);
  chmodSync(dirname(file), 0o555);
  chmodSync(file, 0o666);
  const { status, stderr } = runChild([file, '2025', '-1', 'replace'], ordinaryUser);
  chmodSync(dirname(file), 0o755);
  expect(status).toBe(1);
  expect(stderr).toContain('no backup could be made beside it');
  expect(bytesOf(file)).toBe(before);
  expect(readdirSync(dirname(file))).toEqual(['dust.db']);
});

test('a file that may not be written to is refused untouched', () => {
  const file = earlierFile('2025-populated');
  const before = bytesOf(file);
  chmodSync(file, 0o444);
  chmodSync(dirname(file), 0o777);
  const { status, stderr } = runChild([file, '2025', '-1', 'replace'], ordinaryUser);
  expect(status).toBe(1);
  expect(stderr).toContain('it may not be written to');
  expect(bytesOf(file)).toBe(before);
  expect(readdirSync(dirname(file))).toEqual(['dust.db']);
});
