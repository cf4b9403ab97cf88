/** Places in the shared numbers. */
const WANTED = 0;
const HELD = 1;

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
  return new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
}

/** To be called when the thread of a background writer has ended, which may have been in the middle of its turn. */
export function freeWriteTurns(shared: SharedArrayBuffer): void {
  const numbers = new Int32Array(shared);
  Atomics.store(numbers, HELD, 0);
  Atomics.notify(numbers, HELD);
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
    Atomics.add(this.#numbers, WANTED, 1);
    if (Atomics.load(this.#numbers, HELD) === 0) return true;
    this.give();
    return false;
  }

  async take(): Promise<void> {
    Atomics.add(this.#numbers, WANTED, 1);
    await change(this.#numbers, { index: HELD, value: 1, timeoutMs: LONGEST_TURN_MS });
  }

  give(): void {
    Atomics.sub(this.#numbers, WANTED, 1);
    Atomics.notify(this.#numbers, WANTED);
  }
}

/** For those that nobody waits for, and that write much: see {@link ForegroundTurn}. */
export class BackgroundTurn implements WriteTurn {
  readonly #numbers: Int32Array;

  constructor(shared: SharedArrayBuffer) {
    this.#numbers = new Int32Array(shared);
  }

  tryTake(): boolean {
    if (Atomics.load(this.#numbers, WANTED) > 0) return false;
    if (Atomics.compareExchange(this.#numbers, HELD, 0, 1) !== 0) return false;
    // Somebody may have come between the two looks, and must not wait in vain.
    if (Atomics.load(this.#numbers, WANTED) === 0) return true;
    this.give();
    return false;
  }

  async take(): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (!this.tryTake()) {
      const remainingMs = end - performance.now();
      if (remainingMs <= 0) {
        Atomics.store(this.#numbers, HELD, 1);
        return;
      }
      const wanted = Atomics.load(this.#numbers, WANTED);
      const cause = wanted > 0 ? { index: WANTED, value: wanted } : { index: HELD, value: 1 };
      await change(this.#numbers, { ...cause, timeoutMs: remainingMs });
    }
  }

  give(): void {
    Atomics.store(this.#numbers, HELD, 0);
    Atomics.notify(this.#numbers, HELD);
  }
}

/** Resolves when a number is not the value any more, or after the time. */
async function change(
  numbers: Int32Array,
  { index, value, timeoutMs }: { readonly index: number; readonly value: number; readonly timeoutMs: number },
): Promise<void> {
  const waited = Atomics.waitAsync(numbers, index, value, timeoutMs);
  if (!waited.async) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  // Such a wait alone does not keep a thread alive: one that has nothing else to do yet would end in the middle of it.
  const timer = setTimeout(resolve, timeoutMs);
  void waited.value.then(() => resolve());
  await promise;
  clearTimeout(timer);
}
