import { toIsoTime, type Selectable, type Tables } from '@dust/db';
import type { PendingQuestion, ScanCounts, ScanReport, ScanStatus, ScanWarning } from '../scan-report.ts';
import type { ReadingState } from './reading-state.ts';
import { SCAN_MODES, SCAN_STATUSES, SCAN_TRIGGERS } from '../scan-report.ts';

/** The JSON of `scans.report`: what the columns do not say. */
export interface StoredReport extends ScanCounts {
  readonly duration_ms: number | null;
  readonly warnings: readonly ScanWarning[];
  readonly pending: PendingQuestion | null;
  /** All books of the pending question. */
  readonly pending_ids?: readonly number[];
  readonly progress: ScanReport['progress'];
  /** Set in complete scans. */
  readonly reading?: ReadingState;
}

export const emptyReport: StoredReport = {
  directories_scanned: 0,
  books_found: 0,
  books_added: 0,
  books_updated: 0,
  books_moved: 0,
  books_archived: 0,
  books_unarchived: 0,
  files_quarantined: 0,
  errors: 0,
  duration_ms: null,
  warnings: [],
  pending: null,
  progress: null,
};

/** Reads the JSON; fields that are not there are empty. The JSON is only ever written here. */
export function parseReport(json: string): StoredReport {
  const value: unknown = JSON.parse(json);
  const stored: Partial<StoredReport> = typeof value === 'object' && value !== null ? value : {};
  return { ...emptyReport, ...stored };
}

/** The report as the API shows it. */
export function toScanReport(row: Selectable<Tables['scans']>): ScanReport {
  const { pending_ids: _ids, reading: _reading, ...report } = parseReport(row.report);
  const status = oneOf(SCAN_STATUSES, row.status, 'failed');
  return {
    id: row.id,
    status,
    trigger: oneOf(SCAN_TRIGGERS, row.trigger, 'manual'),
    mode: oneOf(SCAN_MODES, row.mode, 'quick'),
    requested_by: row.requested_by,
    started_at: toIsoTime(row.started_at) ?? row.started_at,
    finished_at: toIsoTime(row.finished_at),
    ...report,
    pending: only(status, 'needs_confirmation', report.pending),
    progress: only(status, 'running', report.progress),
  };
}

function only<T>(status: ScanStatus, wanted: ScanStatus, value: T): T | null {
  return status === wanted ? value : null;
}

function oneOf<T extends string>(values: readonly T[], text: string, otherwise: T): T {
  return values.find((value) => value === text) ?? otherwise;
}
