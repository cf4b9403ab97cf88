export { createCrawler } from './create-crawler.ts';
export type { Crawler } from './crawler.ts';
export type { StartedScan, ValidationResult } from './crawler-results.ts';
export type { CrawlerOptions } from './crawler-options.ts';
export {
  startCrawler,
  type CrawlerEvents,
  type CrawlerHandle,
  type StartCrawlerOptions,
  type WatchTimes,
} from './crawler-handle.ts';
export type { CrawlerLogger } from './logger.ts';
export type { ExternalMetadataOptions } from './providers/background-lookup.ts';
export type { AuthorDetails } from './metadata/author-details.ts';
export type { AuthorKey, ExternalFacts } from './metadata/external-facts.ts';
export type { Fetch } from './providers/polite-requests.ts';
export type { AuthorPages, MetadataProvider } from './providers/provider.ts';
export type { LookupMode } from './providers/lookup-policy.ts';
export { libraryNames, relativePath } from './paths/libraries.ts';
export {
  countQuarantine,
  listQuarantine,
  type QuarantineItem,
  type QuarantinePage,
  type QuarantineRequest,
} from './queries/quarantine.ts';
export { findLastScan, getScan, listScans, type PageRequest, type ScanPage } from './queries/scans.ts';
export type {
  PendingBook,
  PendingQuestion,
  ScanCounts,
  ScanMode,
  ScanReport,
  ScanStatus,
  ScanTrigger,
  ScanWarning,
  WarningCode,
} from './scan-report.ts';
export type { ConfirmAction } from './missing/confirm-missing.ts';
export {
  BookFileNotFoundError,
  CrawlerStoppedError,
  NothingToConfirmError,
  ScannedElsewhereError,
  ScanNotFoundError,
} from './scan/errors.ts';
export { parseMissingLimit, type MissingLimit } from './missing/missing-limit.ts';
export type { RefreshOptions, RefreshResult } from './scan/refresh-book.ts';
export type { ChangedBooks } from './scan/scan-context.ts';
export type { ScanRequest } from './reports/scan-records.ts';
