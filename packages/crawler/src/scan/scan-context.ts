import type { Db } from '@dust/db';
import type { CrawlerLogger } from '../logger.ts';
import type { Library } from '../paths/libraries.ts';
import type { ScanMode } from '../scan-report.ts';
import type { LookupPolicy } from '../providers/lookup-policy.ts';
import type { FileSystem } from '../walk/file-system.ts';
import type { ReaderPool } from '../workers/reader-pool.ts';
import type { MissingLimit } from '../missing/missing-limit.ts';
import type { Tally } from '../reports/tally.ts';

/** Ids of books that a scan has changed, for those who show them. */
export interface ChangedBooks {
  readonly added: readonly number[];
  /** Changed, moved and returned ones. */
  readonly updated: readonly number[];
  readonly archived: readonly number[];
}

/** What the steps of a scan share. */
export interface ScanContext {
  readonly db: Db;
  /** Whether `db` writes behind another handle. */
  readonly isBehind: boolean;
  readonly libraries: readonly Library[];
  readonly fileSystem: FileSystem;
  readonly clock: () => Date;
  readonly mode: ScanMode;
  readonly missingLimit: MissingLimit;
  readonly tally: Tally;
  readonly signal: AbortSignal;
  readonly pool: ReaderPool;
  readonly lookup: LookupPolicy;
  /** Cover files that have not changed since then (ms since 1970) need no new look. */
  readonly coversKnownSince: number;
  readonly logger: CrawlerLogger;
  readonly onBooks: (changed: Partial<ChangedBooks>) => void;
}
