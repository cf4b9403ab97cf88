import { setImmediate } from 'node:timers/promises';
import { toDbTime, type Db, type Tx } from '@dust/db';

/** Uses that are written in one transaction; keeps requests and other writers from waiting long. */
const batchSize = 100;

export interface TouchesOptions<Key> {
  readonly db: Db;
  /** How long uses are gathered before they are written. */
  readonly delayMs: number;
  /** Told of a failure to write; the uses are lost, nothing else. */
  readonly onError: (error: unknown) => void;
  /** Writes one use, with its time as stored. */
  readonly write: (tx: Tx, key: Key, usedAt: string) => Promise<unknown>;
}

/**
 * Remembers when sessions or the like were used, to the minute, and writes that down later and together, so that no request waits
 * for it.
 */
export class Touches<Key> {
  readonly #options: TouchesOptions<Key>;
  #pending = new Map<Key, string>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: TouchesOptions<Key>) {
    this.#options = options;
  }

  add(key: Key, usedAt: Date): void {
    const { delayMs, onError } = this.#options;
    this.#pending.set(key, `${toDbTime(usedAt).slice(0, 16)}:00`);
    this.#timer ??= setTimeout(() => {
      this.flush().catch(onError);
    }, delayMs).unref();
  }

  /** Resolves when everything remembered so far is written. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const touches = [...this.#pending];
    this.#pending = new Map();
    const before = this.#writing.catch(() => undefined);
    this.#writing = before.then(() => this.#write(touches));
    await this.#writing;
  }

  async #write(touches: readonly (readonly [key: Key, usedAt: string])[]): Promise<void> {
    const { db, write } = this.#options;
    for (let from = 0; from < touches.length; from += batchSize) {
      // SQLite answers at once: without a pause requests would wait for all batches.
      if (from > 0) await setImmediate();
      const batch = touches.slice(from, from + batchSize);
      await db.transaction().execute(async (tx) => {
        for (const [key, usedAt] of batch) await write(tx, key, usedAt);
      });
    }
  }
}

/** Whole minutes since 1970. */
export function toMinute(timeMs: number): number {
  return Math.floor(timeMs / 60_000);
}
