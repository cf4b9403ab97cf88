import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkLimits } from './check-limits.ts';

const folder = mkdtempSync(join(tmpdir(), 'dust-limits-'));
const library = join(folder, 'library');
for (const name of ['a/b', 'c', 'd']) mkdirSync(join(library, name), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

/** A `/proc` of a system with these limits. */
function systemWith(openFiles: string, watches: number): string {
  const proc = mkdtempSync(join(folder, 'proc-'));
  mkdirSync(join(proc, 'self'));
  mkdirSync(join(proc, 'sys/fs/inotify'), { recursive: true });
  const header = 'Limit                     Soft Limit           Hard Limit           Units\n';
  const row = `Max open files            ${openFiles.padEnd(20)} 4096                 files\n`;
  writeFileSync(join(proc, 'self/limits'), header + row);
  writeFileSync(join(proc, 'sys/fs/inotify/max_user_watches'), `${watches}\n`);
  return proc;
}

const watching = { directories: [library], isWatching: true };
const statesOf = (config: typeof watching, proc: string): string[] =>
  checkLimits(config, proc).map(({ state }) => state);

test('limits that are high enough are fine', () => {
  expect(checkLimits(watching, systemWith('1024', 8192))).toEqual([
    { state: 'ok', text: '1024 files may be open at the same time' },
    { state: 'ok', text: '5 folders to watch, and the system allows 8192 watches' },
  ]);
  expect(statesOf(watching, systemWith('unlimited', 8192))).toEqual(['ok', 'ok']);
});

test('too few open files and too few watches are told with what to do', () => {
  expect(checkLimits(watching, systemWith('256', 5))).toEqual([
    {
      state: 'note',
      text: 'only 256 files may be open at the same time',
      advice: 'ulimit -n 1024, or LimitNOFILE= of the service',
    },
    {
      state: 'note',
      text: 'more than 4 folders to watch, and the system allows 5 watches',
      advice: 'sysctl fs.inotify.max_user_watches=20, or DUST_WATCH=false: scans find changes then',
    },
  ]);
});

test('watches do not matter to who does not watch', () => {
  expect(statesOf({ ...watching, isWatching: false }, systemWith('2048', 1))).toEqual(['ok']);
});

test('a folder that cannot be read and a system that does not tell are no problem', () => {
  const gone = { directories: [join(folder, 'gone')], isWatching: true };
  expect(statesOf(gone, systemWith('2048', 100))).toEqual(['ok', 'ok']);
  expect(checkLimits(watching, join(folder, 'nowhere'))).toEqual([]);
});
