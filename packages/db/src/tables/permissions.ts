import type { Generated, Selectable } from 'kysely';

export interface PermissionsTable {
  id: Generated<number>;
  name: string;
  resource_type: string;
  description: string | null;
  created_at: Generated<string | null>;
}

export type PermissionRow = Selectable<PermissionsTable>;
