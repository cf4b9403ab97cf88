import type { ByteSource } from '../byte-source.ts';
import type { PdfObject } from './pdf-syntax.ts';
import { integerIn, integersIn, latin1, objectAt, streamOf } from './pdf-syntax.ts';

/** Where an object is: at an offset of the file, or the n-th in a stream of objects. */
export type ObjectPlace =
  { readonly offset: number } | { readonly container: number; readonly index: number };

/** One table of objects, and the dictionary that belongs to it. */
export interface CrossReferences {
  readonly trailer: string;
  placeOf(objectNumber: number): ObjectPlace | undefined;
}

const TAIL_BYTES = 2048;
const MAX_TABLE_BYTES = 4_000_000;
const MAX_SECTIONS = 50;
const OLD_ENTRY_BYTES = 20;

/** The tables of a PDF, newest first. Empty where the file has none that can be read. */
export function* crossReferences(source: ByteSource): Generator<CrossReferences> {
  const start = Math.max(0, source.size - TAIL_BYTES);
  const tail = latin1(source.read(start, TAIL_BYTES));
  const written = [...tail.matchAll(/startxref\s+(\d{1,15})/g)].at(-1)?.[1];
  let offset = written === undefined ? undefined : Number(written);
  const seen = new Set<number>();
  while (offset !== undefined && !seen.has(offset) && seen.size < MAX_SECTIONS) {
    seen.add(offset);
    const section = tableAt(source, offset) ?? streamAt(source, offset);
    if (section === undefined) return;
    yield section;
    // A hybrid file keeps its newer kind of objects in a stream beside the table.
    const hybrid = integerIn(section.trailer, 'XRefStm');
    const beside = hybrid === undefined ? undefined : streamAt(source, hybrid);
    if (beside !== undefined) yield beside;
    offset = integerIn(section.trailer, 'Prev');
  }
}

/** "xref" with subsections of 20-byte entries, and a trailer. Entries are read when they are asked for. */
function tableAt(source: ByteSource, offset: number): CrossReferences | undefined {
  const head = /^\s*xref\s*/.exec(latin1(source.read(offset, 32)));
  if (head === null) return undefined;
  const subsections: { first: number; count: number; offset: number }[] = [];
  let at = offset + head[0].length;
  for (;;) {
    const text = latin1(source.read(at, 64));
    const subsection = /^\s*(\d{1,10})\s+(\d{1,10})\s*?(?:\r\n|\r|\n)/.exec(text.replace(/^ +/, ' '));
    if (subsection === null) break;
    const [line, first, count] = subsection;
    const entries = { first: Number(first), count: Number(count), offset: at + line.length };
    subsections.push(entries);
    at = entries.offset + entries.count * OLD_ENTRY_BYTES;
    if (subsections.length > MAX_SECTIONS || at > source.size) return undefined;
  }
  const trailer = /^\s*trailer([\s\S]*?)startxref/.exec(latin1(source.read(at, MAX_TRAILER_BYTES)));
  if (trailer === null) return undefined;
  return {
    trailer: trailer[1] ?? '',
    placeOf: (objectNumber) => {
      const subsection = subsections.find(
        ({ first, count }) => objectNumber >= first && objectNumber < first + count,
      );
      if (subsection === undefined) return undefined;
      const entryAt = subsection.offset + (objectNumber - subsection.first) * OLD_ENTRY_BYTES;
      const entry = /^(\d{10}) \d{5} n/.exec(latin1(source.read(entryAt, OLD_ENTRY_BYTES)));
      return entry === null ? undefined : { offset: Number(entry[1]) };
    },
  };
}

const MAX_TRAILER_BYTES = 16 * 1024;

/** A stream of entries of a few bytes each. */
function streamAt(source: ByteSource, offset: number): CrossReferences | undefined {
  const object = objectAt(source, offset);
  const widths = object === undefined ? undefined : integersIn(object.dictionary, 'W');
  if (object === undefined || widths?.length !== 3) return undefined;
  const data = streamOf(source, object, MAX_TABLE_BYTES);
  if (data === undefined) return undefined;
  return {
    trailer: object.dictionary,
    placeOf: (objectNumber) => placeInStream(object, { data, widths }, objectNumber),
  };
}

interface StreamTable {
  readonly data: Buffer;
  readonly widths: readonly number[];
}

function placeInStream(object: PdfObject, table: StreamTable, objectNumber: number): ObjectPlace | undefined {
  const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = table.widths;
  const ranges = integersIn(object.dictionary, 'Index') ?? [0, integerIn(object.dictionary, 'Size') ?? 0];
  const entry = entryIndex(ranges, objectNumber);
  if (entry === undefined) return undefined;
  const at = entry * (typeWidth + secondWidth + thirdWidth);
  const type = typeWidth === 0 ? 1 : bigEndian(table.data, at, typeWidth);
  const second = bigEndian(table.data, at + typeWidth, secondWidth);
  if (type === 1) return { offset: second };
  if (type !== 2) return undefined;
  return { container: second, index: bigEndian(table.data, at + typeWidth + secondWidth, thirdWidth) };
}

function entryIndex(ranges: readonly number[], objectNumber: number): number | undefined {
  let before = 0;
  for (let pair = 0; pair + 1 < ranges.length; pair += 2) {
    const first = ranges[pair] ?? 0;
    const count = ranges[pair + 1] ?? 0;
    if (objectNumber >= first && objectNumber < first + count) return before + objectNumber - first;
    before += count;
  }
  return undefined;
}

function bigEndian(data: Buffer, at: number, bytes: number): number {
  let value = 0;
  for (let index = 0; index < bytes; index += 1) value = value * 256 + (data[at + index] ?? 0);
  return value;
}
