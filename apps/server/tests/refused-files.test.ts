import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import { createDustClient } from '@dust/api-contract';
import { DustProcess, runDust, type Finished } from './dust-process.ts';
import { earlierSecret, EarlierHome } from './earlier/earlier-home.ts';

const folder = mkdtempSync(join(tmpdir(), 'dust-refused-'));
afterAll(() => rmSync(folder, { recursive: true }));

const start = (file: string): Promise<Finished> =>
  runDust({ cwd: folder, args: ['serve'], env: { DATABASE_URL: `file:${file}` } });

interface Refused {
  readonly what: string;
  readonly reason: string;
  readonly write: (file: string) => void;
}

function sqlite(file: string, statements: string): void {
  const database = new DatabaseSync(file);
  database.exec(statements);
  database.close();
}

const refused: readonly Refused[] = [
  {
    what: 'a text file',
    reason: 'it is not a readable SQLite database',
    write: (file) => writeFileSync(file, 'Dear diary, this is no database.\n'.repeat(100)),
  },
  {
    what: 'a database of another program',
    reason: 'it is a database of another program, or of a Dust server from before July 2025',
    write: (file) => sqlite(file, 'CREATE TABLE songs (id INTEGER PRIMARY KEY, title TEXT)'),
  },
  {
    what: 'a database of a server from before July 2025',
    reason: 'it is a database of another program, or of a Dust server from before July 2025',
    write: (file) =>
      sqlite(
        file,
        'CREATE TABLE users (email TEXT, password TEXT); CREATE TABLE books (name TEXT, author TEXT, file_path TEXT)',
      ),
  },
  {
    what: 'a database of a newer Dust',
    reason: 'it was made by a newer version of Dust',
    write: (file) =>
      sqlite(
        file,
        `PRAGMA application_id = 1146442580; PRAGMA user_version = 9999; CREATE TABLE books (id INTEGER)`,
      ),
  },
];

describe('a server does not start on', () => {
  test.each(refused.map((one, index) => ({ ...one, file: join(folder, `${index}.db`) })))(
    '$what, and leaves it as it is',
    async ({ file, reason, write }) => {
      write(file);
      const bytes = readFileSync(file);
      expect(await start(file)).toMatchObject({ code: 1, stderr: `dust: Cannot use ${file}: ${reason}\n` });
      expect(readFileSync(file).equals(bytes)).toBe(true);
      expect(readdirSync(folder).filter((name) => name.includes('.bak'))).toEqual([]);
    },
  );

  test('a file that another server has locked, and leaves it as it is', async () => {
    using home = new EarlierHome('2025-populated');
    const bytes = readFileSync(home.file);
    const other = new DatabaseSync(home.file);
    other.exec('BEGIN EXCLUSIVE');
    const { code, stderr } = await start(home.file);
    other.exec('ROLLBACK');
    other.close();
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `dust: Cannot use ${home.file}: another program, perhaps a running server, is using it\n`,
    });
    expect(readFileSync(home.file).equals(bytes)).toBe(true);
    expect(home.backups).toEqual([]);
  });
});

test('the real server, started on an earlier database, is ready and signs people in', async () => {
  using home = new EarlierHome('2025-populated');
  await using dust = new DustProcess({
    cwd: home.folder,
    env: { DATABASE_URL: home.file, JWT_SECRET: earlierSecret },
  });
  const url = await dust.url();
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  const client = createDustClient({ baseUrl: url });
  const { user } = await client.login({ body: { email: 'A@x.org', password: 'secret1' } });
  expect(user.id).toBe(1);
  expect(dust.log).toContainEqual(expect.objectContaining({ format: '2025', hasAdministrator: true }));
  expect(dust.log).toContainEqual(
    expect.objectContaining({ level: 40, msg: expect.stringMatching(/^JWT_SECRET/) }),
  );
});
