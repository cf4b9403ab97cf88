import { addDays, type Day } from './calendar.ts';
import { wholePages } from './position.ts';

/** What was read on one day. */
export interface DailyActivity {
  /** `2024-01-15` */
  readonly date: string;
  readonly pages_read: number;
  readonly books_read: number;
}

/** What was read of one book in one quarter of an hour. */
export interface BucketActivity {
  /** Unix seconds. */
  readonly bucket: number;
  readonly book_id: number;
  readonly pages_read: number;
}

/** Days shown. */
export const shownDays = 30;

/** The last 30 days up to today, oldest first; days without reading are zeros. */
export function dailyActivity(
  activity: readonly BucketActivity[],
  today: Day,
  tellDay: (moment: number) => Day,
): DailyActivity[] {
  const byDay = Map.groupBy(activity, ({ bucket }) => tellDay(bucket));
  return Array.from({ length: shownDays }, (_, index) => {
    const date = addDays(today, index - shownDays + 1);
    const ofDay = byDay.get(date) ?? [];
    return {
      date,
      pages_read: ofDay.reduce((sum, { pages_read: pages }) => sum + wholePages(pages), 0),
      books_read: new Set(ofDay.map(({ book_id: id }) => id)).size,
    };
  });
}
