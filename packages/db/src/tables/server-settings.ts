import type { Generated } from 'kysely';

export interface ServerSettingsTable {
  /** Always 1. */
  id: number;
  auth_flow: Generated<string>;
  updated_at: Generated<string | null>;
}
