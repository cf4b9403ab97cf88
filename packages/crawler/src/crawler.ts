import type { CrawlerOptions } from './crawler-options.ts';
import type { StartedScan, ValidationResult } from './crawler-results.ts';
import { silentLogger } from './logger.ts';
import { librariesOf, type Library } from './paths/libraries.ts';
import { BackgroundLookup } from './providers/background-lookup.ts';
import type { ScanMode, ScanReport } from './scan-report.ts';
import { confirmMissing, type ConfirmAction } from './missing/confirm-missing.ts';
import { CrawlerStoppedError } from './scan/errors.ts';
import { DEFAULT_MISSING_LIMIT } from './missing/missing-limit.ts';
import type { RefreshContext, RefreshOptions, RefreshResult } from './scan/refresh-book.ts';
import { refreshBook } from './scan/refresh-book.ts';
import { runScan, type ScanOutcome } from './scan/run-scan.ts';
import { runValidation } from './scan/run-validation.ts';
import type { ChangedBooks, ScanContext } from './scan/scan-context.ts';
import { followScan } from './scan/follow-scan.ts';
import { ScanLock } from './scan/scan-lock.ts';
import { coversKnownSince } from './scan/covers-known-since.ts';
import { beginScan, type ScanRequest } from './reports/scan-records.ts';
import { ScanRun } from './scan/scan-run.ts';
import { lookAtPlaces } from './scan/look-at-places.ts';
import { readingStateAfter } from './reports/reading-state.ts';
import { Tally } from './reports/tally.ts';
import { BackgroundReading } from './scan/background-reading.ts';
import type { Place } from './walk/place.ts';
import { diskFileSystem, type FileSystem } from './walk/file-system.ts';
import { ReaderPool } from './workers/reader-pool.ts';
import { READER_VERSION } from './workers/reader-version.ts';

type ScanWork = (context: ScanContext) => Promise<ScanOutcome>;

interface Begun {
  readonly run: ScanRun;
  /** Never rejects. */
  readonly finished: Promise<{ readonly report: ScanReport; readonly outcome: ScanOutcome | null }>;
}

/** Opens a crawler on a database. Scans that a process left running which is no more are marked as failed. */
export async function createCrawler(options: CrawlerOptions): Promise<Crawler> {
  const crawler = new Crawler(options);
  await crawler.closeInterrupted();
  return crawler;
}

/** Keeps a database in step with library directories. One scan at a time. */
export class Crawler implements AsyncDisposable {
  readonly #options: CrawlerOptions;
  readonly #libraries: readonly Library[];
  readonly #pool: ReaderPool;
  readonly #stop = new AbortController();
  readonly #clock: () => Date;
  readonly #fileSystem: FileSystem;
  readonly #lookups: BackgroundLookup;
  readonly #reading: BackgroundReading;
  /** Kinds of work that go on in the background. */
  #backgroundWork = 0;
  readonly #lock: ScanLock;
  #running: { readonly run: ScanRun; readonly finished: Promise<ScanReport> } | undefined;
  /** A scan that was asked for and has no row yet. */
  #starting: Promise<StartedScan> | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: CrawlerOptions) {
    this.#options = options;
    this.#libraries = librariesOf(options.directories);
    this.#pool = options.pool ?? new ReaderPool(options.readers);
    this.#clock = options.clock ?? (() => new Date());
    this.#fileSystem = options.fileSystem ?? diskFileSystem;
    const { db, logger = silentLogger } = options;
    const shared = { db, logger, clock: this.#clock, signal: this.#stop.signal };
    this.#lock = new ScanLock(shared);
    this.#lookups = new BackgroundLookup({
      ...shared,
      externalMetadata: options.externalMetadata,
      apply: async (bookId) => this.#readAnew(bookId),
      onRunning: (isRunning) => this.#noteBackground(isRunning),
    });
    this.#reading = new BackgroundReading({
      ...shared,
      version: options.readerVersion ?? READER_VERSION,
      read: async (bookId) => this.#readAnew(bookId),
      isScanning: () => this.#running !== undefined,
      onRunning: (isRunning) => this.#noteBackground(isRunning),
    });
  }

  /** The report of what runs now, if anything does. */
  currentReport(): ScanReport | null {
    return this.#running?.run.report() ?? null;
  }

  /** Marks scans as failed that nobody runs any more. */
  async closeInterrupted(): Promise<void> {
    (await this.#lock.tryTake())?.[Symbol.dispose]();
  }

  /** Starts a scan, or joins the one that runs, be it in another process. */
  async startScan(request: ScanRequest): Promise<StartedScan> {
    const running = this.#running;
    if (running !== undefined && running.run.trigger !== 'validation') {
      return { scanId: running.run.scanId, isAlreadyRunning: true, finished: running.finished };
    }
    if (this.#starting !== undefined) return { ...(await this.#starting), isAlreadyRunning: true };
    const { promise: started, resolve, reject } = Promise.withResolvers<StartedScan>();
    this.#starting = started;
    this.#queue(async () => {
      const lock = await this.#lock.takeOrFind();
      if (typeof lock === 'number') return this.#join(lock, resolve);
      const { run, finished } = await this.#begin(lock, request, runScan);
      void finished.then(({ outcome }) => outcome !== null && this.#startBackground());
      resolve({
        scanId: run.scanId,
        isAlreadyRunning: false,
        finished: finished.then(({ report }) => report),
      });
      await finished;
    }).catch(reject);
    try {
      return await started;
    } finally {
      this.#starting = undefined;
    }
  }

  /** Runs a scan to its end. */
  async scan(request: ScanRequest): Promise<ScanReport> {
    const { finished } = await this.startScan(request);
    return finished;
  }

  /** Looks at some places only, after a scan that runs, and without a report. False: nothing was done, and only a scan can tell. */
  async look(places: readonly Place[]): Promise<boolean> {
    return this.#queue(async () => {
      using held = new DisposableStack();
      held.use(await this.#lock.take());
      const since = await coversKnownSince(this.#options.db, this.#clock());
      const isDone = await lookAtPlaces(this.#scanContext(new Tally(), 'quick', since), places);
      return isDone;
    });
  }

  /** Looks for the file of every book, after a scan that runs. */
  async validate({ requestedBy }: { readonly requestedBy: number | null }): Promise<ValidationResult> {
    return this.#queue(async () => {
      const { finished } = await this.#begin(
        await this.#lock.take(),
        { trigger: 'validation', mode: 'quick', requestedBy },
        runValidation,
      );
      const { report, outcome } = await finished;
      if (outcome === null) throw new CrawlerStoppedError();
      return {
        scanId: report.id,
        archivedIds: outcome.archived,
        unarchivedIds: outcome.unarchived,
        errors: outcome.unexamined,
        pendingIds: outcome.heldBack?.ids ?? [],
        warnings: report.warnings,
      };
    });
  }

  /** Decides a scan's question; returns the ids of the books archived. Throws ScanNotFoundError, NothingToConfirmError. */
  async confirm(scanId: number, action: ConfirmAction): Promise<number[]> {
    const archived = await confirmMissing(this.#fileContext(), scanId, action);
    this.#emit({ archived });
    return archived;
  }

  /** Derives a book's metadata, cover and automatic tags anew. Throws BookFileNotFoundError. */
  async refreshBook(bookId: number, options: RefreshOptions = {}): Promise<RefreshResult> {
    const ask = options.keepsLegacy === true ? null : this.#lookups.ask;
    const result = await refreshBook(this.#refreshContext(ask), bookId, options);
    this.#emit({ updated: [bookId] });
    return result;
  }

  /** Stops what runs, which then has the status `failed`, and ends all threads. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(new CrawlerStoppedError());
    if (this.#options.pool === undefined) await this.#pool[Symbol.asyncDispose]();
    await this.#turn;
    await this.waitForBackground();
  }

  /** Resolves when no catalogue is being asked and no book is read anew. */
  async waitForBackground(): Promise<void> {
    await Promise.all([this.#lookups.finished, this.#reading.finished]);
  }

  async #queue<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(() => {
      this.#stop.signal.throwIfAborted();
      return work();
    });
    this.#turn = mine.catch(() => {});
    return mine;
  }

  /** Follows a scan of another process to its end. */
  async #join(scanId: number, tell: (started: StartedScan) => void): Promise<void> {
    const { db, onProgress = () => {} } = this.#options;
    const { promise: isHeard, resolve: hear } = Promise.withResolvers<void>();
    const finished = followScan(scanId, {
      db,
      lock: this.#lock,
      signal: this.#stop.signal,
      onProgress: (report) => {
        onProgress(report);
        hear();
      },
    });
    await Promise.race([isHeard, finished]);
    tell({ scanId, isAlreadyRunning: true, finished });
    await finished;
  }

  /** Starts work under the lock, which is given back at its end. */
  async #begin(lock: Disposable, request: ScanRequest, work: ScanWork): Promise<Begun> {
    using stack = new DisposableStack();
    stack.use(lock);
    const { db, onProgress = () => {}, logger = silentLogger } = this.#options;
    const startedAt = this.#clock();
    const knownSince = await coversKnownSince(db, startedAt);
    const reading = await readingStateAfter(db, this.#reading.version, request.mode);
    const scanId = await beginScan(db, request, startedAt);
    const run = new ScanRun({
      ...this.#fileContext(),
      scanId,
      request,
      reading,
      startedAt,
      onProgress,
      onFailure: (error) => logger.error({ scanId, error: String(error) }, 'The scan has failed'),
    });
    const context = this.#scanContext(run.tally, request.mode, knownSince);
    const held = stack.move();
    const finished = run
      .execute(() => work(context))
      .finally(() => {
        this.#running = undefined;
        held.dispose();
      });
    this.#running = { run, finished: finished.then(({ report }) => report) };
    return { run, finished };
  }

  #scanContext(tally: Tally, mode: ScanMode, knownSince: number): ScanContext {
    return {
      ...this.#fileContext(),
      isBehind: this.#options.isBehind ?? false,
      mode,
      missingLimit: this.#options.missingLimit ?? DEFAULT_MISSING_LIMIT,
      tally,
      signal: this.#stop.signal,
      pool: this.#pool,
      lookup: this.#lookups.policy,
      coversKnownSince: knownSince,
      logger: this.#options.logger ?? silentLogger,
      onBooks: (changed) => this.#emit(changed),
    };
  }

  #startBackground(): void {
    this.#lookups.start();
    this.#reading.start();
  }

  #noteBackground(isRunning: boolean): void {
    this.#backgroundWork += isRunning ? 1 : -1;
    this.#options.onBackground?.(this.#backgroundWork > 0);
  }

  /** Reads a book anew, with what catalogues have said about it; what people have edited stays. */
  async #readAnew(bookId: number): Promise<void> {
    await refreshBook(this.#refreshContext(null), bookId, { keepsLegacy: true });
    this.#emit({ updated: [bookId] });
  }

  #refreshContext(askCatalogues: RefreshContext['askCatalogues']): RefreshContext {
    return { ...this.#fileContext(), pool: this.#pool, lookup: this.#lookups.policy, askCatalogues };
  }

  #fileContext(): Pick<ScanContext, 'db' | 'libraries' | 'fileSystem' | 'clock'> {
    return {
      db: this.#options.db,
      libraries: this.#libraries,
      fileSystem: this.#fileSystem,
      clock: this.#clock,
    };
  }

  #emit({ added = [], updated = [], archived = [] }: Partial<ChangedBooks>): void {
    if (added.length + updated.length + archived.length > 0)
      this.#options.onBooks?.({ added, updated, archived });
  }
}
