import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CommandLine } from './command-line.ts';
import { runDust } from './dust-process.ts';
import { EarlierHome } from './earlier/earlier-home.ts';
import { startTestServer } from './test-server.ts';

/** The findings, without the spaces between states and texts. */
async function examine(line: CommandLine) {
  const { code, stdout, stderr } = await line.run('doctor');
  return {
    code,
    stderr,
    findings: stdout
      .replaceAll(/^(\w+) +/gm, '$1: ')
      .split('\n')
      .slice(0, -1),
  };
}

/** An installation in which all is well. */
async function healthy(): Promise<CommandLine> {
  const line = new CommandLine();
  mkdirSync(join(line.folder, 'books'));
  writeFileSync(join(line.folder, 'books', 'notes.txt'), 'no book');
  line.env = { ...line.env, DUST_DIRS: 'books' };
  await line.run('user', 'add', 'ann@example.org', '--role', 'admin');
  return line;
}

test('where all is well every line says so', async () => {
  using line = await healthy();
  const { code, stderr, findings } = await examine(line);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(findings.filter((text) => !text.startsWith('ok: '))).toEqual([]);
  expect(findings.join('\n')).toMatch(/ok: Dust \d+\.\d+\.\d+, Node \d+/);
  expect(findings).toContain(`ok: library ${line.folder}/books can be read`);
  expect(findings.join('\n')).toMatch(/ok: database \S+ is sound; schema \d+, SQLite 3\.\d+/);
  expect(findings).toContain('ok: an administrator is there');
});

test('before the first start nothing is broken, and nothing is made', async () => {
  using line = new CommandLine();
  const { code, findings } = await examine(line);
  expect(code).toBe(0);
  expect(findings).toContain('note: no library');
  expect(findings).toContain('        -> set DUST_DIRS to your folders');
  expect(findings).toContain(`ok: database ${line.database} is made at the first start`);
  expect(readdirSync(line.folder)).toEqual([]);
});

test('all that is broken is told, with what to do', async () => {
  using line = new CommandLine();
  writeFileSync(join(line.folder, 'data'), 'a file');
  writeFileSync(join(line.folder, 'text.db'), 'no database '.repeat(99));
  line.env = { DUST_DIRS: 'gone', DATABASE_URL: 'text.db', JWT_SECRET: 'short' };
  const { code, stderr, findings } = await examine(line);
  expect({ code, stderr }).toEqual({ code: 1, stderr: 'dust: 3 things are broken\n' });
  const text = findings.join('\n');
  expect(text).toMatch(/^broken: data folder \S+ cannot be written to: ENOTDIR.*\n +-> /m);
  expect(text).toMatch(/^broken: library \S+gone cannot be read: ENOENT.*\n +-> /m);
  expect(text).toMatch(/^broken: Cannot use \S+text\.db: it is not a readable SQLite database\n +-> /m);
  expect(text).toMatch(/^note: JWT_SECRET is shorter than 16 characters.*\n +-> /m);
});

test('settings that are wrong are broken', async () => {
  using line = new CommandLine();
  line.env = { PORT: 'x' };
  expect(await line.run('doctor')).toEqual({
    code: 1,
    stdout: '',
    stderr: 'dust: Invalid settings:\n  - PORT must be a port, 0 to 65535\n',
  });
  expect(await line.run('doctor', 'nonsense')).toMatchObject({ code: 1, stdout: '' });
});

test('an installation without an administrator is broken, one without accounts is new', async () => {
  using line = new CommandLine();
  await line.run('scan', line.folder);
  expect((await examine(line)).findings).toContain('note: no account yet');
  await line.run('user', 'add', 'bob@example.org');
  const { code, stderr, findings } = await examine(line);
  expect({ code, stderr }).toEqual({ code: 1, stderr: 'dust: one thing is broken\n' });
  expect(findings).toContain('broken: no active account is an administrator');
});

test('the kept secret is to be its owner’s alone, and not empty', async () => {
  using line = await healthy();
  const file = join(line.folder, 'data', 'jwt-secret');
  writeFileSync(file, 'x'.repeat(43));
  chmodSync(file, 0o644);
  expect((await examine(line)).findings).toContain(`note: others may read ${file}`);
  chmodSync(file, 0o600);
  expect((await examine(line)).findings).toContain('ok: the secret is kept in the data folder');
  writeFileSync(file, '');
  expect((await examine(line)).findings).toContain(`broken: ${file} is empty`);
});

test('an empty library and files with problems are told', async () => {
  using line = await healthy();
  writeFileSync(join(line.folder, 'books', 'broken.epub'), 'no book');
  mkdirSync(join(line.folder, 'drive'));
  line.env = { ...line.env, DUST_DIRS: 'books,drive' };
  await line.run('scan');
  const { code, findings } = await examine(line);
  expect(code).toBe(0);
  expect(findings).toContain('note: 1 file has problems');
  expect(findings).toContain(`note: library ${line.folder}/drive is empty`);
});

test('a database of an earlier server is told, and left as it is', async () => {
  using line = await healthy();
  using earlier = new EarlierHome('2025-populated');
  const bytes = readFileSync(earlier.file);
  line.env = { ...line.env, DATABASE_URL: earlier.file };
  expect((await examine(line)).findings).toContain(`note: database ${earlier.file} is of a 2025 server`);
  expect(readFileSync(earlier.file).equals(bytes)).toBe(true);
});

test('a server that runs can be examined', async () => {
  using line = await healthy();
  await using server = await startTestServer({ folder: line.folder });
  await server.inject({ url: '/health/ready' });
  expect(await examine(line)).toMatchObject({ code: 0, stderr: '' });
});

test('the real process exits with 1 when something is broken', async () => {
  using line = new CommandLine();
  const { code, stdout, stderr } = await runDust({
    cwd: line.folder,
    args: ['doctor'],
    env: { DUST_DIRS: 'gone' },
  });
  expect({ code, stderr }).toEqual({ code: 1, stderr: 'dust: one thing is broken\n' });
  expect(stdout).toContain(`broken  library ${join(line.folder, 'gone')} cannot be read`);
});
