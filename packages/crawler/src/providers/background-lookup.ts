import type { Db } from '@dust/db';
import type { CrawlerLogger } from '../logger.ts';
import type { ExternalFacts } from '../metadata/external-facts.ts';
import { fetchCover } from './external-cover.ts';
import { ExternalLookup, type LookupResult } from './external-lookup.ts';
import { googleBooks } from './google-books.ts';
import { lookUpAuthors } from './look-up-authors.ts';
import { lookUpBooks } from './look-up-books.ts';
import { noLookup, type LookupMode, type LookupPolicy } from './lookup-policy.ts';
import { openLibrary } from './open-library.ts';
import type { Fetch } from './polite-requests.ts';
import type { MetadataProvider } from './provider.ts';

export interface ExternalMetadataOptions {
  readonly mode: LookupMode;
  readonly googleBooksKey: string | null;
  readonly fetch?: Fetch;
  /** Asked in this order, in the place of Google Books and Open Library. */
  readonly providers?: readonly MetadataProvider[];
  /** Where covers of books without one are kept; without it none are fetched. */
  readonly coverFolder?: string | undefined;
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
      providers: settings.providers ?? [googleBooks(settings.googleBooksKey), openLibrary],
      fetch: settings.fetch ?? fetchAny,
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
    const { db, clock, signal, logger, onRunning } = this.#options;
    onRunning?.(true);
    try {
      await lookUpBooks({
        db,
        lookup,
        policy: this.policy,
        apply: (bookId, facts) => this.#tryApply(bookId, facts),
      });
      await lookUpAuthors({ db, lookup, policy: this.policy, clock });
    } catch (error) {
      // Being stopped is no failure; what was not asked is asked after the next scan.
      if (!signal.aborted) logger.error({ error: String(error) }, 'The lookup of ISBNs has failed');
    } finally {
      this.#run = undefined;
      onRunning?.(false);
    }
  }

  /** A book whose file has just gone is for the next scan; the answer is kept until it is back. */
  async #tryApply(bookId: number, facts: ExternalFacts): Promise<void> {
    try {
      await this.#addCover(bookId, facts);
      await this.#options.apply(bookId);
    } catch (error) {
      const { signal, logger } = this.#options;
      signal.throwIfAborted();
      logger.warn({ bookId, error: String(error) }, 'What a catalogue knows could not be added to a book');
    }
  }

  /** Only a book without any cover gets the one of a catalogue. */
  async #addCover(bookId: number, { coverUrl }: ExternalFacts): Promise<void> {
    const { db, signal, externalMetadata: settings } = this.#options;
    if (coverUrl === null || settings?.coverFolder === undefined) return;
    const bare = db.selectFrom('books').select('id').where('id', '=', bookId).where('cover_hash', 'is', null);
    if ((await bare.executeTakeFirst()) === undefined) return;
    const options = { fetch: settings.fetch ?? fetchAny, signal, folder: settings.coverFolder };
    const cover = await fetchCover(options, coverUrl);
    if (cover === null) return;
    await db
      .updateTable('books')
      .set({ cover_hash: cover.hash, cover_source: 'external', cover_image_path: cover.path })
      .where('id', '=', bookId)
      .where('cover_hash', 'is', null)
      .execute();
  }
}

const fetchAny: Fetch = (url, init) => fetch(url, init);
