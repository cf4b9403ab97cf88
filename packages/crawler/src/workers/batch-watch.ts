/** Watches a batch from outside its thread, and aborts when one file has been under way for too long. */
export class BatchWatch {
  /** Shared with the thread, which counts the files it has begun. */
  readonly begun: Int32Array = new Int32Array(new SharedArrayBuffer(4));
  readonly #abort = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #fileTimeoutMs: number;
  #seenCount = 0;
  #since = performance.now();
  #isTimedOut = false;

  constructor(fileTimeoutMs: number) {
    this.#fileTimeoutMs = fileTimeoutMs;
    this.#timer = setInterval(() => this.#look(), Math.max(10, Math.min(1000, fileTimeoutMs / 4)));
    this.#timer.unref();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get begunCount(): number {
    return Atomics.load(this.begun, 0);
  }

  get isTimedOut(): boolean {
    return this.#isTimedOut;
  }

  abortUnlessBegun(): void {
    if (this.begunCount === 0) this.#abort.abort();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const count = this.begunCount;
    // A batch that still waits for a thread has begun none, and no time runs for it.
    if (count !== this.#seenCount || count === 0) {
      this.#seenCount = count;
      this.#since = performance.now();
    } else if (performance.now() - this.#since > this.#fileTimeoutMs) {
      this.#isTimedOut = true;
      this.#abort.abort();
    }
  }
}
