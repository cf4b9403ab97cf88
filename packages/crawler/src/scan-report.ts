export const SCAN_STATUSES = ['running', 'completed', 'needs_confirmation', 'failed'] as const;
export type ScanStatus = (typeof SCAN_STATUSES)[number];

export const SCAN_TRIGGERS = ['startup', 'schedule', 'manual', 'validation'] as const;
export type ScanTrigger = (typeof SCAN_TRIGGERS)[number];

/** `quick` leaves files of unchanged size and time closed, `full` reads every file. */
export const SCAN_MODES = ['quick', 'full'] as const;
export type ScanMode = (typeof SCAN_MODES)[number];

export type WarningCode =
  'LIBRARY_UNREACHABLE' | 'LIBRARY_EMPTY' | 'FOLDER_UNREADABLE' | 'MANY_MISSING' | 'OUTSIDE_LIBRARY';

export interface ScanWarning {
  readonly code: WarningCode;
  /** Name of the library directory, never its path; empty for books outside all of them. */
  readonly library: string;
  readonly message: string;
  readonly count: number;
}

/** Books that a scan did not archive because too many were missing at once. */
export interface PendingQuestion {
  readonly missing: number;
  /** Active books of the libraries in question. */
  readonly of: number;
  /** The first 100. */
  readonly books: readonly PendingBook[];
}

export interface PendingBook {
  readonly id: number;
  readonly name: string;
  /** Relative to its library directory. */
  readonly filepath: string;
}

export interface ScanCounts {
  readonly directories_scanned: number;
  /** Supported files seen. */
  readonly books_found: number;
  readonly books_added: number;
  readonly books_updated: number;
  readonly books_moved: number;
  readonly books_archived: number;
  readonly books_unarchived: number;
  /** Files with a problem in this scan. */
  readonly files_quarantined: number;
  /** Files or directories that could not be examined. */
  readonly errors: number;
}

/** What a scan did, in the form the HTTP API shows. Times are ISO 8601 in UTC. */
export interface ScanReport extends ScanCounts {
  readonly id: number;
  readonly status: ScanStatus;
  readonly trigger: ScanTrigger;
  readonly mode: ScanMode;
  /** A user id. */
  readonly requested_by: number | null;
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly duration_ms: number | null;
  readonly warnings: readonly ScanWarning[];
  /** Set while the status is `needs_confirmation`. */
  readonly pending: PendingQuestion | null;
  /** Set while running; `files_total` is null while counting. */
  readonly progress: { readonly files_done: number; readonly files_total: number | null } | null;
}
