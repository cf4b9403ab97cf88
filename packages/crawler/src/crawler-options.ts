import type { Db } from '@dust/db';
import type { CrawlerLogger } from './logger.ts';
import type { MissingLimit } from './missing/missing-limit.ts';
import type { ExternalMetadataOptions } from './providers/background-lookup.ts';
import type { ChangedBooks } from './scan/scan-context.ts';
import type { ScanReport } from './scan-report.ts';
import type { FileSystem } from './walk/file-system.ts';
import type { ReaderPool, ReaderPoolOptions } from './workers/reader-pool.ts';

export interface CrawlerOptions {
  readonly db: Db;
  /** Whether it was opened `behind` another handle, which needs no pauses then to get its turn. */
  readonly isBehind?: boolean | undefined;
  /** Library directories; relative ones are taken from the working directory. */
  readonly directories: readonly string[];
  readonly missingLimit?: MissingLimit | undefined;
  readonly readers?: ReaderPoolOptions | undefined;
  /** Reader threads that are shared with others, who dispose of them. */
  readonly pool?: ReaderPool | undefined;
  /** Asks Google Books and Open Library about ISBNs; off by default. */
  readonly externalMetadata?: ExternalMetadataOptions | undefined;
  readonly clock?: (() => Date) | undefined;
  readonly logger?: CrawlerLogger | undefined;
  readonly fileSystem?: FileSystem | undefined;
  /** At most once a second while something runs, and always at its end. */
  readonly onProgress?: ((report: ScanReport) => void) | undefined;
  readonly onBooks?: ((changed: ChangedBooks) => void) | undefined;
  /** Whether catalogues are being asked, or books read anew, in the background. */
  readonly onBackground?: ((isRunning: boolean) => void) | undefined;
  /** In the place of READER_VERSION; for tests of an upgrade. */
  readonly readerVersion?: number | undefined;
}
