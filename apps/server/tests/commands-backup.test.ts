import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { CommandLine, failed } from './command-line.ts';
import { DustProcess } from './dust-process.ts';
import { EarlierHome } from './earlier/earlier-home.ts';

/** A database with an account of this name, the administrator. */
async function withAccount(name: string): Promise<CommandLine> {
  const line = new CommandLine();
  await line.run('user', 'add', `${name}@example.org`, '--role', 'admin');
  return line;
}

const accounts = async (line: CommandLine): Promise<string[]> =>
  [...(await line.run('user', 'list')).stdout.matchAll(/\w+@[\w.]+/g)].map(([email]) => email);

test('a backup has a name of its own in the data folder, for its owner only', async () => {
  using line = await withAccount('ann');
  const { code, stdout, stderr } = await line.run('backup');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const file = /^Wrote (\S+dust-\d{8}T\d{6}Z\.db) \([\d.]+ MB\)\n$/.exec(stdout)?.[1] ?? '';
  expect(dirname(file)).toBe(join(line.folder, 'data', 'backups'));
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a backup goes where it is told to, be it a file or a folder', async () => {
  using line = await withAccount('ann');
  expect((await line.run('backup', 'mine.db')).code).toBe(0);
  mkdirSync(join(line.folder, 'drive'));
  expect((await line.run('backup', 'drive')).code).toBe(0);
  expect(readdirSync(join(line.folder, 'drive'))).toEqual([expect.stringMatching(/^dust-.*\.db$/)]);
  line.env = { DATABASE_URL: join(line.folder, 'mine.db') };
  expect(await accounts(line)).toEqual(['ann@example.org']);
});

test('a backup is refused where it cannot be made, and writes over nothing', async () => {
  using line = await withAccount('ann');
  writeFileSync(join(line.folder, 'letter.txt'), 'Dear Ann');
  const letter = join(line.folder, 'letter.txt');
  expect(await line.run('backup', 'letter.txt')).toEqual(failed(`There is a file already: ${letter}`));
  expect(readFileSync(letter, 'utf8')).toBe('Dear Ann');
  expect(await line.run('backup', 'no/where.db')).toEqual(failed(`there is no folder ${line.folder}/no`));
  expect(await line.run('backup', 'a', 'b')).toEqual(failed('usage: dust backup [FILE]'));
  using empty = new CommandLine();
  expect(await empty.run('backup')).toEqual(failed(`there is no database yet at ${empty.database}`));
});

test('restore goes back to a backup and keeps the database of the time between', async () => {
  using line = await withAccount('ann');
  await line.run('backup', 'then.db');
  await line.run('user', 'add', 'bob@example.org');
  const { code, stdout, stderr } = await line.run('restore', 'then.db');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(await accounts(line)).toEqual(['ann@example.org']);
  const kept = /^The one before is kept: (\S+\.bak)$/m.exec(stdout)?.[1] ?? '';
  line.env = { DATABASE_URL: kept };
  expect(await accounts(line)).toEqual(['ann@example.org', 'bob@example.org']);
});

test('restore takes databases of Dust only, and leaves everything as it is otherwise', async () => {
  using line = await withAccount('ann');
  using earlier = new EarlierHome('2025-populated');
  const path = (name: string): string => join(line.folder, name);
  writeFileSync(path('empty.db'), '');
  writeFileSync(path('text.db'), 'no database at all '.repeat(99));
  const bytes = readFileSync(line.database);
  const refusals: readonly (readonly [file: string, reason: string])[] = [
    ['absent.db', `there is no file ${path('absent.db')}`],
    ['data', `there is no file ${path('data')}`],
    ['empty.db', `${path('empty.db')} is empty`],
    ['text.db', `Cannot use ${path('text.db')}: it is not a readable SQLite database`],
    ['data/dust.db', `${line.database} is the present database itself`],
    [earlier.file, `${earlier.file} is a database of a 2025 server; take it over with dust import`],
  ];
  for (const [file, reason] of refusals) expect(await line.run('restore', file)).toEqual(failed(reason));
  expect(await line.run('restore')).toEqual(failed('usage: dust restore FILE'));
  expect(await line.run('import')).toEqual(failed('usage: dust import FILE'));
  expect(readFileSync(line.database).equals(bytes)).toBe(true);
  expect(readdirSync(dirname(line.database)).filter((name) => name.endsWith('.bak'))).toEqual([]);
});

test('a damaged database does not pass for one in use', async () => {
  using line = await withAccount('ann');
  await line.run('backup', 'then.db');
  writeFileSync(line.database, 'the disk has failed '.repeat(999));
  expect(await line.run('restore', 'then.db')).toEqual(
    failed(`${line.database} is damaged or no database; move it away and try again`),
  );
});

test.each(['2025-populated', '2026-fresh'] as const)(
  'import takes over a database of %s',
  async (fixture) => {
    using line = await withAccount('ann');
    using earlier = new EarlierHome(fixture);
    const bytes = readFileSync(earlier.file);
    const { code, stdout, stderr } = await line.run('import', earlier.file);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`${earlier.file} is the database now: ${line.database}\n`);
    expect(stdout).toMatch(/^The one before is kept: \S+\.replaced-\S+\.bak$/m);
    expect(stdout).toContain(`the database of a ${fixture.slice(0, 4)} server has been upgraded`);
    expect(readFileSync(earlier.file).equals(bytes)).toBe(true);
    const emails = earlier.before(`SELECT email FROM users WHERE email LIKE '%@%' ORDER BY id`);
    expect(await accounts(line)).toEqual(emails.map(({ email }) => email));
  },
);

test('import says when nobody administers the database', async () => {
  using line = new CommandLine();
  using earlier = new EarlierHome('2025-populated', 'DELETE FROM user_roles WHERE role_id = 1');
  const { stdout } = await line.run('import', `file:${earlier.file}`);
  expect(stdout).not.toContain('is kept: ');
  expect(stdout).toContain('Warning: no account is an administrator; dust user role EMAIL admin user');
});

test('while a server runs a backup can be made, and nothing can be restored or imported', async () => {
  using line = await withAccount('ann');
  await using dust = new DustProcess({ cwd: line.folder });
  await dust.url();
  expect((await line.run('backup', 'now.db')).code).toBe(0);
  const inUse = failed(`Cannot use ${line.database}: another program, perhaps a running server, is using it`);
  expect(await line.run('restore', 'now.db')).toEqual(inUse);
  expect(await line.run('import', 'now.db')).toEqual(inUse);
  expect(readdirSync(dirname(line.database)).filter((name) => name.endsWith('.bak'))).toEqual([]);
});
