export { computeProgress, type ComputedProgress, type ProgressChange } from './compute-progress.ts';
export { InvalidProgressError, InvalidTimeZoneError } from './errors.ts';
export { roundPercentage } from './percentage.ts';
export type { Position } from './position.ts';
export type { Progress } from './progress.ts';
export type { ReadBook, Reading } from './reading.ts';
export { completeReading, getProgress, resetProgress, saveProgress, startReading } from './save-progress.ts';
export type { DailyActivity } from './daily-activity.ts';
export type { RecentActivity } from './queries/recent.ts';
export { listReading, type ReadingList, type ReadingListQuery, type ReadingPage } from './reading-lists.ts';
export {
  getStatistics,
  type ReadingStatistics,
  type ReadingTotals,
  type StatisticsQuery,
} from './statistics.ts';
export { everyBook, type Sight, type VisibleBooks } from './visible-books.ts';
