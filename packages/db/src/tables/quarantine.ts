import type { Generated, Insertable, Selectable } from 'kysely';

/** Files with a problem, as of the last scan that met it. */
export interface QuarantineTable {
  id: Generated<number>;
  file_path: string;
  file_size: number | null;
  file_mtime: number | null;
  reason: string;
  message: string;
  book_id: number | null;
  first_seen_at: string;
  last_seen_at: string;
}

export type QuarantineRow = Selectable<QuarantineTable>;
export type NewQuarantineEntry = Insertable<QuarantineTable>;
