import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@dust/db';
import { getScan } from '../queries/scans.ts';
import type { ScanReport } from '../scan-report.ts';
import { ScanNotFoundError } from './errors.ts';
import type { ScanLock } from './scan-lock.ts';

export interface FollowOptions {
  readonly db: Db;
  readonly lock: ScanLock;
  readonly onProgress: (report: ScanReport) => void;
  /** Ends the following, not the scan. */
  readonly signal: AbortSignal;
}

const LOOK_EVERY_MS = 500;

/** Tells of a scan that another crawler runs, up to its end; one whose process dies has failed. Returns the last report. */
export async function followScan(
  scanId: number,
  { db, lock, onProgress, signal }: FollowOptions,
): Promise<ScanReport> {
  for (;;) {
    // Whoever gets the lock has marked scans as failed that nobody runs any more.
    (await lock.tryTake())?.[Symbol.dispose]();
    const report = await getScan(db, scanId);
    if (report === undefined) throw new ScanNotFoundError();
    onProgress(report);
    if (report.status !== 'running') return report;
    try {
      await sleep(LOOK_EVERY_MS, undefined, { signal });
    } catch {
      return report;
    }
  }
}
