import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { BookFormat, ByteSource } from '../src/index.ts';
import { openFileSource, readBook } from '../src/index.ts';
import { epubOf, pngOf } from './book-builder.ts';
import { pdfOf } from './pdf-writer.ts';
import { zipOf } from './zip-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'dust-formats-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Larger than what is read at once, so that a book is read in several steps. */
const ballast = { name: 'z.bin', data: Buffer.alloc(400_000, 'x'), isStored: true };
const books: readonly (readonly [format: BookFormat, data: Uint8Array])[] = [
  ['epub', epubOf({ metadata: '<dc:title>The Title</dc:title>', files: [ballast] })],
  ['cbz', zipOf([{ name: '1.png', data: pngOf(10, 10) }, ballast, { name: '2.png', data: pngOf(9, 9) }])],
  ['pdf', pdfOf({ info: '/Title (The Title)', pages: 3 })],
];

/** A file to which something happens before it is read for the n-th time; counts how often it was read. */
class ChangingSource implements ByteSource {
  readonly size: number;
  reads = 0;
  readonly #file: ByteSource;
  readonly #change: (read: number) => void;

  constructor(path: string, change: (read: number) => void) {
    this.#file = openFileSource(path);
    this.size = this.#file.size;
    this.#change = change;
  }

  read(offset: number, length: number): Uint8Array {
    this.#meddle();
    return this.#file.read(offset, length);
  }

  readInto(target: Uint8Array, offset: number): number {
    this.#meddle();
    return this.#file.readInto?.(target, offset) ?? 0;
  }

  #meddle(): void {
    this.reads += 1;
    this.#change(this.reads);
  }

  [Symbol.dispose](): void {
    this.#file[Symbol.dispose]();
  }
}

const changes: readonly (readonly [name: string, change: (path: string, size: number) => void])[] = [
  ['becomes empty', (path) => truncateSync(path, 0)],
  ['becomes shorter', (path, size) => truncateSync(path, Math.floor(size / 2))],
  ['is overwritten', (path, size) => writeFileSync(path, Buffer.alloc(size, 0xa5))],
  ['becomes another book', (path) => writeFileSync(path, zipOf([{ name: '9.png', data: pngOf(5, 5) }]))],
];

describe.each(books)('a file that changes while it is read as %s', (format, data) => {
  const path = join(folder, `book.${format}`);

  async function readsOf(change: (read: number) => void): Promise<number> {
    writeFileSync(path, data);
    using source = new ChangingSource(path, change);
    const facts = await readBook(source, { format, renderPdfPage: true });
    expect(facts.format).toBe(format);
    if (facts.problem !== null) expect(facts.problem.message).not.toBe('');
    return source.reads;
  }

  it.each(changes)('gives facts or a problem at whatever moment it %s', async (_name, change) => {
    const reads = await readsOf(() => {});
    expect(reads).toBeGreaterThan(2);
    for (let moment = 1; moment <= reads; moment += 1) {
      await readsOf((read) => {
        if (read === moment) change(path, data.length);
      });
    }
  });

  it('is a problem if it is empty from the first moment on', async () => {
    writeFileSync(path, data);
    using source = new ChangingSource(path, () => truncateSync(path, 0));
    const facts = await readBook(source, { format, renderPdfPage: true });
    expect(['CORRUPT', 'TYPE_MISMATCH']).toContain(facts.problem?.reason);
  });
});
