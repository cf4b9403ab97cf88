import { setImmediate } from 'node:timers/promises';

/** How long a transaction may keep other writers waiting, as far as its size can be chosen. */
const TARGET_MS = 4;
/** Every transaction has a cost of its own; smaller ones would only add to it. */
const SMALLEST = 16;
const LARGEST = 64;

/** Chooses how many books go into one transaction by how long the last one took, and lets others have their turn after each. */
export class Pace {
  #size = 16;

  get size(): number {
    return this.#size;
  }

  /** Runs a transaction of `count` books. */
  async measure<T>(count: number, transaction: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const result = await this.pause(transaction);
    const perBook = (performance.now() - start) / count;
    this.#size = Math.max(SMALLEST, Math.min(LARGEST, Math.round(TARGET_MS / perBook)));
    return result;
  }

  async pause<T>(transaction: () => Promise<T>): Promise<T> {
    const result = await transaction();
    await setImmediate();
    return result;
  }
}
