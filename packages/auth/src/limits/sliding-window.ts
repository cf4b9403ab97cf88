import { BoundedMap } from '../bounded-map.ts';

export interface SlidingWindowOptions {
  /** Events of one key within the window; 0 counts nothing and refuses nothing. */
  readonly limit: number;
  readonly windowMs: number;
  /** Keys kept; those used longest ago are forgotten first. */
  readonly maxKeys: number;
}

/** Counts events by key within a time that moves along. Knows no clock: times are Unix milliseconds, passed in. */
export class SlidingWindow {
  readonly #options: SlidingWindowOptions;
  readonly #times: BoundedMap<string, number[]>;

  constructor(options: SlidingWindowOptions) {
    this.#options = options;
    this.#times = new BoundedMap(options.maxKeys);
  }

  /** Milliseconds until the key is below its limit again; 0 when it is. */
  waitMs(key: string, now: number): number {
    const { limit, windowMs } = this.#options;
    if (limit === 0) return 0;
    const recent = this.#recent(key, now);
    const decisive = recent[recent.length - limit];
    return decisive === undefined ? 0 : decisive + windowMs - now;
  }

  add(key: string, now: number): void {
    const { limit } = this.#options;
    if (limit === 0) return;
    this.#times.set(key, [...this.#recent(key, now), now].slice(-limit));
  }

  forget(key: string): void {
    this.#times.delete(key);
  }

  #recent(key: string, now: number): number[] {
    const times = this.#times.get(key) ?? [];
    return times.filter((time) => time + this.#options.windowMs > now);
  }
}
