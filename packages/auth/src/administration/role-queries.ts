import { foldKey, type Db } from '@dust/db';
import { RoleNotFoundError } from '../errors.ts';

export interface RoleRecord {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  /** As stored. */
  readonly createdAt: string | null;
  /** As granted, without what they imply, by name. */
  readonly permissions: readonly string[];
  readonly userCount: number;
}

/** Every role, by name. */
export async function listRoles(db: Db): Promise<RoleRecord[]> {
  const roles = await db
    .selectFrom('roles')
    .leftJoin('user_roles', 'user_roles.role_id', 'roles.id')
    .select((select) => [
      'roles.id',
      'roles.name',
      'roles.description',
      'roles.created_at as createdAt',
      select.fn.count<number>('user_roles.user_id').as('userCount'),
    ])
    .groupBy('roles.id')
    .orderBy('roles.id')
    .execute();
  const grants = await db
    .selectFrom('role_permissions')
    .innerJoin('permissions', 'permissions.id', 'role_permissions.permission_id')
    .select(['role_permissions.role_id', 'permissions.name'])
    .orderBy('permissions.name')
    .execute();
  const byRole = new Map<number, string[]>(roles.map(({ id }) => [id, []]));
  for (const { role_id: roleId, name } of grants) byRole.get(roleId)?.push(name);
  return roles
    .map((role) => Object.assign(role, { permissions: byRole.get(role.id) ?? [] }))
    .sort((a, b) => compareTexts(foldKey(a.name), foldKey(b.name)) || a.id - b.id);
}

/** Throws {@link RoleNotFoundError}. */
export async function getRole(db: Db, id: number): Promise<RoleRecord> {
  const role = (await listRoles(db)).find((role) => role.id === id);
  if (role === undefined) throw new RoleNotFoundError();
  return role;
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export interface PermissionRecord {
  readonly id: number;
  readonly name: string;
  readonly resourceType: string;
  readonly description: string | null;
  /** As stored. */
  readonly createdAt: string | null;
}

/** Every permission, by resource type, then name. */
export async function listPermissions(db: Db): Promise<PermissionRecord[]> {
  return await db
    .selectFrom('permissions')
    .select(['id', 'name', 'resource_type as resourceType', 'description', 'created_at as createdAt'])
    .orderBy('resource_type')
    .orderBy('name')
    .execute();
}
