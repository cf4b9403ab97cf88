/** Bytes of images that were asked for lately, up to a total; those asked for longest ago go first. */
export class KeptBytes<Value extends { readonly data: Uint8Array }> {
  readonly #maxTotalBytes: number;
  readonly #maxBytes: number;
  readonly #kept = new Map<string, Value>();
  #totalBytes = 0;

  /** @param options.maxBytes what is larger is not kept */
  constructor({ maxTotalBytes, maxBytes }: { readonly maxTotalBytes: number; readonly maxBytes: number }) {
    this.#maxTotalBytes = maxTotalBytes;
    this.#maxBytes = maxBytes;
  }

  get(key: string): Value | undefined {
    const value = this.#kept.get(key);
    if (value === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    this.delete(key);
    if (value.data.length > this.#maxBytes) return;
    this.#kept.set(key, value);
    this.#totalBytes += value.data.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#totalBytes <= this.#maxTotalBytes) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const value = this.#kept.get(key);
    if (value === undefined) return;
    this.#kept.delete(key);
    this.#totalBytes -= value.data.length;
  }
}
