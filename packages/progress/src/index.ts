export { computeProgress, type ComputedProgress, type ProgressChange } from './compute-progress.ts';
export { InvalidPositionError, InvalidProgressError, InvalidTimeZoneError } from './errors.ts';
export { roundPercentage } from './percentage.ts';
export { maxPages, type Position } from './position.ts';
export type { Chapter } from './positions/chapters.ts';
export { webClient, type ClientPosition, type PositionKind } from './positions/client-position.ts';
export {
  convertPosition,
  type BookMeasure,
  type ConvertedPosition,
  type Quality,
} from './positions/convert-position.ts';
export type { LocatorValue } from './positions/locator.ts';
export type { NewPosition } from './positions/position-row.ts';
export { listPositions } from './positions/read-positions.ts';
export { findDocument } from './positions/find-document.ts';
export { savePosition, type SavedPosition } from './positions/save-position.ts';
export {
  adoptUnmatched,
  findUnmatched,
  keepUnmatched,
  listArrived,
  maxUnmatched,
  type UnmatchedPosition,
} from './positions/unmatched-positions.ts';
export type { Progress } from './progress.ts';
export type { ReadBook, Reading } from './reading.ts';
export {
  completeReading,
  getProgress,
  listProgress,
  resetProgress,
  saveProgress,
  startReading,
} from './save-progress.ts';
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
