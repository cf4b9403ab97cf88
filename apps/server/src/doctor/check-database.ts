import { countUsers, hasAdministrator } from '@dust/auth';
import { countQuarantine } from '@dust/crawler';
import { openDatabase, recogniseDatabase, schemaVersion, sql, type DatabaseKind, type Db } from '@dust/db';
import { reasonOf, type Finding } from './finding.ts';

/** Whether the database is sound, of which version it is, and whether somebody administers it. Nothing is written. */
export async function checkDatabase(file: string): Promise<Finding[]> {
  const name = `database ${file}`;
  let found: DatabaseKind;
  try {
    found = recogniseDatabase(file);
  } catch (error) {
    const advice = 'dust restore FILE goes back to a backup; nothing was changed';
    return [{ state: 'broken', text: reasonOf(error), advice }];
  }
  if (found.kind === 'new') return [{ state: 'ok', text: `${name} is made at the first start` }];
  if (found.kind !== 'dust' || found.version < schemaVersion) {
    const origin = found.kind === 'dust' ? `schema ${found.version} of Dust` : `a ${found.kind} server`;
    return [
      {
        state: 'note',
        text: `${name} is of ${origin}`,
        advice: 'the next start upgrades it, after a backup',
      },
    ];
  }
  await using database = await openDatabase({ file, migrate: false });
  const { db } = database;
  return [
    { state: 'ok', text: `${name} is sound; schema ${found.version}, SQLite ${await sqliteVersion(db)}` },
    ...(await checkReferences(db)),
    await checkAdministrator(db),
    await checkQuarantine(db),
  ];
}

async function sqliteVersion(db: Db): Promise<string> {
  const { rows } = await sql<{ version: string }>`select sqlite_version() as version`.execute(db);
  return rows[0]?.version ?? 'unknown';
}

async function checkReferences(db: Db): Promise<Finding[]> {
  const { rows } = await sql<{ table: string }>`
    select distinct "table" from pragma_foreign_key_check limit 10
  `.execute(db);
  if (rows.length === 0) return [];
  const text = `rows that point to nothing in: ${rows.map(({ table }) => table).join(', ')}`;
  return [{ state: 'note', text, advice: 'another program has written to the database; keep it away' }];
}

async function checkAdministrator(db: Db): Promise<Finding> {
  const { totalUsers } = await countUsers(db);
  if (totalUsers === 0) {
    const advice =
      'the first one to register becomes the administrator, or: dust user add EMAIL --role admin';
    return { state: 'note', text: 'no account yet', advice };
  }
  if (await hasAdministrator(db)) return { state: 'ok', text: 'an administrator is there' };
  const advice = 'dust user list, then: dust user role EMAIL admin user';
  return { state: 'broken', text: 'no active account is an administrator', advice };
}

async function checkQuarantine(db: Db): Promise<Finding> {
  const count = await countQuarantine(db);
  if (count === 0) return { state: 'ok', text: 'no file has problems' };
  const text = count === 1 ? '1 file has problems' : `${count} files have problems`;
  return { state: 'note', text, advice: 'GET /admin/quarantine lists them with the reasons' };
}
