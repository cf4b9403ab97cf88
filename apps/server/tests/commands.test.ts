import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommandContext } from '../src/commands/command.ts';
import { runCommand } from '../src/commands/run-command.ts';
import { DustProcess } from './dust-process.ts';
import { writeSampleLibrary } from './shelf.ts';
import { password } from './test-server.ts';

const cwd = mkdtempSync(join(tmpdir(), 'dust-commands-'));
beforeAll(() => writeSampleLibrary(join(cwd, 'library')));
afterAll(() => rmSync(cwd, { recursive: true }));

/** The command without a process of its own. */
async function runWith(
  options: Pick<CommandContext, 'env'> & { readonly stdin?: string },
  ...args: string[]
) {
  const written = { stdout: '', stderr: '' };
  const code = await runCommand(args, {
    env: options.env,
    cwd,
    stdin: Readable.from([options.stdin ?? '']),
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
  });
  return { code, ...written };
}

const env = { BCRYPT_COST: '10' };
const run = (...args: string[]) => runWith({ env }, ...args);

test('settings that are wrong are told all at once', async () => {
  const { code, stdout, stderr } = await runWith({ env: { PORT: 'x', LOG_LEVEL: 'loud' } });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe(
    'dust: Invalid settings:\n  - PORT must be a port, 0 to 65535\n  - LOG_LEVEL must be a pino level\n',
  );
});

test('--version is the version, and --help tells every command', async () => {
  expect(await run('--version')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
  const { code, stdout } = await run('--help');
  expect(code).toBe(0);
  for (const command of ['dust serve', 'dust scan', 'dust user add']) expect(stdout).toContain(command);
  expect((await run('scan', '--help')).stdout).toContain('--json');
  expect((await run('user', '--help')).stdout).toContain('user add EMAIL');
});

test.each([
  [['nonsense']],
  [['user', 'nonsense']],
  [['scan', '--nonsense']],
  [['user', 'add']],
  [['serve', 'nonsense']],
  [['--nonsense']],
])('%j is told to be unknown in one line', async (args) => {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^dust: [^\n]+\n$/);
});

test('an account made on the command line signs in', async () => {
  const args = ['user', 'add', 'ann@example.org', '--name', 'Ann', '--role', 'admin', '--password-stdin'];
  const added = await runWith({ env, stdin: `${password}\n` }, ...args);
  expect(added).toEqual({ code: 0, stdout: 'Added ann@example.org (admin, user)\n', stderr: '' });
  const made = await run('user', 'add', 'bob@example.org');
  const generated = /^Password: (.{16})$/m.exec(made.stdout)?.[1];
  await using dust = new DustProcess({ cwd });
  const url = await dust.url();
  for (const [email, secret] of [
    ['ann@example.org', password],
    ['bob@example.org', generated],
  ]) {
    const answer = await fetch(`${url}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: secret }),
    });
    expect(answer.status).toBe(200);
  }
});

test.each([
  [['user', 'add', 'ann@example.org'], 'An account with this email already exists'],
  [['user', 'add', 'nothing'], 'Invalid email address'],
  [['user', 'add', 'carl@example.org', '--role', 'king'], 'Unknown role: king'],
])('%j is refused with the reason', async (args, reason) => {
  await run('user', 'add', 'ann@example.org');
  expect(await run(...args)).toEqual({ code: 1, stdout: '', stderr: `dust: ${reason}\n` });
});

test('a scan reports as JSON or in words, and reads its folders from an .env file', async () => {
  expect(await run('scan')).toMatchObject({
    code: 1,
    stderr: 'dust: no library: set DUST_DIRS to your folders\n',
  });
  writeFileSync(join(cwd, '.env'), 'DUST_DIRS=library\n');
  const { code, stdout, stderr } = await run('scan', '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({
    status: 'completed',
    trigger: 'manual',
    books_found: 12,
    books_added: 12,
  });
  expect((await run('scan', '--full')).stdout).toMatch(/^Scan completed in [\d.]+ s: 12 books found/);
});
