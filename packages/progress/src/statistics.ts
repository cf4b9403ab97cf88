import type { Db } from '@dust/db';
import { dailyActivity, type DailyActivity } from './daily-activity.ts';
import { dayTeller } from './calendar.ts';
import { roundPercentage } from './percentage.ts';
import { listShownActivity, listDaySpans } from './queries/activity-days.ts';
import { sumProgress } from './queries/progress-sums.ts';
import { listRecent, type RecentActivity } from './queries/recent.ts';
import { currentStreak, longestStreak } from './streak.ts';
import type { VisibleBooks } from './visible-books.ts';

export interface ReadingTotals {
  readonly totalBooksStarted: number;
  readonly totalBooksCompleted: number;
  readonly currentlyReading: number;
  readonly totalPagesRead: number;
  /** Mean percentage of the started books. */
  readonly averageProgress: number;
  /** Completed among the started books, in percent. */
  readonly averageCompletionRate: number;
  /** Days in a row, ending today or yesterday. */
  readonly readingStreak: number;
  /** Days. */
  readonly longestStreak: number;
}

export interface ReadingStatistics {
  readonly stats: ReadingTotals;
  /** The 10 newest. */
  readonly recentActivity: readonly RecentActivity[];
  /** The last 30 days, oldest first. */
  readonly dailyActivity: readonly DailyActivity[];
}

export interface StatisticsQuery {
  readonly userId: number;
  readonly visible: VisibleBooks;
  /** IANA name of the zone in which days begin and end; UTC by default. */
  readonly timeZone?: string | undefined;
  readonly now: Date;
}

/** One user's reading, archived books included. Throws {@link InvalidTimeZoneError}. */
export async function getStatistics(db: Db, query: StatisticsQuery): Promise<ReadingStatistics> {
  const tellDay = dayTeller(query.timeZone ?? 'UTC');
  const today = tellDay(query.now);
  const sums = await sumProgress(db, query);
  const spans = await listDaySpans(db, query);
  const readDays = new Set(spans.flatMap(({ first, last }) => [tellDay(first), tellDay(last)]));
  const activity = await listShownActivity(db, query, query.now);
  return {
    stats: {
      totalBooksStarted: sums.started,
      totalBooksCompleted: sums.completed,
      currentlyReading: sums.current,
      totalPagesRead: sums.pages,
      averageProgress: sums.started === 0 ? 0 : roundPercentage(sums.percentages / sums.started),
      averageCompletionRate: sums.started === 0 ? 0 : roundPercentage((sums.completed / sums.started) * 100),
      readingStreak: currentStreak(readDays, today),
      longestStreak: longestStreak(readDays),
    },
    recentActivity: await listRecent(db, query),
    dailyActivity: dailyActivity(activity, today, tellDay),
  };
}
