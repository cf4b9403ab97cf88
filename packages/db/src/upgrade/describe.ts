import type { Database } from 'better-sqlite3';
import { numberFrom } from './introspection.ts';
import type { UpgradeNotes, UpgradeReport } from './report.ts';

/** What those who read the log should know of a converted database. */
export function describeUpgrade(
  database: Database,
  notes: UpgradeNotes,
): Omit<UpgradeReport, 'format' | 'backup' | 'isInPlace'> {
  return {
    leftovers: numberFrom(database, 'SELECT count(*) FROM upgrade_leftovers'),
    usersWithoutPassword: listUsersWithoutPassword(database),
    adminsNotCarriedOver: notes.adminsNotCarriedOver,
    hasAdministrator: hasAdministrator(database),
  };
}

/** bcrypt: version, cost, 22 characters of salt and 31 of hash. */
const bcryptHash = /^\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}$/;

function listUsersWithoutPassword(database: Database): number[] {
  return database
    .prepare<[], { id: number; password: unknown }>('SELECT id, password FROM users ORDER BY id')
    .all()
    .filter(({ password }) => typeof password !== 'string' || !bcryptHash.test(password))
    .map(({ id }) => id);
}

function hasAdministrator(database: Database): boolean {
  const grants = `SELECT user_id, permission_id FROM user_roles JOIN role_permissions USING (role_id)
    UNION SELECT user_id, permission_id FROM user_permissions WHERE resource_id IS NULL`;
  return (
    numberFrom(
      database,
      `SELECT count(*) FROM (${grants}) AS grants JOIN permissions ON permissions.id = permission_id
       JOIN users ON users.id = user_id WHERE permissions.name = 'admin.full' AND coalesce(users.is_active, 1) <> 0`,
    ) > 0
  );
}
