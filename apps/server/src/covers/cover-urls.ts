import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signatures made so far; a cover's is always the same. */
const keptSignatures = 20_000;

/** Hex digits of a cover's hash that go into its URL. */
const versionDigits = 16;

/** Makes and checks the capability URLs of covers. */
export class CoverUrls {
  readonly #key: Buffer;
  readonly #kept = new Map<string, string>();

  constructor(secret: string) {
    this.#key = createHmac('sha256', secret).update('dust cover urls').digest();
  }

  /** The `v` of a cover: changes with its content. */
  version(coverHash: string): string {
    return coverHash.slice(0, versionDigits);
  }

  /** `covers/{id}?v=…&sig=…`, relative to the server's base. */
  path(bookId: number, coverHash: string): string {
    const version = this.version(coverHash);
    return `covers/${bookId}?v=${version}&sig=${this.#signature(bookId, version)}`;
  }

  isSigned(bookId: number, version: string, signature: string): boolean {
    const expected = Buffer.from(this.#sign(bookId, version));
    const given = Buffer.from(signature);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }

  #signature(bookId: number, version: string): string {
    const name = `${bookId}:${version}`;
    const kept = this.#kept.get(name);
    if (kept !== undefined) return kept;
    if (this.#kept.size >= keptSignatures) this.#kept.clear();
    const signature = this.#sign(bookId, version);
    this.#kept.set(name, signature);
    return signature;
  }

  #sign(bookId: number, version: string): string {
    return createHmac('sha256', this.#key).update(`${bookId}:${version}`).digest('base64url');
  }
}
