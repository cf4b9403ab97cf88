import type { ScanReport, ScanWarning } from './scan-report.ts';
import type { Unexamined } from './survey/gone-books.ts';

export interface StartedScan {
  readonly scanId: number;
  /** Whether the request has joined a scan that was running. */
  readonly isAlreadyRunning: boolean;
  /** Never rejects: a scan that fails has the status `failed`. */
  readonly finished: Promise<ScanReport>;
}

export interface ValidationResult {
  readonly scanId: number;
  readonly archivedIds: readonly number[];
  readonly unarchivedIds: readonly number[];
  readonly errors: readonly Unexamined[];
  /** Books held back until the scan is confirmed. */
  readonly pendingIds: readonly number[];
  readonly warnings: readonly ScanWarning[];
}
