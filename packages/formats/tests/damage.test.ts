import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { BookFormat } from '../src/index.ts';
import { readBook } from '../src/index.ts';
import { epubOf, factsOf, pngOf } from './book-builder.ts';
import { mobiOf } from './mobi-writer.ts';
import { pdfOf } from './pdf-writer.ts';
import { zipOf } from './zip-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'dust-formats-'));
afterAll(() => rmSync(folder, { recursive: true }));

const epub = epubOf({
  metadata: '<dc:title>The Title</dc:title><dc:creator>Ann Author</dc:creator>',
  manifest: '<item id="i" href="i.png" media-type="image/png" properties="cover-image"/>',
  files: [{ name: 'OPS/i.png', data: pngOf(10, 10), isStored: true }],
});
const cbz = zipOf([
  { name: 'ComicInfo.xml', data: '<ComicInfo><Title>The Title</Title></ComicInfo>' },
  { name: 'p1.png', data: pngOf(10, 10) },
]);
const mobi = mobiOf({ fullName: 'Full Name', exth: [[503, 'The Title']] });
const rar = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, 'fixtures', name));
const books: readonly (readonly [
  name: string,
  format: BookFormat,
  data: Uint8Array,
  title: string | null,
])[] = [
  ['an EPUB', 'epub', epub, 'The Title'],
  ['a CBZ', 'cbz', cbz, 'The Title'],
  ['a MOBI', 'mobi', mobi, 'The Title'],
  ['a CBR of RAR 4', 'cbr', rar('solid-four.cbr'), null],
  ['a CBR of RAR 5', 'cbr', rar('solid-five.cbr'), null],
  ['a PDF', 'pdf', pdfOf({ info: '/Title (The Title)', pages: 3 }), 'The Title'],
  [
    'a packed PDF',
    'pdf',
    pdfOf({ info: '/Title (The Title)', usesXrefStream: true, xmp: '<x:xmpmeta/>' }),
    'The Title',
  ],
];

/** A small generator of numbers that are the same in every run. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state;
  }
}

function withChangedBytes(data: Uint8Array, seed: number): Uint8Array {
  const changed = Uint8Array.from(data);
  const random = numbers(seed);
  for (let count = 0; count < 6; count += 1) {
    changed[(random.next().value ?? 0) % changed.length] = (random.next().value ?? 0) & 0xff;
  }
  return changed;
}

function sparseFile(name: string, head: string, sizeBytes: number): string {
  const path = join(folder, name);
  const file = openSync(path, 'w');
  writeSync(file, head);
  closeSync(file);
  truncateSync(path, sizeBytes);
  return path;
}

describe.each(books)('%s', (_name, format, data, title) => {
  it('is read whole', async () => {
    const facts = await factsOf(data, format);
    expect(facts).toMatchObject({ title, problem: null });
  });

  it('gives facts or a reason wherever it is cut off', async () => {
    for (let length = 1; length < data.length; length += 1) {
      const facts = await factsOf(data.subarray(0, length), format, { renderPdfPage: length % 17 === 0 });
      expect(facts.problem === null ? ['facts'] : ['CORRUPT', 'TYPE_MISMATCH']).toContain(
        facts.problem?.reason ?? 'facts',
      );
    }
  });

  it('gives facts or a reason whatever bytes are changed', async () => {
    for (let seed = 1; seed <= 150; seed += 1) {
      const facts = await factsOf(withChangedBytes(data, seed), format, { renderPdfPage: seed % 7 === 0 });
      expect(facts.format).toBe(format);
    }
  });
});

describe('a huge file of nothing', () => {
  it.each([
    ['pdf', '', 'TYPE_MISMATCH'],
    ['pdf', '%PDF-1.7\n', 'TOO_LARGE'],
    ['epub', '', 'TYPE_MISMATCH'],
    ['epub', 'PK\u0003\u0004', 'CORRUPT'],
    ['cbz', 'PK\u0003\u0004', 'CORRUPT'],
    ['djvu', '', 'TYPE_MISMATCH'],
  ] as const)('is a problem at once: %s beginning with "%s"', async (format, head, reason) => {
    const path = sparseFile(`4gb.${format}`, head, 4 * 1024 ** 3);
    const facts = await readBook(path, { renderPdfPage: true });
    expect(facts.problem?.reason).toBe(reason);
  });

  it('is not searched without end', async () => {
    const path = sparseFile('3gb.pdf', '%PDF-1.7\n', 3 * 1024 ** 3);
    const facts = await readBook(path, { limits: { timeoutMs: 15_000 } });
    expect(facts.problem?.reason).toBe('CORRUPT');
  });
});
