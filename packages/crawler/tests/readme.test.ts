import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const packages = dirname(dirname(import.meta.dirname));

/** Runs the example of the README as it is printed, in a folder of its own. */
function runExample(folder: string): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
  const example = /```ts\n(.+?)```/s.exec(readme)?.[1] ?? '';
  expect(example).toContain("from '@dust/crawler'");
  mkdirSync(join(folder, 'node_modules/@dust'), { recursive: true });
  for (const name of ['crawler', 'db'])
    symlinkSync(join(packages, name), join(folder, 'node_modules/@dust', name));
  writeFileSync(join(folder, 'example.mts'), example);
  return spawnSync(process.execPath, ['--conditions=dust-source', 'example.mts'], {
    cwd: folder,
    encoding: 'utf8',
  });
}

it('the example of the README runs as printed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dust-readme-'));
  try {
    const { status, stdout, stderr } = runExample(folder);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^completed 0 \[/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
