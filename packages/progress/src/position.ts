import type { ReadingProgressRow } from '@dust/db';

/** More pages than any book has, yet so few that those of all books can be added up. */
export const maxPages: number = 2 ** 31 - 1;

/** Where a reader is in a book. */
export interface Position {
  /** Whole pages, 0 to {@link maxPages}. */
  readonly page: number;
  /** Whole pages, 1 to {@link maxPages}, or null when unknown. */
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

/** Whole pages up to {@link maxPages} without the fraction, 0 for what is negative or no number. */
export function wholePages(value: unknown): number {
  if (typeof value !== 'number' || !(value > 0)) return 0;
  return Math.min(maxPages, Math.trunc(value));
}

/** A percentage within 0–100, 0 for what is no number. */
export function clampPercentage(value: unknown): number {
  if (typeof value !== 'number' || !(value > 0)) return 0;
  return Math.min(100, value);
}
