import { toIsoTime, type ReadingProgressRow } from '@dust/db';
import { roundPercentage } from './percentage.ts';
import { positionOf } from './position.ts';

/** One user's place in one book, as answers show it. */
export interface Progress {
  /** Of the progress, not of the book. */
  readonly id: number;
  readonly user_id: number;
  readonly book_id: number;
  /** Whole pages, 0 and up. */
  readonly current_page: number;
  /** Whole pages, 1 and up. */
  readonly total_pages: number | null;
  /** 0–100 with two decimals. */
  readonly percentage_complete: number;
  /** EPUB CFI or other text of the reader's own. */
  readonly current_location: string | null;
  /** The times are `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly last_read_at: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** Shapes a row, with whatever earlier servers left in it, for answers. */
export function toProgress(row: ReadingProgressRow): Progress {
  const position = positionOf(row);
  const lastReadAt = toIsoTime(row.last_read_at) ?? toIsoTime(row.updated_at) ?? unknownTime;
  return {
    id: row.id,
    user_id: row.user_id,
    book_id: row.book_id,
    current_page: position.page,
    total_pages: position.total,
    percentage_complete: roundPercentage(position.percentage),
    current_location: position.location,
    last_read_at: lastReadAt,
    created_at: toIsoTime(row.created_at) ?? lastReadAt,
    updated_at: toIsoTime(row.updated_at) ?? lastReadAt,
  };
}

const unknownTime = '1970-01-01T00:00:00Z';
