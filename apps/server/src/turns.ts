/** Hands out a number of turns; whoever finds none waits for one, first come first served. */
export class Turns {
  #free: number;
  readonly #waiting = new Set<(hasTurn: boolean) => void>();

  constructor(turns: number) {
    this.#free = turns;
  }

  /** Whether a turn came within the time; it is given back with {@link give}. At most `mostWaiting` wait. */
  async take(limits: { readonly waitMs: number; readonly mostWaiting: number }): Promise<boolean> {
    if (this.#free > 0) {
      this.#free -= 1;
      return true;
    }
    if (this.#waiting.size >= limits.mostWaiting) return false;
    return new Promise((resolve) => {
      const timer = setTimeout(() => done(false), limits.waitMs);
      const done = (hasTurn: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve(hasTurn);
      };
      this.#waiting.add(done);
    });
  }

  give(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#free += 1;
    else next(true);
  }

  /** Nobody waits any longer. */
  close(): void {
    for (const done of this.#waiting) done(false);
  }
}
