export interface CompletedResponse {
  readonly status: number;
  readonly bodyBytes: number;
}

const headerEnd = Buffer.from('\r\n\r\n');

/**
 * Counts HTTP/1.1 answers in a stream of bytes without keeping bodies: they end by `Content-Length`, by chunks, or have none (204, 304).
 * One answer is expected at a time; `push` returns it when its last byte is in, and throws on anything else.
 */
export class ResponseReader {
  #pending: Buffer = Buffer.alloc(0);
  #status = 0;
  #bodyBytes = 0;
  #bodyLeft = 0;
  #isInBody = false;
  #isChunked = false;

  push(bytes: Buffer): CompletedResponse | undefined {
    if (this.#isInBody && !this.#isChunked) return this.#skipBody(bytes.length);
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    return this.#isInBody ? this.#readChunks() : this.#readHeader();
  }

  #readHeader(): CompletedResponse | undefined {
    const end = this.#pending.indexOf(headerEnd);
    if (end === -1) return undefined;
    const header = this.#pending.toString('latin1', 0, end);
    if (!header.startsWith('HTTP/1.1 ')) throw new Error('the answer is not HTTP/1.1');
    this.#status = Number(header.slice(9, 12));
    const rest = this.#pending.subarray(end + headerEnd.length);
    this.#pending = Buffer.alloc(0);
    this.#isInBody = true;
    this.#isChunked = /\r\ntransfer-encoding: *chunked/i.test(header);
    if (this.#isChunked) {
      this.#pending = rest;
      return this.#readChunks();
    }
    this.#bodyBytes = this.#bodyLeft = bodyLength(this.#status, header);
    return this.#skipBody(rest.length);
  }

  #skipBody(length: number): CompletedResponse | undefined {
    this.#bodyLeft -= length;
    if (this.#bodyLeft < 0) throw new Error('the answer is longer than announced');
    return this.#bodyLeft === 0 ? this.#complete() : undefined;
  }

  #readChunks(): CompletedResponse | undefined {
    for (;;) {
      const lineEnd = this.#pending.indexOf('\r\n');
      if (lineEnd === -1) return undefined;
      const size = Number.parseInt(this.#pending.toString('latin1', 0, lineEnd), 16);
      if (Number.isNaN(size)) throw new Error('a chunk has no length');
      const next = lineEnd + 2 + size + 2;
      if (this.#pending.length < next) return undefined;
      this.#pending = this.#pending.subarray(next);
      this.#bodyBytes += size;
      if (size === 0) return this.#complete();
    }
  }

  #complete(): CompletedResponse {
    const response = { status: this.#status, bodyBytes: this.#bodyBytes };
    this.#isInBody = false;
    this.#bodyBytes = 0;
    return response;
  }
}

function bodyLength(status: number, header: string): number {
  if (status === 204 || status === 304) return 0;
  const match = /\r\ncontent-length: *(\d+)/i.exec(header);
  if (match === null) throw new Error('the answer tells no length');
  return Number(match[1]);
}
