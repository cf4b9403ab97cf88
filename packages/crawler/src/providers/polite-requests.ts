import { setTimeout } from 'node:timers/promises';
import { readAnswer, retryAfterMs, USER_AGENT } from './read-answer.ts';

export interface FetchOptions {
  readonly signal: AbortSignal;
  readonly headers: Readonly<Record<string, string>>;
}

export type Fetch = (url: URL, init: FetchOptions) => Promise<Response>;

export interface RequestOptions {
  readonly clock: () => Date;
  readonly fetch: Fetch;
  /** Least time between two requests to one catalogue; 1 s by default. */
  readonly intervalMs?: number | undefined;
  readonly signal: AbortSignal;
}

const REQUEST_MS = 10_000;
const LARGEST_ANSWER = 2_000_000;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 6 * 3_600_000;

/** An answer of another status than 200, or 404 for what is unknown. */
class RefusedError extends Error {
  readonly retryAfterMs: number;

  constructor(status: number, retryAfter: number) {
    super(`HTTP ${status}`);
    this.retryAfterMs = retryAfter;
  }
}

interface Turn {
  /** Next moment a request may be sent, in the time of `performance.now()`. */
  at: number;
  /** Until when the catalogue is left alone after failures. */
  pausedUntil: number;
  pauseMs: number;
}

/** Requests to catalogues: one after the other, slowly, and none for a while to one that fails. */
export class PoliteRequests {
  readonly #options: RequestOptions;
  readonly #turns = new Map<string, Turn>();

  constructor(options: RequestOptions) {
    this.#options = options;
  }

  /**
   * What `use` makes of the JSON of a page, which is null where the catalogue has none; null if the catalogue did not answer, or
   * `use` has thrown. Rejects only with the signal's reason.
   */
  async get<Used extends object>(
    catalogue: string,
    url: URL,
    use: (answer: unknown) => Used | Promise<Used>,
  ): Promise<Used | null> {
    const turn = this.#turnOf(catalogue);
    if (performance.now() < turn.pausedUntil) return null;
    await this.#waitFor(turn);
    try {
      const used = await use(await this.#request(url));
      turn.pauseMs = FIRST_PAUSE_MS;
      return used;
    } catch (error) {
      this.#options.signal.throwIfAborted();
      const askedMs = error instanceof RefusedError ? error.retryAfterMs : 0;
      const pauseMs = Math.min(Math.max(turn.pauseMs, askedMs), LONGEST_PAUSE_MS);
      turn.pausedUntil = performance.now() + pauseMs;
      turn.pauseMs = Math.min(turn.pauseMs * 2, LONGEST_PAUSE_MS);
      return null;
    }
  }

  #turnOf(catalogue: string): Turn {
    const turn = this.#turns.get(catalogue) ?? { at: 0, pausedUntil: 0, pauseMs: FIRST_PAUSE_MS };
    this.#turns.set(catalogue, turn);
    return turn;
  }

  async #waitFor(turn: Turn): Promise<void> {
    const now = performance.now();
    const start = Math.max(now, turn.at);
    turn.at = start + (this.#options.intervalMs ?? 1000);
    if (start > now) await setTimeout(start - now, undefined, { signal: this.#options.signal });
    this.#options.signal.throwIfAborted();
  }

  /** The answer as JSON; null for what the catalogue has no page for. */
  async #request(url: URL): Promise<unknown> {
    const signal = AbortSignal.any([this.#options.signal, AbortSignal.timeout(REQUEST_MS)]);
    const response = await this.#options.fetch(url, { signal, headers: { 'User-Agent': USER_AGENT } });
    if (!response.ok) {
      await response.body?.cancel();
      if (response.status === 404) return null;
      throw new RefusedError(response.status, retryAfterMs(response, this.#options.clock()));
    }
    const answer = await readAnswer(response, LARGEST_ANSWER);
    if (answer === null) throw new Error('The answer is too large');
    return JSON.parse(answer.toString());
  }
}
