import { setTimeout as sleep } from 'node:timers/promises';

/** Places in the shared numbers. */
const WANTED = 0;
const HELD = 1;
/** Turns that were ever wanted. */
const COUNT = 2;

const LOOK_EVERY_MS = 1;
/** While others write, a background writer that has held the file this long leaves it for as long again, or for the pause. */
const POLITE_TURN_MS = 2;
const PAUSE_MS = 6;
/** How long somebody who has written is expected to write again. */
const POLITE_FOR_MS = 1_000;
/** A background writer that is never let in takes a turn after this time. */
const PATIENCE_MS = 20;
/** A writer in front does not wait longer for a background writer, which may have died; SQLite's own lock decides then. */
const LONGEST_TURN_MS = 50;

/** Takes turns at writing one SQLite file with other threads of the process. `take` or a `tryTake` that is true is followed by `give`. */
export interface WriteTurn {
  /** Takes the turn if nobody has to be waited for. */
  tryTake(): boolean;
  take(): Promise<void>;
  give(): void;
}

/** What handles on one file share, in whatever thread. */
export function newWriteTurns(): SharedArrayBuffer {
  return new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT);
}

/** To be called when the thread of a background writer has ended, which may have been in the middle of its turn. */
export function freeWriteTurns(shared: SharedArrayBuffer): void {
  Atomics.store(new Int32Array(shared), HELD, 0);
}

/**
 * For those that somebody waits for: a background writer begins no transaction while one is wanted. SQLite itself lets a writer that
 * finds the file locked ask again after growing pauses, in which its thread stands still, and one that writes without a break wins
 * nearly always.
 */
export class ForegroundTurn implements WriteTurn {
  readonly #numbers: Int32Array;

  constructor(shared: SharedArrayBuffer) {
    this.#numbers = new Int32Array(shared);
  }

  tryTake(): boolean {
    Atomics.add(this.#numbers, COUNT, 1);
    Atomics.add(this.#numbers, WANTED, 1);
    if (Atomics.load(this.#numbers, HELD) === 0) return true;
    this.give();
    return false;
  }

  async take(): Promise<void> {
    Atomics.add(this.#numbers, COUNT, 1);
    Atomics.add(this.#numbers, WANTED, 1);
    await change(this.#numbers, { index: HELD, value: 1, timeoutMs: LONGEST_TURN_MS });
  }

  give(): void {
    Atomics.sub(this.#numbers, WANTED, 1);
  }
}

/** For those that nobody waits for, and that write much: see {@link ForegroundTurn}. While others write it makes pauses. */
export class BackgroundTurn implements WriteTurn {
  readonly #numbers: Int32Array;
  #seenCount = 0;
  #politeUntil = 0;
  #takenAt = 0;
  #heldMs = 0;
  #freeUntil = 0;

  constructor(shared: SharedArrayBuffer) {
    this.#numbers = new Int32Array(shared);
  }

  tryTake(): boolean {
    return this.#pauseMs() <= 0 && this.#grab();
  }

  async take(): Promise<void> {
    const pauseMs = this.#pauseMs();
    if (pauseMs > 0) await sleep(pauseMs);
    const end = performance.now() + PATIENCE_MS;
    while (!this.#grab()) {
      const remainingMs = end - performance.now();
      if (remainingMs <= 0) {
        Atomics.store(this.#numbers, HELD, 1);
        this.#takenAt = performance.now();
        return;
      }
      const wanted = Atomics.load(this.#numbers, WANTED);
      const cause = wanted > 0 ? { index: WANTED, value: wanted } : { index: HELD, value: 1 };
      await change(this.#numbers, { ...cause, timeoutMs: remainingMs });
    }
  }

  give(): void {
    Atomics.store(this.#numbers, HELD, 0);
    const now = performance.now();
    this.#heldMs += now - this.#takenAt;
    if (this.#heldMs < POLITE_TURN_MS) return;
    this.#freeUntil = now + Math.max(PAUSE_MS, this.#heldMs);
    this.#heldMs = 0;
  }

  #grab(): boolean {
    if (Atomics.load(this.#numbers, WANTED) > 0) return false;
    if (Atomics.compareExchange(this.#numbers, HELD, 0, 1) !== 0) return false;
    this.#takenAt = performance.now();
    // Somebody may have come between the two looks, and must not wait in vain.
    if (Atomics.load(this.#numbers, WANTED) === 0) return true;
    Atomics.store(this.#numbers, HELD, 0);
    return false;
  }

  #pauseMs(): number {
    const now = performance.now();
    const count = Atomics.load(this.#numbers, COUNT);
    if (count !== this.#seenCount) this.#politeUntil = now + POLITE_FOR_MS;
    this.#seenCount = count;
    return now < this.#politeUntil ? this.#freeUntil - now : 0;
  }
}

/**
 * Resolves when a number is not the value any more, or after the time. It is looked at again and again: of the threads that
 * `Atomics.notify` should wake, Node leaves one in a hundred asleep.
 */
async function change(
  numbers: Int32Array,
  { index, value, timeoutMs }: { readonly index: number; readonly value: number; readonly timeoutMs: number },
): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (Atomics.load(numbers, index) === value && performance.now() < end) await sleep(LOOK_EVERY_MS);
}
