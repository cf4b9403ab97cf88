/** Whether the server is about to end, and whether it has become able to answer. */
export class Lifecycle {
  #isStopping = false;
  readonly #stopping = new AbortController();

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** Aborted when the server begins to stop: what would wait, stops waiting. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  stop(): void {
    this.#isStopping = true;
    this.#stopping.abort();
  }
}
