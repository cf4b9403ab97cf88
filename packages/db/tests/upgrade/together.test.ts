import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { DatabaseRefusedError, recogniseDatabase, schemaVersion } from '../../src/index.ts';
import { upgradeFile } from '../../src/upgrade/upgrade-file.ts';
import { bytesOf, earlierFile, openFile, temporaryFolder } from './earlier-files.ts';

const script = fileURLToPath(new URL('./open-child.ts', import.meta.url));

/** Opens the file as a server does, in processes of their own at the same time; yields their exit codes. */
async function openTogether(file: string, processes: number): Promise<unknown[]> {
  const children = Array.from({ length: processes }, () =>
    spawn(process.execPath, ['--conditions=dust-source', script, file], { stdio: 'ignore' }),
  );
  return Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
}

describe('servers that start at the same moment', () => {
  test('make one new file', async () => {
    const file = join(temporaryFolder(), 'dust.db');
    expect(await openTogether(file, 3)).toEqual([0, 0, 0]);
    expect(openFile(file).prepare('SELECT count(*) FROM roles').pluck().get()).toBe(4);
  });

  test('upgrade a file once, or are told to try again', async () => {
    const file = earlierFile('2025-populated');
    const before = bytesOf(file);
    expect(await openTogether(file, 3)).toContain(0);
    expect(recogniseDatabase(file)).toEqual({ kind: 'dust', version: schemaVersion });
    expect(openFile(file).prepare('SELECT count(*) FROM books').pluck().get()).toBe(11);
    const backups = readdirSync(dirname(file)).filter((name) => name.endsWith('.bak'));
    expect(backups.map((name) => bytesOf(join(dirname(file), name)))).toEqual([before]);
  });
});

test('a file that another server has upgraded while this one waited is not upgraded twice', () => {
  const file = earlierFile('2025-populated');
  upgradeFile(file, { format: '2025' });
  const before = bytesOf(file);
  expect(() => upgradeFile(file, { format: '2025' })).toThrow(DatabaseRefusedError);
  expect(bytesOf(file)).toBe(before);
});

test('a server that was killed is followed by one that finds what was committed', async () => {
  const file = join(temporaryFolder(), 'dust.db');
  const child = spawn(process.execPath, ['--conditions=dust-source', script, file, 'die'], {
    stdio: 'ignore',
  });
  expect((await once(child, 'exit'))[1]).toBe('SIGKILL');
  expect(await openTogether(file, 1)).toEqual([0]);
  expect(openFile(file).prepare('SELECT name FROM authors').pluck().all()).toEqual(['Jane Austen']);
});
