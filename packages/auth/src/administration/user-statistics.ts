import type { Db } from '@dust/db';
import { userColumns, withMemberships, type UserRecord } from '../accounts/user-record.ts';

export interface UserStatistics {
  readonly totalUsers: number;
  readonly activeUsers: number;
  /** Active users who hold `admin.full`. */
  readonly adminUsers: number;
  /** Users by role name; every role is there, also with 0. */
  readonly usersByRole: Readonly<Record<string, number>>;
  /** Ten at the most, newest first. */
  readonly recentUsers: readonly UserRecord[];
}

export async function getUserStatistics(db: Db): Promise<UserStatistics> {
  const [counts, adminUsers, byRole, recentUsers] = await Promise.all([
    countUsers(db),
    countAdministrators(db),
    countByRole(db),
    listRecentUsers(db),
  ]);
  return { ...counts, adminUsers, usersByRole: byRole, recentUsers };
}

/** All users, and those who may sign in. */
export async function countUsers(
  db: Db,
): Promise<{ readonly totalUsers: number; readonly activeUsers: number }> {
  const rows = await db
    .selectFrom('users')
    .select((select) => ['is_active', select.fn.countAll<number>().as('n')])
    .groupBy('is_active')
    .execute();
  return { totalUsers: sumOf(rows), activeUsers: sumOf(rows.filter((row) => row.is_active !== 0)) };
}

function sumOf(groups: readonly { readonly n: number }[]): number {
  return groups.reduce((total, { n }) => total + n, 0);
}

async function countAdministrators(db: Db): Promise<number> {
  const throughRole = db
    .selectFrom('user_roles')
    .innerJoin('role_permissions', 'role_permissions.role_id', 'user_roles.role_id')
    .innerJoin('permissions', 'permissions.id', 'role_permissions.permission_id')
    .select('user_roles.user_id')
    .where('permissions.name', '=', 'admin.full');
  const direct = db
    .selectFrom('user_permissions')
    .innerJoin('permissions', 'permissions.id', 'user_permissions.permission_id')
    .select('user_permissions.user_id')
    .where('permissions.name', '=', 'admin.full')
    .where('user_permissions.resource_id', 'is', null);
  const { n } = await db
    .selectFrom('users')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('is_active', 'is distinct from', 0)
    .where('id', 'in', throughRole.union(direct))
    .executeTakeFirstOrThrow();
  return n;
}

async function countByRole(db: Db): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('roles')
    .leftJoin('user_roles', 'user_roles.role_id', 'roles.id')
    .select((select) => ['roles.name', select.fn.count<number>('user_roles.user_id').as('n')])
    .groupBy('roles.id')
    .orderBy('roles.id')
    .execute();
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
}

async function listRecentUsers(db: Db): Promise<UserRecord[]> {
  const newest = await db
    .selectFrom('users')
    .select(userColumns)
    .orderBy('created_at', (order) => order.desc().nullsLast())
    .orderBy('id', 'desc')
    .limit(10)
    .execute();
  // They need not be neighbours by id, so each is looked up on its own.
  const records = await Promise.all(newest.map((user) => withMemberships(db, [user])));
  return records.flat();
}
