import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { takeProcessLock } from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'dust-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

const module = new URL('../src/sqlite/process-lock.ts', import.meta.url).href;

/** A process that holds the lock, and does so when this resolves. */
async function holderOf(path: string): Promise<ChildProcess> {
  const code = `import { takeProcessLock } from '${module}';
    globalThis.held = takeProcessLock(${JSON.stringify(path)});
    console.log(held !== null); setInterval(() => {}, 1000);`;
  const args = ['--conditions=dust-source', '--input-type=module', '-e', code];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(child.stdout, 'data');
  expect(String(said)).toBe('true\n');
  return child;
}

test('a lock is held once at a time, in one process as well', () => {
  const path = join(folder, 'one');
  {
    using lock = takeProcessLock(path);
    expect(lock).not.toBeNull();
    expect(takeProcessLock(path)).toBeNull();
  }
  using again = takeProcessLock(path);
  expect(again).not.toBeNull();
  expect(readdirSync(folder).filter((name) => name.startsWith('one'))).toEqual(['one']);
});

test('a process that holds the lock keeps others out, until it is killed', async () => {
  const path = join(folder, 'two');
  const child = await holderOf(path);
  expect(takeProcessLock(path)).toBeNull();
  child.kill('SIGKILL');
  await once(child, 'exit');
  using lock = takeProcessLock(path);
  expect(lock).not.toBeNull();
});

test('a lock that cannot be kept anywhere is an error, not a lock', () => {
  expect(() => takeProcessLock(join(folder, 'no', 'such', 'folder'))).toThrow('directory does not exist');
});
