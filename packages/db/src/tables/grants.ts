import type { Generated } from 'kysely';

export interface UserRolesTable {
  user_id: number;
  role_id: number;
  granted_at: Generated<string | null>;
}

export interface RolePermissionsTable {
  role_id: number;
  permission_id: number;
}

export interface UserPermissionsTable {
  user_id: number;
  permission_id: number;
  /** A book id, or NULL: everywhere. */
  resource_id: number | null;
  granted_at: Generated<string | null>;
}
