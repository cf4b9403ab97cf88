import { inflateSync } from 'node:zlib';
import type { ByteSource } from '../byte-source.ts';

/** Dictionaries and their streams are looked for in this much after the start of an object. */
const DICTIONARY_BYTES = 16 * 1024;

/** An object as it is written, with its stream, if it has one: where its bytes begin in the file. */
export interface PdfObject {
  /** The text of the dictionary, one byte a letter. */
  readonly dictionary: string;
  readonly streamOffset: number | undefined;
}

/** The object at an offset of the file ("12 0 obj << … >> stream …"); undefined if there is none. */
export function objectAt(source: ByteSource, offset: number): PdfObject | undefined {
  const text = latin1(source.read(offset, DICTIONARY_BYTES));
  const head = /^\s*\d+\s+\d+\s+obj\b/.exec(text);
  if (head === null) return undefined;
  const body = text.slice(head[0].length);
  const stream = /\bstream\r?\n/.exec(body);
  const end = /\bendobj\b/.exec(body);
  if (stream === null || (end !== null && end.index < stream.index)) {
    return { dictionary: body.slice(0, end?.index), streamOffset: undefined };
  }
  return {
    dictionary: body.slice(0, stream.index),
    streamOffset: offset + head[0].length + stream.index + stream[0].length,
  };
}

/** An integer entry of a dictionary. References count as none. */
export function integerIn(dictionary: string, key: string): number | undefined {
  const value = new RegExp(`/${key}\\s+(\\d{1,15})(?!\\d|\\s+\\d+\\s+R\\b)`).exec(dictionary)?.[1];
  return value === undefined ? undefined : Number(value);
}

/** The object number an entry of a dictionary refers to. */
export function referenceIn(dictionary: string, key: string): number | undefined {
  const value = new RegExp(`/${key}\\s+(\\d{1,10})\\s+\\d+\\s+R\\b`).exec(dictionary)?.[1];
  return value === undefined ? undefined : Number(value);
}

/** The integers of an array entry of a dictionary. */
export function integersIn(dictionary: string, key: string): number[] | undefined {
  const list = new RegExp(`/${key}\\s*\\[([\\d\\s]*)\\]`).exec(dictionary)?.[1];
  return list?.trim().split(/\s+/).map(Number);
}

/**
 * The bytes of an object's stream, at most `maxBytes` before and after decompression; undefined where they are packed
 * otherwise than by Flate, damaged, or more.
 */
export function streamOf(source: ByteSource, object: PdfObject, maxBytes: number): Buffer | undefined {
  if (object.streamOffset === undefined) return undefined;
  const length = integerIn(object.dictionary, 'Length') ?? maxBytes;
  if (length > maxBytes) return undefined;
  const raw = source.read(object.streamOffset, length);
  const filters = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(object.dictionary)?.[1]?.match(/\w+/g) ?? [];
  if (filters.length === 0) return Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  if (filters.length > 1 || filters[0] !== 'FlateDecode') return undefined;
  try {
    return withoutPredictor(inflateSync(raw, { maxOutputLength: maxBytes }), object.dictionary);
  } catch {
    return undefined;
  }
}

/** Undoes the PNG "up" predictor, the only one that tables are written with. */
function withoutPredictor(data: Buffer, dictionary: string): Buffer | undefined {
  const predictor = integerIn(dictionary, 'Predictor') ?? 1;
  if (predictor < 10) return predictor === 1 ? data : undefined;
  const columns = integerIn(dictionary, 'Columns') ?? 1;
  const rows = Math.floor(data.length / (columns + 1));
  const out = Buffer.alloc(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const filter = data[row * (columns + 1)];
    if (filter !== 0 && filter !== 2) return undefined;
    for (let column = 0; column < columns; column += 1) {
      const to = row * columns + column;
      const above = filter === 2 && row > 0 ? (out[to - columns] ?? 0) : 0;
      out[to] = (data[row * (columns + 1) + 1 + column] ?? 0) + above;
    }
  }
  return out;
}

/** Bytes as text, one letter each. */
export function latin1(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1');
}
