import type { Generated, Insertable, Selectable } from 'kysely';

export interface ReadingProgressTable {
  id: Generated<number>;
  user_id: number;
  book_id: number;
  current_page: Generated<number | null>;
  total_pages: number | null;
  /** 0 to 100, unrounded. */
  percentage_complete: Generated<number | null>;
  last_read_at: Generated<string | null>;
  created_at: Generated<string | null>;
  updated_at: Generated<string | null>;
  /** A reader's own position: EPUB CFI or other text. */
  current_location: string | null;
}

export type ReadingProgressRow = Selectable<ReadingProgressTable>;
export type NewReadingProgress = Insertable<ReadingProgressTable>;

/** Pages read by quarter of an hour. */
export interface ReadingActivityTable {
  user_id: number;
  book_id: number;
  /** Unix time in seconds, floored to 15 minutes. */
  bucket: number;
  pages_read: Generated<number>;
}
