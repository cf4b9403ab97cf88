import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';

const script = fileURLToPath(new URL('./support/fetch-cover-process.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dust-full-'));
afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
});

/** Fetches a cover in a process whose files may have this many blocks of 512 or 1,024 bytes; what is beyond fails as on a full disk. */
function fetchWithin(blocks: number | 'unlimited'): string {
  const command = `trap '' XFSZ; ulimit -f ${blocks}; exec "$0" --conditions=dust-source "$1" "$2"`;
  return execFileSync('sh', ['-c', command, process.execPath, script, folder], { encoding: 'utf8' }).trim();
}

it('a cover that does not fit on the disk any more is none, and leaves nothing there', () => {
  expect(fetchWithin(16)).toBe('no cover');
  expect(readdirSync(folder)).toEqual([]);
});

it('a cover that fits is kept', () => {
  expect(fetchWithin('unlimited')).toBe('a cover');
  expect(readdirSync(folder)).toHaveLength(1);
});
