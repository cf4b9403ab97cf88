import type { Generated } from 'kysely';

/** Rows of an earlier format that point to nothing, kept as JSON. */
export interface UpgradeLeftoversTable {
  id: Generated<number>;
  source_table: string;
  row: string;
  reason: string;
  created_at: Generated<string | null>;
}

export interface DustMigrationsTable {
  version: number;
  name: string;
  applied_at: Generated<string | null>;
}

/** One row of counters that triggers raise with every change that matters to what is kept in memory. */
export interface ChangeVersionsTable {
  id: number;
  /** Books, authors, series, tags and their assignments. */
  catalog: number;
  /** Users, ended sessions, roles and grants. */
  accounts: number;
}
