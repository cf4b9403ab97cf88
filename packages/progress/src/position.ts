import type { ReadingProgressRow } from '@dust/db';

/** Where a reader is in a book. */
export interface Position {
  /** Whole pages, 0 and up. */
  readonly page: number;
  /** Whole pages, 1 and up, or null when unknown. */
  readonly total: number | null;
  /** 0–100, unrounded. */
  readonly percentage: number;
  /** The reader's own position, never empty text. */
  readonly location: string | null;
}

/** The position in a row; of odd values that earlier servers left, the integer part of a page counts, and text as 0. */
export function positionOf(
  row: Pick<ReadingProgressRow, 'current_page' | 'total_pages' | 'percentage_complete' | 'current_location'>,
): Position {
  return {
    page: wholePages(row.current_page),
    total: wholePages(row.total_pages) || null,
    percentage: clampPercentage(row.percentage_complete),
    location: row.current_location === '' ? null : row.current_location,
  };
}

/** Whole pages without the fraction, 0 for what is negative or no number. */
export function wholePages(value: unknown): number {
  if (typeof value !== 'number' || !(value > 0)) return 0;
  return Math.min(Number.MAX_SAFE_INTEGER, Math.trunc(value));
}

/** A percentage within 0–100, 0 for what is no number. */
export function clampPercentage(value: unknown): number {
  if (typeof value !== 'number' || !(value > 0)) return 0;
  return Math.min(100, value);
}
