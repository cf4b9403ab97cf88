import { foldKey, toDbTime, type Db, type Tx } from '@dust/db';
import { keepingAnAdministrator } from '../accounts/role-assignment.ts';
import { isLongerThan } from '../characters.ts';
import type { ClockContext } from '../context.ts';
import {
  BuiltInRoleError,
  InvalidFieldError,
  RoleExistsError,
  RoleInUseError,
  RoleNotFoundError,
  UnknownPermissionError,
} from '../errors.ts';
import { getRole, type RoleRecord } from './role-queries.ts';

export interface RoleChanges {
  readonly name?: string | null | undefined;
  /** Empty text takes it away. */
  readonly description?: string | null | undefined;
  /** Permission names; replace all. */
  readonly permissions?: readonly string[] | null | undefined;
}

const builtInRoles: ReadonlySet<string> = new Set(['admin', 'user']);

/** Throws InvalidFieldError, UnknownPermissionError or RoleExistsError. */
export async function createRole({ db, clock }: ClockContext, input: RoleChanges): Promise<RoleRecord> {
  const name = validRoleName(input.name ?? '');
  return await db.transaction().execute(async (tx) => {
    const permissionIds = await getPermissionIds(tx, input.permissions ?? []);
    await requireFreeName(tx, name);
    const rows = await tx
      .insertInto('roles')
      .values({ name, description: descriptionOf(input.description), created_at: toDbTime(clock()) })
      .returning('id')
      .execute();
    const id = rows[0]?.id;
    if (id === undefined) throw new Error('The database returned no id for a new role');
    await replaceGrants(tx, id, permissionIds);
    return await getRole(tx, id);
  });
}

/**
 * Changes a role; what is absent stays. Takes effect at once for everybody who has it. Throws InvalidFieldError,
 * UnknownPermissionError, RoleNotFoundError, RoleExistsError, BuiltInRoleError or LastAdminError.
 */
export async function updateRole(db: Db, id: number, changes: RoleChanges): Promise<RoleRecord> {
  const name = changes.name === null || changes.name === undefined ? null : validRoleName(changes.name);
  const { description = null, permissions = null } = changes;
  return await db.transaction().execute(async (tx) => {
    const permissionIds = permissions === null ? null : await getPermissionIds(tx, permissions);
    const before = await getName(tx, id);
    if (name !== null && name !== before) {
      if (builtInRoles.has(before)) throw new BuiltInRoleError();
      await requireFreeName(tx, name, id);
      await tx.updateTable('roles').set({ name }).where('id', '=', id).execute();
    }
    if (description !== null) {
      await tx
        .updateTable('roles')
        .set({ description: descriptionOf(description) })
        .where('id', '=', id)
        .execute();
    }
    if (permissionIds !== null) {
      await keepingAnAdministrator(tx, () => replaceGrants(tx, id, permissionIds));
    }
    return await getRole(tx, id);
  });
}

/** Removes a role and its grants. Throws RoleNotFoundError, BuiltInRoleError or {@link RoleInUseError}. */
export async function deleteRole(db: Db, id: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (builtInRoles.has(await getName(tx, id))) throw new BuiltInRoleError();
    const { userCount } = await tx
      .selectFrom('user_roles')
      .select((select) => select.fn.countAll<number>().as('userCount'))
      .where('role_id', '=', id)
      .executeTakeFirstOrThrow();
    // A role that nobody has makes nobody an administrator: the last one cannot be lost here.
    if (userCount > 0) throw new RoleInUseError(userCount);
    await tx.deleteFrom('role_permissions').where('role_id', '=', id).execute();
    await tx.deleteFrom('roles').where('id', '=', id).execute();
  });
}

function validRoleName(text: string): string {
  const name = text.normalize('NFC').trim();
  const requirement = 'must be 1 to 50 characters long, without control characters';
  if (name === '') throw new InvalidFieldError('name', 'Role name is required', requirement);
  if (!isLongerThan(name, 50) && !/\p{Cc}/u.test(name)) return name;
  throw new InvalidFieldError('name', 'Invalid request', requirement);
}

function descriptionOf(text: string | null | undefined): string | null {
  const description = (text ?? '').normalize('NFC').trim();
  return description === '' ? null : description;
}

async function getName(tx: Tx, id: number): Promise<string> {
  const [role] = await tx.selectFrom('roles').select('name').where('id', '=', id).execute();
  if (role === undefined) throw new RoleNotFoundError();
  return role.name;
}

async function requireFreeName(tx: Tx, name: string, exceptId = 0): Promise<void> {
  const roles = await tx.selectFrom('roles').select(['id', 'name']).execute();
  if (roles.some((role) => role.id !== exceptId && foldKey(role.name) === foldKey(name))) {
    throw new RoleExistsError();
  }
}

async function getPermissionIds(tx: Tx, names: readonly string[]): Promise<number[]> {
  const permissions = await tx.selectFrom('permissions').select(['id', 'name']).execute();
  const ids = new Map(permissions.map(({ id, name }) => [name, id]));
  return [...new Set(names)].map((name) => {
    const id = ids.get(name);
    if (id === undefined) throw new UnknownPermissionError(name);
    return id;
  });
}

async function replaceGrants(tx: Tx, roleId: number, permissionIds: readonly number[]): Promise<void> {
  await tx.deleteFrom('role_permissions').where('role_id', '=', roleId).execute();
  if (permissionIds.length === 0) return;
  await tx
    .insertInto('role_permissions')
    .values(permissionIds.map((permissionId) => ({ role_id: roleId, permission_id: permissionId })))
    .execute();
}
