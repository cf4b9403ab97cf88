import type { Database } from 'better-sqlite3';
import { hasTable, listColumns } from './introspection.ts';
import { moveToLeftovers } from './leftovers.ts';
import { oldPrefix } from './old-tables.ts';
import type { UpgradeContext } from './report.ts';

/** Keeps roles and permissions of other names than the seeded ones, which must be there already, under new ids. */
export function keepOtherRoles(database: Database): void {
  database.exec(`INSERT INTO roles (name, description, created_at)
    SELECT name, description, created_at FROM ${oldPrefix}roles
    WHERE name NOT IN (SELECT name FROM roles) ORDER BY id`);
  const columns = new Set(listColumns(database, `${oldPrefix}permissions`).map(({ name }) => name));
  const kind = columns.has('resource') ? 'resource' : columns.has('resource_type') ? 'resource_type' : `''`;
  database.exec(`INSERT INTO permissions (name, resource_type, description, created_at)
    SELECT name, coalesce(${kind}, ''), description, created_at FROM ${oldPrefix}permissions
    WHERE name NOT IN (SELECT name FROM permissions) ORDER BY id`);
}

/** Roles of whose grants nothing is known but that they had no effect. */
const hasDefaultGrants = `role_id IN (
  SELECT id FROM ${oldPrefix}roles WHERE name IN ('admin', 'librarian', 'user', 'guest'))`;

/**
 * Carries assignments and direct grants over by name. Only `is_admin` made administrators in 2026: grants of other roles, and the role
 * `admin` without that mark, had no effect and must not get one now.
 */
export function carryRolesOver(database: Database, { notes }: UpgradeContext): void {
  const isAdmin = `(SELECT is_admin FROM ${oldPrefix}users WHERE id = user_id) = 1`;
  const named = `FROM ${oldPrefix}user_roles JOIN ${oldPrefix}roles AS old ON old.id = role_id`;
  notes.adminsNotCarriedOver = database
    .prepare<[], { user_id: number }>(
      `SELECT user_id ${named} WHERE old.name = 'admin' AND NOT coalesce(${isAdmin}, 0) ORDER BY user_id`,
    )
    .all()
    .map((row) => row.user_id);
  database.exec(`INSERT OR IGNORE INTO user_roles (user_id, role_id)
    SELECT user_id, roles.id ${named} JOIN roles ON roles.name = old.name WHERE old.name <> 'admin'`);
  database.exec(`INSERT OR IGNORE INTO user_roles (user_id, role_id)
    SELECT users.id, roles.id FROM ${oldPrefix}users AS users JOIN roles ON roles.name IN ('admin', 'user')
    WHERE users.is_admin = 1`);
  database.exec(`INSERT INTO user_roles (user_id, role_id)
    SELECT users.id, roles.id FROM users JOIN roles ON roles.name = 'user'
    WHERE users.id NOT IN (SELECT user_id FROM user_roles)`);
  moveToLeftovers(
    database,
    { from: `${oldPrefix}role_permissions`, table: 'role_permissions', reason: 'the grant had no effect' },
    `NOT ${hasDefaultGrants}`,
  );
  carryDirectGrantsOver(database);
}

/** Only a server of 2025 that was started on the file has made that table. */
function carryDirectGrantsOver(database: Database): void {
  if (!hasTable(database, `${oldPrefix}user_permissions`)) return;
  database.exec(`INSERT OR IGNORE INTO user_permissions (user_id, permission_id, resource_id, granted_at)
    SELECT user_id, permissions.id, resource_id, granted_at FROM ${oldPrefix}user_permissions
    JOIN ${oldPrefix}permissions AS old ON old.id = permission_id JOIN permissions ON permissions.name = old.name`);
}
