import { InvalidProgressError } from './errors.ts';
import { clampPercentage, wholePages, type Position } from './position.ts';

/** What a reader sends. Absent and null mean the same, except for the location, where null clears. */
export interface ProgressChange {
  /** Fractions are cut off; beyond the total counts as the total. */
  readonly current_page?: number | null | undefined;
  /** 0 counts as absent. */
  readonly total_pages?: number | null | undefined;
  /** 0–100; only counts where it cannot be computed from pages. */
  readonly percentage_complete?: number | null | undefined;
  /** At most 4,096 bytes; empty text clears. */
  readonly current_location?: string | null | undefined;
}

export interface ComputedProgress extends Position {
  /** By how much the pages read today grow. */
  readonly pagesRead: number;
}

/** Where readers start. */
const beginning: Position = { page: 0, total: null, percentage: 0, location: null };

/**
 * The position after a change. `total` of the result is what is to be stored: a page count known only from the book is not.
 * Throws {@link InvalidProgressError}.
 *
 * @param stored the position so far, null without one
 * @param bookPageCount the pages of the book, if known
 */
export function computeProgress(
  stored: Position | null,
  change: ProgressChange,
  bookPageCount: number | null,
): ComputedProgress {
  assertValid(change);
  const before = stored ?? beginning;
  const total = wholePages(change.total_pages) || before.total;
  const known = total ?? (wholePages(bookPageCount) || null);
  const { page, percentage } = placeOf(before, change, known);
  const after = { page, total, percentage, location: locationOf(before, change, page) };
  const knownBefore = before.total ?? (wholePages(bookPageCount) || null);
  return { ...after, pagesRead: pagesBetween({ ...before, total: knownBefore }, { ...after, total: known }) };
}

function assertValid(change: ProgressChange): void {
  const { current_page: page, total_pages: total, percentage_complete: percentage } = change;
  const location = change.current_location ?? '';
  if ([page, total, percentage].some((value) => Number.isNaN(value)))
    throw new InvalidProgressError('Invalid request');
  if (total === Infinity || (total ?? 0) < 0) throw new InvalidProgressError('Invalid request');
  // A text has at most three bytes for each of its UTF-16 units, so most need no counting.
  if (location.length * 3 > maxLocationBytes && Buffer.byteLength(location) > maxLocationBytes)
    throw new InvalidProgressError('Invalid request');
  if ((page ?? percentage ?? null) === null && location === '')
    throw new InvalidProgressError('current_page is required');
}

const maxLocationBytes = 4096;

function placeOf(
  before: Position,
  change: ProgressChange,
  total: number | null,
): Pick<Position, 'page' | 'percentage'> {
  const percentage = change.percentage_complete ?? null;
  if ((change.current_page ?? null) !== null) {
    const page = Math.min(wholePages(change.current_page), total ?? Infinity);
    // Readers send percentages in units of their own (0–1 or 0–100), so pages decide wherever they can.
    if (total !== null) return { page, percentage: (page / total) * 100 };
    return { page, percentage: percentage === null ? before.percentage : clampPercentage(percentage) };
  }
  if (percentage === null) return before;
  const clamped = clampPercentage(percentage);
  return { page: total === null ? before.page : Math.round((clamped * total) / 100), percentage: clamped };
}

function locationOf(before: Position, change: ProgressChange, page: number): string | null {
  const location = change.current_location;
  if (location === undefined) return page === before.page ? before.location : null;
  return location === '' ? null : location;
}

/** Pages read from one position to the next; when the total changed, pages are of another size and percentages decide. */
function pagesBetween(before: Position, after: Position): number {
  if (after.total === before.total || after.total === null) return Math.max(0, after.page - before.page);
  return Math.max(0, Math.round(((after.percentage - before.percentage) * after.total) / 100));
}
