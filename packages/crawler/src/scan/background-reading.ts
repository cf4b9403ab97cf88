import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@dust/db';
import type { CrawlerLogger } from '../logger.ts';
import { findReadingState, saveReadingState } from '../reports/reading-state.ts';
import { BookFileNotFoundError } from './errors.ts';

export interface BackgroundReadingOptions {
  readonly db: Db;
  /** Of the readers, see READER_VERSION. */
  readonly version: number;
  readonly signal: AbortSignal;
  readonly logger: CrawlerLogger;
  /** Reads a book anew and leaves what people have edited. */
  readonly read: (bookId: number) => Promise<void>;
  /** Reading stops for a scan, whose end starts it again. */
  readonly isScanning: () => boolean;
  readonly onRunning: (isRunning: boolean) => void;
}

/** Books after which it is noted how far reading has come. */
const BATCH = 20;
/** Reading takes a fifth of the time of one core at most. */
const PAUSE_FACTOR = 4;
const SHORTEST_PAUSE_MS = 20;

/** Reads books anew that an earlier version of the readers has read: one after the other, in no hurry, on from where it was stopped. */
export class BackgroundReading {
  readonly #options: BackgroundReadingOptions;
  #run: Promise<void> | undefined;

  constructor(options: BackgroundReadingOptions) {
    this.#options = options;
  }

  /** Of the readers. */
  get version(): number {
    return this.#options.version;
  }

  /** Resolves when nothing runs in the background. */
  get finished(): Promise<void> {
    return this.#run ?? Promise.resolve();
  }

  /** Goes on where it was stopped, if there is anything left. */
  start(): void {
    this.#run ??= this.#readAll();
  }

  async #readAll(): Promise<void> {
    const { signal, logger, onRunning } = this.#options;
    onRunning(true);
    try {
      while (await this.#readBatch());
    } catch (error) {
      // Being stopped is no failure; the end of the next scan goes on.
      if (!signal.aborted) logger.error({ error: String(error) }, 'Reading books anew has failed');
    } finally {
      this.#run = undefined;
      onRunning(false);
    }
  }

  /** Whether to go on. */
  async #readBatch(): Promise<boolean> {
    const { db, version, isScanning } = this.#options;
    const state = await findReadingState(db);
    if (state === undefined || state.version !== version || state.after === null) return false;
    const ids = await idsAfter(db, state.after);
    for (const id of ids) {
      if (isScanning()) return false;
      await this.#read(id);
    }
    await saveReadingState(db, state.scanId, { version, after: ids.at(-1) ?? null });
    return true;
  }

  async #read(bookId: number): Promise<void> {
    const { read, signal, logger } = this.#options;
    signal.throwIfAborted();
    const start = performance.now();
    try {
      await read(bookId);
    } catch (error) {
      signal.throwIfAborted();
      // A file that is not there now is read when it is back.
      if (!(error instanceof BookFileNotFoundError))
        logger.warn({ bookId, error: String(error) }, 'A book could not be read anew');
    }
    const pauseMs = Math.max(SHORTEST_PAUSE_MS, PAUSE_FACTOR * (performance.now() - start));
    await sleep(pauseMs, undefined, { signal });
  }
}

async function idsAfter(db: Db, after: number): Promise<number[]> {
  const rows = await db
    .selectFrom('books')
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .limit(BATCH)
    .execute();
  return rows.map(({ id }) => id);
}
