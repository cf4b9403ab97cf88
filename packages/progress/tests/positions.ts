import type { Db } from '@dust/db';
import { savePosition, type NewPosition, type SavedPosition } from '../src/index.ts';

/** 2026-01-02T10:00:00Z and so many minutes. */
export function at(minutes: number): Date {
  return new Date(Date.UTC(2026, 0, 2, 10, minutes));
}

/** A book of 300 pages. */
export const emma = { id: 1, pageCount: 300 };

/** What KOReader tells of a place in an EPUB. */
export function xpointer(percentage: number, device = 'kobo'): NewPosition {
  const value = `/body/DocFragment[4]/body/p[${Math.round(percentage)}]/text().0`;
  return { client: `koreader:${device}`, device, kind: 'xpointer', value, percentage };
}

/** Saves a position of user 1 in {@link emma}. */
export function save(db: Db, position: NewPosition, now: Date): Promise<SavedPosition> {
  return savePosition(db, { userId: 1, book: emma, position, now });
}
