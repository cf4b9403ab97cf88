import type { Database } from 'better-sqlite3';
import { seededGrants, seededPermissions, seededRoles, seededTags } from './seed.ts';

/**
 * Puts in the seeded rows that are missing, by name, with their own ids where those are free. A role that was added gets its
 * grants; role `admin` gets whatever it lacks of the seeded permissions.
 */
export function seed(database: Database): void {
  const roles = missing(database, 'roles', seededRoles);
  insert(database, 'roles', ['name', 'description'], roles);
  insert(
    database,
    'permissions',
    ['name', 'resource_type', 'description'],
    missing(database, 'permissions', seededPermissions),
  );
  const tagColumns = ['name', 'category', 'color', 'description', 'requires_permission'];
  insert(database, 'tags', tagColumns, missing(database, 'tags', seededTags));

  const added = new Set(roles.map(([, name]) => name));
  const grant = database.prepare(
    `INSERT OR IGNORE INTO role_permissions (role_id, permission_id)
     SELECT roles.id, permissions.id FROM roles, permissions WHERE roles.name = ? AND permissions.name = ?`,
  );
  for (const [role, ids] of Object.entries(seededGrants)) {
    if (role !== 'admin' && !added.has(role)) continue;
    for (const [id, permission] of seededPermissions) if (ids.includes(id)) grant.run(role, permission);
  }
  database.exec(`INSERT OR IGNORE INTO server_settings (id, auth_flow) VALUES (1, 'signup')`);
}

type SeedRow = (typeof seededTags)[number];

function missing(database: Database, table: string, rows: readonly SeedRow[]): readonly SeedRow[] {
  const known = database.prepare(`SELECT 1 FROM ${table} WHERE name = ?`);
  return rows.filter(([, name]) => known.get(name) === undefined);
}

function insert(
  database: Database,
  table: string,
  columns: readonly string[],
  rows: readonly SeedRow[],
): void {
  const taken = database.prepare(`SELECT 1 FROM ${table} WHERE id = ?`);
  const marks = columns.map(() => '?').join(', ');
  const statement = database.prepare(`INSERT INTO ${table} (id, ${columns.join(', ')}) VALUES (?, ${marks})`);
  const displaced = rows.filter(([id]) => taken.get(id) !== undefined);
  // Last, so that they do not take the ids of others.
  for (const [id, ...values] of rows) if (taken.get(id) === undefined) statement.run(id, ...values);
  for (const [, ...values] of displaced) statement.run(null, ...values);
}
