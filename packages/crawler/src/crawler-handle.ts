import { EventEmitter } from 'node:events';
import type { ValidationResult } from './crawler-results.ts';
import { CrawlerThread } from './crawler-thread.ts';
import { silentLogger, type CrawlerLogger } from './logger.ts';
import type { ScanReport } from './scan-report.ts';
import type { ConfirmAction } from './missing/confirm-missing.ts';
import { CrawlerStoppedError, ScannedElsewhereError } from './scan/errors.ts';
import { ScanDuty } from './scan-duty.ts';
import type { RefreshOptions, RefreshResult } from './scan/refresh-book.ts';
import type { ChangedBooks } from './scan/scan-context.ts';
import type { ScanRequest } from './reports/scan-records.ts';
import { LibraryWatcher } from './watch/library-watcher.ts';
import type { Place } from './walk/place.ts';
import type { CallName, ThreadCalls, ThreadMessage, ThreadOptions } from './thread-messages.ts';

export interface StartCrawlerOptions extends ThreadOptions {
  readonly logger?: CrawlerLogger | undefined;
  /** Watches the directories, and looks where something has changed. */
  readonly watch?: boolean | WatchTimes | undefined;
  /** How long the thread is kept without work; 30 s by default. */
  readonly idleMs?: number | undefined;
  /** Another module for the thread; for tests of its death. */
  readonly threadModule?: URL | undefined;
}

export interface WatchTimes {
  /** How long nothing must happen before a look; 3 s by default. */
  readonly quietMs?: number;
  /** When to look although it is not quiet; 60 s by default. */
  readonly longestMs?: number;
  /** How many folders are watched at most, those with folders in them first; 20,000 by default. */
  readonly mostFolders?: number;
}

export interface CrawlerEvents {
  /** At most once a second while something runs, and always at its end. */
  progress: [report: ScanReport];
  books: [changed: ChangedBooks];
}

/** A crawler in a thread of its own, which is started when there is work and ended when there is none. */
export interface CrawlerHandle extends AsyncDisposable {
  /**
   * Starts a scan, or joins the one that runs, be it in another process. Throws ScannedElsewhereError if nobody has asked for it
   * and another handle on the database, in whatever process, makes such scans.
   */
  requestScan(request: ScanRequest): Promise<{ scanId: number; isAlreadyRunning: boolean }>;
  /** Resolves with true when the scan is not running any more, with false after the time. */
  waitForScan(scanId: number, timeoutMs: number): Promise<boolean>;
  /** Looks for the file of every book, after a scan that runs. */
  validate(request: { readonly requestedBy: number | null }): Promise<ValidationResult>;
  /** Decides a scan's question; the ids of the books archived. Throws ScanNotFoundError, NothingToConfirmError. */
  confirm(scanId: number, action: ConfirmAction): Promise<readonly number[]>;
  /** Derives a book anew from its file. Throws BookFileNotFoundError. */
  refreshBook(bookId: number, options?: RefreshOptions): Promise<RefreshResult>;
  /** The last report of what runs, if anything does. */
  currentReport(): ScanReport | null;
  on<Name extends keyof CrawlerEvents>(
    event: Name,
    listener: (...args: CrawlerEvents[Name]) => void,
  ): CrawlerHandle;
}

const DEFAULT_IDLE_MS = 30_000;
/** The longest time that timers can wait for. */
const LONGEST_SCAN_MS = 2 ** 31 - 1;
const hintedScan: ScanRequest = { trigger: 'schedule', mode: 'quick', requestedBy: null };

/** Prepares a crawler on a database file that the caller has opened, and so brought up to date. No thread is started yet. */
export function startCrawler(options: StartCrawlerOptions): CrawlerHandle {
  return new ThreadedCrawler(options);
}

class ThreadedCrawler implements CrawlerHandle {
  readonly #options: StartCrawlerOptions;
  readonly #logger: CrawlerLogger;
  readonly #events = new EventEmitter<CrawlerEvents>();
  readonly #watcher: LibraryWatcher | undefined;
  readonly #duty: ScanDuty;
  #thread: CrawlerThread | undefined;
  #report: ScanReport | null = null;
  /** Scans that were started and have not been reported as ended. */
  readonly #running = new Set<number>();
  #openCalls = 0;
  #isBackgroundBusy = false;
  #idleTimer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: StartCrawlerOptions) {
    this.#options = options;
    this.#logger = options.logger ?? silentLogger;
    this.#events.setMaxListeners(0);
    this.#duty = new ScanDuty(options.databaseFile);
    const { watch = false, directories } = options;
    if (watch === false) return;
    this.#watcher = new LibraryWatcher({
      directories,
      logger: this.#logger,
      onChange: (places) => void this.#followHints(places),
      ...(watch === true ? {} : watch),
    });
    void this.#watcher.refresh();
  }

  on<Name extends keyof CrawlerEvents>(
    event: Name,
    listener: (...args: CrawlerEvents[Name]) => void,
  ): CrawlerHandle {
    const events: EventEmitter = this.#events;
    events.on(event, listener);
    return this;
  }

  currentReport(): ScanReport | null {
    return this.#report;
  }

  async requestScan(request: ScanRequest): Promise<{ scanId: number; isAlreadyRunning: boolean }> {
    if (this.#isStopped) throw new CrawlerStoppedError();
    if (request.trigger !== 'manual' && !this.#duty.isMine()) throw new ScannedElsewhereError();
    return this.#call('startScan', request);
  }

  waitForScan(scanId: number, timeoutMs: number): Promise<boolean> {
    if (!this.#running.has(scanId)) return Promise.resolve(true);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const finish = (isEnded: boolean): void => {
      clearTimeout(timer);
      this.#events.off('progress', look);
      resolve(isEnded);
    };
    const look = (): void => {
      if (!this.#running.has(scanId)) finish(true);
    };
    const timer = setTimeout(() => finish(false), timeoutMs);
    this.#events.on('progress', look);
    return promise;
  }

  validate(request: { readonly requestedBy: number | null }): Promise<ValidationResult> {
    return this.#call('validate', request);
  }

  confirm(scanId: number, action: ConfirmAction): Promise<readonly number[]> {
    return this.#call('confirm', { scanId, action });
  }

  refreshBook(bookId: number, options: RefreshOptions = {}): Promise<RefreshResult> {
    return this.#call('refreshBook', { bookId, options });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true;
    this.#watcher?.[Symbol.dispose]();
    clearTimeout(this.#idleTimer);
    await this.#thread?.close();
    this.#thread = undefined;
    this.#duty[Symbol.dispose]();
  }

  async #call<Name extends CallName>(
    name: Name,
    asks: ThreadCalls[Name]['asks'],
  ): Promise<ThreadCalls[Name]['answers']> {
    if (this.#isStopped) throw new CrawlerStoppedError();
    clearTimeout(this.#idleTimer);
    this.#openCalls += 1;
    try {
      this.#thread ??= this.#startThread();
      return await this.#thread.call(name, asks);
    } finally {
      this.#openCalls -= 1;
      this.#endWhenIdle();
    }
  }

  #startThread(): CrawlerThread {
    const { databaseFile, writeTurns, directories, missingLimit, externalMetadata, readers } = this.#options;
    this.#isBackgroundBusy = false;
    return new CrawlerThread(
      { databaseFile, writeTurns, directories, missingLimit, externalMetadata, readers },
      { onMessage: (message) => this.#hear(message), onDeath: (error) => this.#recover(error) },
      this.#options.threadModule,
    );
  }

  #hear(message: ThreadMessage): void {
    switch (message.kind) {
      case 'progress':
        this.#hearProgress(message.report);
        break;
      case 'books':
        this.#events.emit('books', message.changed);
        break;
      case 'background':
        this.#isBackgroundBusy = message.isRunning;
        this.#endWhenIdle();
        break;
      case 'log':
        this.#logger[message.level](message.fields, message.message);
        break;
      case 'answer':
      case 'failure':
        break;
    }
  }

  #hearProgress(report: ScanReport): void {
    const isRunning = report.status === 'running';
    if (isRunning) this.#running.add(report.id);
    else this.#running.delete(report.id);
    this.#report = isRunning ? report : null;
    this.#events.emit('progress', report);
    if (isRunning) return;
    void this.#watcher?.refresh();
    this.#endWhenIdle();
  }

  /** Looks at the places, or scans everything where they are not known or do not tell enough. */
  async #followHints(places: readonly Place[] | null): Promise<void> {
    if (this.#isStopped || !this.#duty.isMine()) return;
    if (places !== null && (await this.#look(places))) return;
    await this.#scanByHint();
  }

  async #look(places: readonly Place[]): Promise<boolean> {
    try {
      return await this.#call('look', { places });
    } catch (error) {
      if (!this.#isStopped) this.#logger.warn({ error: String(error) }, 'A change could not be looked at');
      return false;
    }
  }

  /** A scan that runs may have passed the place by already, so another one follows it. */
  async #scanByHint(): Promise<void> {
    try {
      const { scanId, isAlreadyRunning } = await this.requestScan(hintedScan);
      if (!isAlreadyRunning) return;
      await this.waitForScan(scanId, LONGEST_SCAN_MS);
      await this.requestScan(hintedScan);
    } catch (error) {
      if (!this.#isStopped && !(error instanceof ScannedElsewhereError))
        this.#logger.error({ error: String(error) }, 'A change could not be followed');
    }
  }

  #endWhenIdle(): void {
    clearTimeout(this.#idleTimer);
    const isBusy = this.#openCalls > 0 || this.#running.size > 0 || this.#isBackgroundBusy;
    if (isBusy || this.#thread === undefined) return;
    this.#idleTimer = setTimeout(() => {
      const thread = this.#thread;
      this.#thread = undefined;
      void thread?.close();
    }, this.#options.idleMs ?? DEFAULT_IDLE_MS);
    this.#idleTimer.unref();
  }

  /** A thread that died has left its scan open; the next one marks it as failed, and everyone is told. */
  #recover(error: Error): void {
    this.#thread = undefined;
    this.#report = null;
    const interrupted = [...this.#running];
    this.#logger.error(
      { error: error.message, scanIds: interrupted },
      'The crawler thread has ended unexpectedly',
    );
    if (this.#isStopped) return;
    for (const scanId of interrupted) void this.#hearEnd(scanId);
  }

  async #hearEnd(scanId: number): Promise<void> {
    try {
      const report = await this.#call('findReport', { scanId });
      if (report !== null) this.#hearProgress(report);
    } catch (error) {
      this.#running.delete(scanId);
      this.#logger.error({ scanId, error: String(error) }, 'The scan could not be closed');
    }
  }
}
