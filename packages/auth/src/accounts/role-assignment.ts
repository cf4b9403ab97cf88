import { toDbTime, type Db } from '@dust/db';
import { LastAdminError, UnknownRoleError } from '../errors.ts';

/** The ids of roles by their names; throws {@link UnknownRoleError} for the first name that is none. */
export async function getRoleIds(db: Db, names: readonly string[]): Promise<number[]> {
  const roles = await db.selectFrom('roles').select(['id', 'name']).orderBy('id').execute();
  const ids = new Map(roles.map(({ id, name }) => [name, id]));
  return [...new Set(names)].map((name) => {
    const id = ids.get(name);
    if (id === undefined) throw new UnknownRoleError(name);
    return id;
  });
}

export interface RoleAssignment {
  readonly userId: number;
  readonly roleIds: readonly number[];
  readonly grantedAt: Date;
}

/** Gives a user roles; those already held keep the time they were given. */
export async function addRoles(db: Db, { userId, roleIds, grantedAt }: RoleAssignment): Promise<void> {
  if (roleIds.length === 0) return;
  await db
    .insertInto('user_roles')
    .values(roleIds.map((roleId) => ({ user_id: userId, role_id: roleId, granted_at: toDbTime(grantedAt) })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Makes a user's roles exactly those given. */
export async function replaceRoles(db: Db, assignment: RoleAssignment): Promise<void> {
  const others = db.deleteFrom('user_roles').where('user_id', '=', assignment.userId);
  const { roleIds } = assignment;
  await (roleIds.length === 0 ? others : others.where('role_id', 'not in', [...roleIds])).execute();
  await addRoles(db, assignment);
}

/** Whether an active user holds `admin.full`, through a role or a direct grant. */
export async function hasAdministrator(db: Db): Promise<boolean> {
  const throughRole = db
    .selectFrom('permissions')
    .innerJoin('role_permissions', 'role_permissions.permission_id', 'permissions.id')
    .innerJoin('user_roles', 'user_roles.role_id', 'role_permissions.role_id')
    .innerJoin('users', 'users.id', 'user_roles.user_id')
    .select('users.id')
    .where('permissions.name', '=', 'admin.full')
    .where('users.is_active', 'is distinct from', 0);
  const direct = db
    .selectFrom('permissions')
    .innerJoin('user_permissions', 'user_permissions.permission_id', 'permissions.id')
    .innerJoin('users', 'users.id', 'user_permissions.user_id')
    .select('users.id')
    .where('permissions.name', '=', 'admin.full')
    .where('user_permissions.resource_id', 'is', null)
    .where('users.is_active', 'is distinct from', 0);
  const found = await throughRole.unionAll(direct).limit(1).execute();
  return found.length > 0;
}

/**
 * Makes a change, inside a transaction, unless it takes away the last administrator: then throws {@link LastAdminError}, and the
 * transaction must be rolled back. Where there was none before, any change goes.
 */
export async function keepingAnAdministrator<Result>(tx: Db, change: () => Promise<Result>): Promise<Result> {
  const hadOne = await hasAdministrator(tx);
  const result = await change();
  if (hadOne && !(await hasAdministrator(tx))) throw new LastAdminError();
  return result;
}
