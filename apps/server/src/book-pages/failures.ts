const rememberedMs = 60_000;
const mostRemembered = 1000;

/** Work that took too much time or memory lately, and is not begun again at once. */
export class Failures {
  readonly #untilMs = new Map<string, number>();

  add(key: string): void {
    if (this.#untilMs.size >= mostRemembered) this.#untilMs.clear();
    this.#untilMs.set(key, performance.now() + rememberedMs);
  }

  has(key: string): boolean {
    const untilMs = this.#untilMs.get(key);
    if (untilMs === undefined) return false;
    if (performance.now() < untilMs) return true;
    this.#untilMs.delete(key);
    return false;
  }
}
