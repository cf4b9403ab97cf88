import type { ValidationResult } from './crawler-results.ts';
import type { ExternalMetadataOptions } from './providers/background-lookup.ts';
import type { ScanReport } from './scan-report.ts';
import type { ConfirmAction } from './missing/confirm-missing.ts';
import type { MissingLimit } from './missing/missing-limit.ts';
import type { RefreshOptions, RefreshResult } from './scan/refresh-book.ts';
import type { ChangedBooks } from './scan/scan-context.ts';
import type { ScanRequest } from './reports/scan-records.ts';
import type { Place } from './walk/place.ts';

/** What the crawler's thread is started with. */
export interface ThreadOptions {
  readonly databaseFile: string;
  /** `writeTurns` of the handle that the thread is to write behind. Without it the thread pauses between writes. */
  readonly writeTurns?: SharedArrayBuffer | undefined;
  readonly directories: readonly string[];
  readonly missingLimit?: MissingLimit | undefined;
  readonly externalMetadata?: Omit<ExternalMetadataOptions, 'fetch' | 'providers'> | undefined;
  /** Number of reader threads. */
  readonly readers?: number | undefined;
}

/** The questions the thread answers: name → what is asked and what is answered. */
export interface ThreadCalls {
  startScan: { asks: ScanRequest; answers: { scanId: number; isAlreadyRunning: boolean } };
  look: { asks: { places: readonly Place[] }; answers: boolean };
  validate: { asks: { requestedBy: number | null }; answers: ValidationResult };
  confirm: { asks: { scanId: number; action: ConfirmAction }; answers: readonly number[] };
  refreshBook: { asks: { bookId: number; options: RefreshOptions }; answers: RefreshResult };
  /** The stored report of a scan. */
  findReport: { asks: { scanId: number }; answers: ScanReport | null };
  /** Stops what runs and ends the thread. */
  close: { asks: null; answers: null };
}

export type CallName = keyof ThreadCalls;

export type CallMessage = {
  readonly [Name in CallName]: {
    readonly call: number;
    readonly name: Name;
    readonly asks: ThreadCalls[Name]['asks'];
  };
}[CallName];

export interface ThreadFailure {
  readonly code: string | null;
  readonly message: string;
}

export type LogLevel = 'info' | 'warn' | 'error';

export type ThreadMessage =
  | { readonly kind: 'answer'; readonly call: number; readonly answer: unknown }
  | { readonly kind: 'failure'; readonly call: number; readonly failure: ThreadFailure }
  | { readonly kind: 'progress'; readonly report: ScanReport }
  | { readonly kind: 'books'; readonly changed: ChangedBooks }
  | { readonly kind: 'background'; readonly isRunning: boolean }
  | { readonly kind: 'log'; readonly level: LogLevel; readonly fields: object; readonly message: string };
