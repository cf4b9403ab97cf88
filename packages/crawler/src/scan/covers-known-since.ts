import type { Db } from '@dust/db';
import { lastCompleteScanStart } from '../reports/scan-records.ts';

/** How long covers may have an older time than the scan that has seen them: clocks of file servers differ. */
const CLOCK_SKEW_MS = 10 * 60_000;

/** Cover files that have not changed since then (ms since 1970) need no new look. */
export async function coversKnownSince(db: Db, now: Date): Promise<number> {
  const lastStart = await lastCompleteScanStart(db);
  // After a scan of the future the clock was put back: no time of a file can be compared with it.
  return lastStart > now.getTime() ? 0 : lastStart - CLOCK_SKEW_MS;
}
