import { BookFileError } from '../problem.ts';
import { viewOf } from '../byte-view.ts';

/** What the first record of a MOBI or AZW3 book says. Offsets and numbers as in the MobileRead wiki. */
export interface MobiHeader {
  readonly isEncrypted: boolean;
  readonly fullName: string | undefined;
  /** Record of the first image; covers are counted from it. */
  readonly firstImage: number | undefined;
  /** EXTH values of a type, as text. */
  texts(type: number): readonly string[];
  /** The first EXTH value of a type, as a number of four bytes. */
  number(type: number): number | undefined;
}

const PALMDOC_BYTES = 16;
const MOBI = 0x4d4f4249;
const EXTH = 0x45585448;
const HAS_EXTH = 0x40;
const UTF_8 = 65_001;
const NONE = 0xffffffff;
/** A book has some dozens of values. */
const MAX_VALUES = 10_000;

/** Parses the first record. Throws a CORRUPT problem if it is too short. */
export function parseMobiHeader(record: Uint8Array): MobiHeader {
  const view = viewOf(record);
  if (view.byteLength < PALMDOC_BYTES) throw new BookFileError('CORRUPT', 'The head of the book is damaged.');
  const isMobi = view.byteLength >= 132 && view.getUint32(16) === MOBI;
  const encoding = isMobi && view.getUint32(28) === UTF_8 ? 'utf-8' : 'windows-1252';
  const values = isMobi && (view.getUint32(128) & HAS_EXTH) !== 0 ? exthValues(record) : new Map();
  const decode = (data: Uint8Array): string => new TextDecoder(encoding).decode(data);
  const firstImage = isMobi ? view.getUint32(108) : NONE;
  return {
    isEncrypted: view.getUint16(12) !== 0,
    fullName: isMobi ? decode(slice(record, view.getUint32(84), view.getUint32(88))) : undefined,
    firstImage: firstImage === NONE ? undefined : firstImage,
    texts: (type) => (values.get(type) ?? []).map(decode),
    number: (type) => numberOf(values.get(type)?.[0]),
  };
}

function exthValues(record: Uint8Array): ReadonlyMap<number, Uint8Array[]> {
  const values = new Map<number, Uint8Array[]>();
  const view = viewOf(record);
  let at = PALMDOC_BYTES + view.getUint32(20);
  if (at + 12 > view.byteLength || view.getUint32(at) !== EXTH) return values;
  const count = Math.min(view.getUint32(at + 8), MAX_VALUES);
  at += 12;
  for (let index = 0; index < count && at + 8 <= view.byteLength; index += 1) {
    const type = view.getUint32(at);
    const length = view.getUint32(at + 4);
    if (length < 8) break;
    const value = slice(record, at + 8, length - 8);
    const known = values.get(type);
    if (known === undefined) values.set(type, [value]);
    else known.push(value);
    at += length;
  }
  return values;
}

function slice(record: Uint8Array, start: number, length: number): Uint8Array {
  return record.subarray(start, start + length);
}

function numberOf(value: Uint8Array | undefined): number | undefined {
  if (value?.byteLength !== 4) return undefined;
  const number = viewOf(value).getUint32(0);
  return number === NONE ? undefined : number;
}
