import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';

/** Writes a file from front to end, with gaps of zeros that take no room on disk and no time. */
export class SparseFile implements Disposable {
  readonly #fd: number;
  #length = 0;

  constructor(path: string) {
    this.#fd = openSync(path, 'w');
  }

  get length(): number {
    return this.#length;
  }

  write(data: Uint8Array | string): void {
    const bytes = typeof data === 'string' ? Buffer.from(data, 'latin1') : data;
    writeSync(this.#fd, bytes, 0, bytes.byteLength, this.#length);
    this.#length += bytes.byteLength;
  }

  skip(bytes: number): void {
    this.#length += bytes;
  }

  [Symbol.dispose](): void {
    ftruncateSync(this.#fd, this.#length);
    closeSync(this.#fd);
  }
}
