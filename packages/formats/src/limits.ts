import { BookFileError } from './problem.ts';

/** Bounds of reading one file. What exceeds them is a problem of the file, never of the reader. */
export interface ReadLimits {
  /** Largest package document, ComicInfo, EXTH block … after decompression. */
  readonly metadataBytes: number;
  /** Largest page or cover image. */
  readonly imageBytes: number;
  /** Largest image taken as a cover. */
  readonly coverBytes: number;
  /** Largest image taken as a cover, width times height. */
  readonly coverPixels: number;
  /** Most entries of an archive. */
  readonly archiveEntries: number;
  /** How many times larger than its compressed form an entry over 1 MB may be. */
  readonly inflateRatio: number;
  /** Most bytes decompressed in one call. */
  readonly inflatedBytes: number;
  /** Checked between the steps of reading; one step is not interrupted. */
  readonly timeoutMs: number;
  /** Most memory the PDF reader may grow to. */
  readonly pdfMemoryBytes: number;
}

const MB = 1_000_000;

export const DEFAULT_LIMITS: ReadLimits = {
  metadataBytes: 10 * MB,
  imageBytes: 50 * MB,
  coverBytes: 20 * MB,
  coverPixels: 40_000_000,
  archiveEntries: 50_000,
  inflateRatio: 200,
  inflatedBytes: 200 * MB,
  timeoutMs: 30_000,
  pdfMemoryBytes: 256 * 1024 * 1024,
};

/** The limits, the clock and the wish to stop of one call. */
export class ReadBudget {
  readonly limits: ReadLimits;
  readonly #signal: AbortSignal | undefined;
  readonly #deadline: number;
  #inflatedBytes = 0;

  constructor(limits: Partial<ReadLimits> = {}, signal?: AbortSignal) {
    this.limits = { ...DEFAULT_LIMITS, ...limits };
    this.#signal = signal;
    this.#deadline = performance.now() + this.limits.timeoutMs;
  }

  /** Throws the abort reason of the signal, or a TIMEOUT problem. */
  check(): void {
    this.#signal?.throwIfAborted();
    if (this.isLate()) {
      throw new BookFileError('TIMEOUT', 'Reading the file took too long.');
    }
  }

  /** Whether the deadline has passed. */
  isLate(): boolean {
    return performance.now() > this.#deadline;
  }

  /** Counts decompressed bytes; throws a TOO_LARGE problem when they are too many. */
  spend(bytes: number): void {
    this.#inflatedBytes += bytes;
    if (this.#inflatedBytes > this.limits.inflatedBytes) {
      throw new BookFileError('TOO_LARGE', 'The file decompresses to more data than is allowed.');
    }
  }
}
