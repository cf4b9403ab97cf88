import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EarlierHome, type Row } from './earlier/earlier-home.ts';
import { livedIn2025 } from './earlier/lived-in-2025.ts';

test('a second start makes no second backup, changes no row and logs nothing', async () => {
  using home = new EarlierHome('2025-populated', livedIn2025);
  await (await home.start())[Symbol.asyncDispose]();
  const rows = allRows(home);
  const [backup] = home.backups;
  const log: string[] = [];
  await (await home.start({ onLog: (line) => log.push(line) }))[Symbol.asyncDispose]();
  expect(home.backups).toEqual([backup]);
  expect(allRows(home)).toEqual(rows);
  expect(log).toEqual([]);
});

test('a server whose database cannot be upgraded does not start, and the file stays as it was', async () => {
  using home = new EarlierHome(
    '2025-populated',
    `DROP TABLE tags; CREATE VIEW tags AS SELECT 1 AS id, 'x' AS name`,
  );
  const bytes = readFileSync(home.file);
  await expect(home.start()).rejects.toMatchObject({ code: 'DATABASE_REFUSED' });
  expect(readFileSync(home.file).equals(bytes)).toBe(true);
});

function allRows(home: EarlierHome): ReadonlyMap<unknown, readonly Row[]> {
  const tables = home.now(
    `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
  );
  return new Map(tables.map(({ name }) => [name, home.now(`SELECT * FROM "${String(name)}"`)]));
}

test('who registers on an upgraded database without an administrator becomes none', async () => {
  using home = new EarlierHome('2025-populated', 'DELETE FROM user_roles WHERE role_id = 1');
  await using server = await home.start();
  const { client } = await server.signUp('newcomer');
  expect(await client.getProfile({})).toMatchObject({ id: 6, roles: ['user'] });
});

test.each(['2025-fresh', '2026-fresh'] as const)(
  'the first one to register on %s becomes the administrator',
  async (fixture) => {
    using home = new EarlierHome(fixture);
    await using server = await home.start();
    const { client } = await server.signUp('first');
    expect(await client.getProfile({})).toMatchObject({ id: 1, roles: ['admin', 'user'] });
  },
);
