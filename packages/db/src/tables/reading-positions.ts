import type { Insertable, Selectable } from 'kysely';

/** Where each client of a reader is in a book, in the client's own terms. */
export interface ReadingPositionsTable {
  user_id: number;
  book_id: number;
  /** Tells the clients of a reader apart: `web`, `koreader:` and the device's id, `readium:` and the device's id. */
  client: string;
  /** The name of the device, for people. */
  device: string | null;
  /** `page`, `cfi`, `locator`, `xpointer` or `percentage`. */
  kind: string;
  /** Verbatim as the client sent it. */
  value: string;
  /** 0 to 100, unrounded. */
  percentage: number;
  page: number | null;
  total_pages: number | null;
  /** When it was read and when it arrived, in Unix milliseconds. */
  read_at: number;
  received_at: number;
}

export type ReadingPositionRow = Selectable<ReadingPositionsTable>;
export type NewReadingPosition = Insertable<ReadingPositionsTable>;

/** Positions in files that no book is known of. */
export interface UnmatchedPositionsTable {
  user_id: number;
  /** KOReader's partial MD5 of the file, 32 hex digits, or what else the client names it by. */
  document: string;
  client: string;
  device: string | null;
  value: string;
  /** 0 to 100, unrounded. */
  percentage: number;
  /** Unix milliseconds. */
  received_at: number;
}

export type UnmatchedPositionRow = Selectable<UnmatchedPositionsTable>;
