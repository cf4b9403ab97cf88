/** Lets one holder in at a time, in the order they came. */
export class Mutex {
  #tail: Promise<void> = Promise.resolve();
  #holders = 0;

  get isFree(): boolean {
    return this.#holders === 0;
  }

  /** Resolves, when it is the caller's turn, with the function that hands the turn on. */
  async acquire(): Promise<() => void> {
    const before = this.#tail;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#tail = promise;
    this.#holders += 1;
    await before;
    return () => {
      this.#holders -= 1;
      resolve();
    };
  }
}
