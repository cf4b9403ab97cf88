const rememberedMs = 60_000;
const mostRemembered = 1000;

/** Work that failed lately, and as what: it is not begun again at once. */
export class Failures<Failure> {
  readonly #known = new Map<string, { readonly failure: Failure; readonly untilMs: number }>();

  add(key: string, failure: Failure): void {
    if (this.#known.size >= mostRemembered) this.#known.clear();
    this.#known.set(key, { failure, untilMs: performance.now() + rememberedMs });
  }

  get(key: string): Failure | undefined {
    const known = this.#known.get(key);
    if (known === undefined) return undefined;
    if (performance.now() < known.untilMs) return known.failure;
    this.#known.delete(key);
    return undefined;
  }
}
