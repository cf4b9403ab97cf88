import type { Db } from '@dust/db';
import type { CrawlerLogger } from '../logger.ts';
import { ExternalLookup, type Fetch, type LookupResult } from './external-lookup.ts';
import { googleBooks } from './google-books.ts';
import { lookUpBooks } from './look-up-books.ts';
import { noLookup, type LookupMode, type LookupPolicy } from './lookup-policy.ts';
import { openLibrary } from './open-library.ts';

export interface ExternalMetadataOptions {
  readonly mode: LookupMode;
  readonly googleBooksKey: string | null;
  readonly fetch?: Fetch;
  /** Least time between two requests to one catalogue; 1 s by default. */
  readonly intervalMs?: number;
}

export interface BackgroundLookupOptions {
  readonly db: Db;
  readonly clock: () => Date;
  readonly signal: AbortSignal;
  readonly externalMetadata: ExternalMetadataOptions | undefined;
  readonly apply: (bookId: number) => Promise<void>;
  readonly logger: CrawlerLogger;
  readonly onRunning: ((areRunning: boolean) => void) | undefined;
}

/** Lookups of one crawler: in the background after scans, and on request. */
export class BackgroundLookup {
  readonly policy: LookupPolicy;
  readonly #options: BackgroundLookupOptions;
  readonly #lookup: ExternalLookup | null;
  #run: Promise<void> | undefined;

  constructor(options: BackgroundLookupOptions) {
    this.#options = options;
    const { db, clock, signal, externalMetadata: settings } = options;
    const mode = settings?.mode ?? 'off';
    if (settings === undefined || mode === 'off') {
      this.#lookup = null;
      this.policy = noLookup;
      return;
    }
    this.#lookup = new ExternalLookup({
      db,
      clock,
      signal,
      providers: [googleBooks(settings.googleBooksKey), openLibrary],
      fetch: settings.fetch ?? ((url, init) => fetch(url, init)),
      intervalMs: settings.intervalMs,
    });
    this.policy = { mode, sources: this.#lookup.sources };
  }

  /** Resolves when nothing runs in the background. */
  get finished(): Promise<void> {
    return this.#run ?? Promise.resolve();
  }

  /** Asks anew about an ISBN; null if nobody is to be asked. */
  get ask(): ((isbn: string) => Promise<LookupResult>) | null {
    const lookup = this.#lookup;
    return lookup === null ? null : (isbn) => lookup.find(isbn, { ignoresCache: true });
  }

  /** Looks up what is new, unless that is being done already. */
  start(): void {
    if (this.#lookup === null) return;
    this.#run ??= this.#lookUp(this.#lookup);
  }

  async #lookUp(lookup: ExternalLookup): Promise<void> {
    const { db, apply, signal, logger, onRunning } = this.#options;
    onRunning?.(true);
    try {
      await lookUpBooks({
        db,
        lookup,
        policy: this.policy,
        apply: (bookId) => this.#tryApply(apply, bookId),
      });
    } catch (error) {
      // Being stopped is no failure; what was not asked is asked after the next scan.
      if (!signal.aborted) logger.error({ error: String(error) }, 'The lookup of ISBNs has failed');
    } finally {
      this.#run = undefined;
      onRunning?.(false);
    }
  }

  /** A book whose file has just gone is for the next scan; the answer is kept until it is back. */
  async #tryApply(apply: (bookId: number) => Promise<void>, bookId: number): Promise<void> {
    try {
      await apply(bookId);
    } catch {
      this.#options.signal.throwIfAborted();
    }
  }
}
