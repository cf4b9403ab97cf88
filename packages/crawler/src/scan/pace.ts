import { setImmediate, setTimeout } from 'node:timers/promises';

/** How long the database may be held in one go. */
const TURN_MS = 4;
/**
 * How long it is left to others then. A writer that finds SQLite locked asks again after 1, 2, 5, 10 … ms: one that waits
 * for a turn of 4 ms to end is let in by its third try at the latest, if the pause is longer than the gaps between them.
 */
const PAUSE_MS = 6;
const SMALLEST = 16;
const LARGEST = 128;

export interface PaceOptions {
  /** Whether others get their turn without pauses, see `behind` of `openDatabase`. */
  readonly isBehind: boolean;
}

/** Shares the database with other writers: chooses the size of transactions, and pauses between turns of them. */
export class Pace {
  readonly #isBehind: boolean;
  #size = 32;
  #heldMs = 0;

  constructor({ isBehind }: PaceOptions) {
    this.#isBehind = isBehind;
  }

  /** Books to write in one transaction. */
  get size(): number {
    return this.#size;
  }

  /** Runs a transaction that writes `count` books. */
  async run<T>(count: number, transaction: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const result = await transaction();
    const tookMs = performance.now() - start;
    if (count > 1) this.#size = Math.max(SMALLEST, Math.min(LARGEST, Math.round((TURN_MS * count) / tookMs)));
    this.#heldMs += tookMs;
    if (this.#heldMs >= TURN_MS / 2) await this.#pause();
    return result;
  }

  async #pause(): Promise<void> {
    if (this.#isBehind) await setImmediate();
    else await setTimeout(Math.max(PAUSE_MS, this.#heldMs));
    this.#heldMs = 0;
  }
}
