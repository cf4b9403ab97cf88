import { prepareQuery, type Db, type PreparedQuery, type Selectable, type UsersTable } from '@dust/db';
import { expandPermissions, type PermissionName } from '../permissions.ts';

/** A user as others may see it; times are as stored. */
export interface UserRecord {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  /** Never empty. */
  readonly displayName: string;
  readonly isActive: boolean;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly lastLoginAt: string | null;
  /** Role names by role id. */
  readonly roles: readonly string[];
  /** What is held everywhere, implied permissions included, in id order. */
  readonly permissions: readonly PermissionName[];
}

/** Columns of which a {@link UserRecord} is made. */
export const userColumns = [
  'id',
  'username',
  'email',
  'display_name',
  'is_active',
  'created_at',
  'updated_at',
  'last_login_at',
] as const;

export type UserColumns = Pick<Selectable<UsersTable>, (typeof userColumns)[number]>;

/** A membership (user and role), a direct grant (user and permission) or a grant to a role (role and permission). */
interface MembershipRow {
  readonly user_id: number | null;
  readonly role_id: number | null;
  readonly name: string;
}

interface IdRange {
  readonly first: number;
  readonly last: number;
}

const selectMemberships: PreparedQuery<IdRange, MembershipRow> = prepareQuery((db, argument: IdRange) =>
  db
    .selectFrom('user_roles')
    .innerJoin('roles', 'roles.id', 'user_roles.role_id')
    .select((select) => [
      select.ref('user_roles.user_id').$castTo<number | null>().as('user_id'),
      select.ref('user_roles.role_id').$castTo<number | null>().as('role_id'),
      'roles.name',
    ])
    .where('user_roles.user_id', '>=', argument.first)
    .where('user_roles.user_id', '<=', argument.last)
    .unionAll(
      db
        .selectFrom('user_permissions')
        .innerJoin('permissions', 'permissions.id', 'user_permissions.permission_id')
        .select((select) => [
          select.ref('user_permissions.user_id').$castTo<number | null>().as('user_id'),
          select.lit(null).$castTo<number | null>().as('role_id'),
          'permissions.name',
        ])
        .where('user_permissions.resource_id', 'is', null)
        .where('user_permissions.user_id', '>=', argument.first)
        .where('user_permissions.user_id', '<=', argument.last),
    )
    .unionAll(
      db
        .selectFrom('role_permissions')
        .innerJoin('permissions', 'permissions.id', 'role_permissions.permission_id')
        .select((select) => [
          select.lit(null).$castTo<number | null>().as('user_id'),
          select.ref('role_permissions.role_id').$castTo<number | null>().as('role_id'),
          'permissions.name',
        ]),
    )
    .orderBy('role_id'),
);

/** Adds roles and permissions to users in one statement. The rows must be all users between the first's id and the last's. */
export async function withMemberships(db: Db, users: readonly UserColumns[]): Promise<UserRecord[]> {
  const first = users[0]?.id;
  const last = users.at(-1)?.id;
  if (first === undefined || last === undefined) return [];
  const rows = await selectMemberships.all(db, { first, last });

  const grantsByRole = new Map<number, string[]>();
  const memberships = new Map<number, { roles: string[]; grants: string[] }>();
  for (const { user_id: userId, role_id: roleId, name } of rows) {
    if (userId === null && roleId !== null)
      grantsByRole.set(roleId, [...(grantsByRole.get(roleId) ?? []), name]);
  }
  for (const { user_id: userId, role_id: roleId, name } of rows) {
    if (userId === null) continue;
    const membership = memberships.get(userId) ?? { roles: [], grants: [] };
    memberships.set(userId, membership);
    if (roleId === null) membership.grants.push(name);
    else {
      membership.roles.push(name);
      membership.grants.push(...(grantsByRole.get(roleId) ?? []));
    }
  }
  return users.map((user) => userRecord(user, memberships.get(user.id)));
}

function userRecord(
  user: UserColumns,
  membership: { readonly roles: readonly string[]; readonly grants: readonly string[] } | undefined,
): UserRecord {
  const displayName = [user.display_name, user.username, user.email].find((name) => name.trim() !== '');
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    displayName: displayName ?? `User ${user.id}`,
    isActive: user.is_active !== 0,
    createdAt: user.created_at,
    updatedAt: user.updated_at,
    lastLoginAt: user.last_login_at,
    roles: membership?.roles ?? [],
    permissions: expandPermissions(membership?.grants ?? []),
  };
}
