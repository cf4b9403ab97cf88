import { randomUUID } from 'node:crypto';
import type { KeptAnswer } from '../http/answer.ts';

export interface KeptAnswersOptions {
  /** Upper bound of the bytes of all answers together. */
  readonly maxTotalBytes: number;
}

interface Entry {
  readonly version: number;
  readonly making: Promise<KeptAnswer>;
  /** Once it is made. */
  made?: KeptAnswer;
}

/** An answer larger than this part of the bound would push out too much, and is not kept. */
const largestShare = 2;
/** About what an entry costs beside its texts. */
const entryBytes = 1000;

/** Compressed forms come later; together they are seldom larger than half of the body. */
function sizeOf(key: string, { body }: KeptAnswer): number {
  return Math.ceil(body.length * 1.5) + key.length * 2 + entryBytes;
}

/**
 * Answers kept as bytes, by a key that names everything they depend on but the catalogue itself; the version of the catalogue
 * decides whether they still hold. Equal requests of the same moment share one making.
 */
export class KeptAnswers {
  /** Differs from one start of the server to the next, which may come with other settings or another database. */
  readonly run: string = randomUUID();
  readonly #entries = new Map<string, Entry>();
  readonly #sizes = new Map<string, number>();
  readonly #maxTotalBytes: number;
  #totalBytes = 0;

  constructor({ maxTotalBytes }: KeptAnswersOptions) {
    this.#maxTotalBytes = maxTotalBytes;
  }

  get(key: string, version: number, make: () => Promise<KeptAnswer>): KeptAnswer | Promise<KeptAnswer> {
    const kept = this.#entries.get(key);
    if (kept === undefined || kept.version !== version) return this.#make(key, version, make);
    // Moved to the end: the front is what has gone unused for longest.
    this.#entries.delete(key);
    this.#entries.set(key, kept);
    return kept.made ?? kept.making;
  }

  async #make(key: string, version: number, make: () => Promise<KeptAnswer>): Promise<KeptAnswer> {
    this.#forget(key);
    const entry: Entry = { version, making: make() };
    this.#entries.set(key, entry);
    try {
      const answer = await entry.making;
      entry.made = answer;
      if (this.#entries.get(key) === entry) this.#account(key, sizeOf(key, answer));
      return answer;
    } catch (error) {
      if (this.#entries.get(key) === entry) this.#forget(key);
      throw error;
    }
  }

  #account(key: string, sizeBytes: number): void {
    if (sizeBytes > this.#maxTotalBytes / largestShare) {
      this.#forget(key);
      return;
    }
    this.#sizes.set(key, sizeBytes);
    this.#totalBytes += sizeBytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#totalBytes <= this.#maxTotalBytes) break;
      if (oldest !== key) this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    this.#entries.delete(key);
    this.#totalBytes -= this.#sizes.get(key) ?? 0;
    this.#sizes.delete(key);
  }
}
