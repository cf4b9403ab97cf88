import type { Generated, Insertable, Selectable } from 'kysely';

export interface ScansTable {
  id: Generated<number>;
  /** `running`, `completed`, `needs_confirmation` or `failed`. */
  status: string;
  trigger: string;
  mode: string;
  requested_by: number | null;
  started_at: string;
  finished_at: string | null;
  /** JSON: counts, warnings, pending. */
  report: Generated<string>;
}

export type ScanRow = Selectable<ScansTable>;
export type NewScan = Insertable<ScansTable>;
