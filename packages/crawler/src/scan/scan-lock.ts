import { setTimeout as sleep } from 'node:timers/promises';
import { sql, takeProcessLock, type Db } from '@dust/db';
import type { CrawlerLogger } from '../logger.ts';
import { failInterruptedScans, findRunningScan } from '../reports/scan-records.ts';

export interface ScanLockOptions {
  readonly db: Db;
  readonly clock: () => Date;
  readonly logger: CrawlerLogger;
  /** Ends all waiting. */
  readonly signal: AbortSignal;
}

const ASK_EVERY_MS = 100;

/** Sees to it that only one crawler scans a database, among all threads and processes that have it open. */
export class ScanLock {
  readonly #options: ScanLockOptions;
  #path: string | undefined;

  constructor(options: ScanLockOptions) {
    this.#options = options;
  }

  /** Null while another crawler scans. Who holds the lock knows that scans which are said to run do so no more: they have failed. */
  async tryTake(): Promise<Disposable | null> {
    const { db, clock, logger } = this.#options;
    this.#path ??= await pathFor(db);
    const lock = this.#path === '' ? noLock : takeProcessLock(this.#path);
    if (lock === null) return null;
    try {
      const interrupted = await failInterruptedScans(db, clock());
      if (interrupted.length > 0) logger.warn({ scanIds: interrupted }, 'Interrupted scans marked as failed');
      return lock;
    } catch (error) {
      lock[Symbol.dispose]();
      throw error;
    }
  }

  /** Waits until nobody else scans. */
  async take(): Promise<Disposable> {
    for (;;) {
      const lock = await this.tryTake();
      if (lock !== null) return lock;
      await sleep(ASK_EVERY_MS, undefined, { signal: this.#options.signal });
    }
  }

  /** The lock, or the id of the scan that another crawler runs. */
  async takeOrFind(): Promise<Disposable | number> {
    for (;;) {
      const lock = await this.tryTake();
      if (lock !== null) return lock;
      const scanId = await findRunningScan(this.#options.db);
      if (scanId !== undefined) return scanId;
      // The other one has only just begun, or is about to let go.
      await sleep(ASK_EVERY_MS, undefined, { signal: this.#options.signal });
    }
  }
}

const noLock: Disposable = { [Symbol.dispose]: () => undefined };

/** A file beside the database; none for a database that only this process can see. */
async function pathFor(db: Db): Promise<string> {
  const { rows } = await sql<{
    file: string | null;
  }>`select file from pragma_database_list where name = 'main'`.execute(db);
  const file = rows[0]?.file ?? '';
  return file === '' ? '' : `${file}.scan-lock`;
}
