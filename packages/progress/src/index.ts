export { computeProgress, type ComputedProgress, type ProgressChange } from './compute-progress.ts';
export { InvalidProgressError, InvalidTimeZoneError } from './errors.ts';
export { roundPercentage } from './percentage.ts';
export type { Position } from './position.ts';
export type { Progress } from './progress.ts';
export type { ReadBook, Reading } from './reading.ts';
export { completeReading, getProgress, resetProgress, saveProgress, startReading } from './save-progress.ts';
