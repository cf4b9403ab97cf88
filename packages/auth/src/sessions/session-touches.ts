import { setImmediate } from 'node:timers/promises';
import { toDbTime, type Db } from '@dust/db';

/** Sessions whose use is written in one transaction; keeps requests and other writers from waiting long. */
const batchSize = 100;

/**
 * Remembers when sessions were used, to the minute, and writes that down later and together: no request waits for it, and each
 * session is written at most once a minute.
 */
export class SessionTouches {
  readonly #db: Db;
  readonly #delayMs: number;
  #pending = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  readonly #onError: (error: unknown) => void;

  constructor(db: Db, delayMs: number, onError: (error: unknown) => void) {
    this.#db = db;
    this.#delayMs = delayMs;
    this.#onError = onError;
  }

  add(digest: string, usedAt: Date): void {
    this.#pending.set(digest, `${toDbTime(usedAt).slice(0, 16)}:00`);
    this.#timer ??= setTimeout(() => {
      this.flush().catch(this.#onError);
    }, this.#delayMs).unref();
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

  async #write(touches: readonly (readonly [digest: string, usedAt: string])[]): Promise<void> {
    for (let from = 0; from < touches.length; from += batchSize) {
      // SQLite answers at once: without a pause requests would wait for all batches.
      if (from > 0) await setImmediate();
      const batch = touches.slice(from, from + batchSize);
      await this.#db.transaction().execute(async (tx) => {
        for (const [digest, usedAt] of batch) {
          await tx
            .updateTable('sessions')
            .set({ last_used_at: usedAt })
            .where('session_token', '=', digest)
            .execute();
        }
      });
    }
  }
}
