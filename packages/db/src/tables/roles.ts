import type { Generated, Insertable, Selectable } from 'kysely';

export interface RolesTable {
  id: Generated<number>;
  name: string;
  description: string | null;
  created_at: Generated<string | null>;
}

export type RoleRow = Selectable<RolesTable>;
export type NewRole = Insertable<RolesTable>;
