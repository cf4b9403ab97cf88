import { setTimeout } from 'node:timers/promises';
import type { Db } from '@dust/db';
import type { ExternalFacts } from '../metadata/external-facts.ts';
import { freshAnswers, saveAnswer } from './lookup-cache.ts';
import type { MetadataProvider } from './provider.ts';
import { readAnswer, retryAfterMs, USER_AGENT } from './read-answer.ts';

export interface FetchOptions {
  readonly signal: AbortSignal;
  readonly headers: Readonly<Record<string, string>>;
}

export type Fetch = (url: URL, init: FetchOptions) => Promise<Response>;

export interface ExternalLookupOptions {
  readonly db: Db;
  /** In the order in which they are asked. */
  readonly providers: readonly MetadataProvider[];
  readonly clock: () => Date;
  readonly fetch: Fetch;
  /** Least time between two requests to one catalogue; 1 s by default. */
  readonly intervalMs?: number | undefined;
  readonly signal: AbortSignal;
}

export interface LookupResult {
  readonly facts: ExternalFacts | null;
  /** Sentences for people about catalogues that did not answer. */
  readonly failures: readonly string[];
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

/** Asks catalogues about ISBNs: one after the other, slowly, and never again what they have answered lately. */
export class ExternalLookup {
  readonly #options: ExternalLookupOptions;
  readonly #turns = new Map<string, Turn>();

  constructor(options: ExternalLookupOptions) {
    this.#options = options;
  }

  /** Names of the catalogues in their order. */
  get sources(): readonly string[] {
    return this.#options.providers.map(({ name }) => name);
  }

  /** Whether nothing new is to be expected from asking about the ISBN. */
  async isSettled(isbn: string): Promise<boolean> {
    const answers = await freshAnswers(this.#options.db, isbn, this.#options.clock());
    return (
      answers.some(({ facts }) => facts !== null) ||
      this.sources.every((source) => answers.some((answer) => answer.source === source))
    );
  }

  /** What the first catalogue that knows the ISBN says. Rejects only with the signal's reason. */
  async find(
    isbn: string,
    { ignoresCache = false }: { readonly ignoresCache?: boolean } = {},
  ): Promise<LookupResult> {
    const { db, providers, clock } = this.#options;
    const known = ignoresCache ? [] : await freshAnswers(db, isbn, clock());
    const failures: string[] = [];
    for (const provider of providers) {
      const answer =
        known.find(({ source }) => source === provider.name) ?? (await this.#ask(provider, isbn));
      if (answer === null) failures.push(`The catalogue ${provider.name} did not answer.`);
      else if (answer.facts !== null) return { facts: answer.facts, failures };
    }
    return { facts: null, failures };
  }

  async #ask(provider: MetadataProvider, isbn: string): Promise<{ facts: ExternalFacts | null } | null> {
    const turn = this.#turnOf(provider);
    if (performance.now() < turn.pausedUntil) return null;
    await this.#waitFor(turn);
    try {
      const facts = provider.parse(await this.#request(provider.url(isbn)), isbn);
      await saveAnswer(this.#options.db, isbn, { source: provider.name, facts, now: this.#options.clock() });
      turn.pauseMs = FIRST_PAUSE_MS;
      return { facts };
    } catch (error) {
      this.#options.signal.throwIfAborted();
      const askedMs = error instanceof RefusedError ? error.retryAfterMs : 0;
      const pauseMs = Math.min(Math.max(turn.pauseMs, askedMs), LONGEST_PAUSE_MS);
      turn.pausedUntil = performance.now() + pauseMs;
      turn.pauseMs = Math.min(turn.pauseMs * 2, LONGEST_PAUSE_MS);
      return null;
    }
  }

  #turnOf({ name }: MetadataProvider): Turn {
    const turn = this.#turns.get(name) ?? { at: 0, pausedUntil: 0, pauseMs: FIRST_PAUSE_MS };
    this.#turns.set(name, turn);
    return turn;
  }

  async #waitFor(turn: Turn): Promise<void> {
    const now = performance.now();
    const start = Math.max(now, turn.at);
    turn.at = start + (this.#options.intervalMs ?? 1000);
    if (start > now) await setTimeout(start - now, undefined, { signal: this.#options.signal });
    this.#options.signal.throwIfAborted();
  }

  /** The answer as JSON; null for an ISBN that the catalogue has no page for. */
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
