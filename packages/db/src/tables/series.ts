import type { Generated, Insertable, Selectable } from 'kysely';

export interface SeriesTable {
  id: Generated<number>;
  name: string;
  /** The name as {@link foldKey} folds it; one series a key. */
  name_key: string;
  created_at: Generated<string | null>;
  updated_at: Generated<string | null>;
}

export type SeriesRow = Selectable<SeriesTable>;
export type NewSeries = Insertable<SeriesTable>;
