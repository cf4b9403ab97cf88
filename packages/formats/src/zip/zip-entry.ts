import { viewOf } from '../byte-view.ts';
import { BookFileError } from '../problem.ts';
import { safeNumber } from './end-of-central-directory.ts';

/** A file in a ZIP archive, as the central directory describes it. */
export interface ZipEntry {
  /** As stored; may hold `..` and must never be used as a path of the file system. */
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly compressedBytes: number;
  readonly sizeBytes: number;
  /** Of the local header, from the start of the archive. */
  readonly headerOffset: number;
}

const SIGNATURE = 0x02014b50;
const HEADER_BYTES = 46;
const ZIP64_EXTRA = 0x0001;
const UNKNOWN = 0xffffffff;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The entries of a central directory, without folders, in its order. Throws a CORRUPT problem. */
export function parseZipEntries(data: Uint8Array, count: number): ZipEntry[] {
  const view = viewOf(data);
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + HEADER_BYTES > view.byteLength || view.getUint32(at, true) !== SIGNATURE) throw damaged();
    const nameEnd = at + HEADER_BYTES + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    if (extraEnd > view.byteLength) throw damaged();
    const name = entryName(bytes, at + HEADER_BYTES, nameEnd);
    if (!name.endsWith('/')) entries.push(entryAt(view, { at, nameEnd, extraEnd, name }));
    at = extraEnd + view.getUint16(at + 32, true);
  }
  return entries;
}

interface EntryPlace {
  readonly at: number;
  readonly nameEnd: number;
  readonly extraEnd: number;
  readonly name: string;
}

function entryAt(view: DataView, place: EntryPlace): ZipEntry {
  const { at, name } = place;
  const compressed = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const offset = view.getUint32(at + 42, true);
  const next = largeFields(view, place);
  return {
    name,
    method: view.getUint16(at + 10, true),
    isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
    sizeBytes: size === UNKNOWN ? next(size) : size,
    compressedBytes: compressed === UNKNOWN ? next(compressed) : compressed,
    headerOffset: offset === UNKNOWN ? next(offset) : offset,
  };
}

/** The fields of the ZIP64 extra, in their fixed order; what is not there keeps its small value. */
function largeFields(view: DataView, place: EntryPlace): (small: number) => number {
  let start = place.nameEnd;
  while (start + 4 <= place.extraEnd && view.getUint16(start, true) !== ZIP64_EXTRA) {
    start += 4 + view.getUint16(start + 2, true);
  }
  let at = start + 4;
  return (small) => {
    if (at + 8 > place.extraEnd) return small;
    at += 8;
    return safeNumber(view.getBigUint64(at - 8, true));
  };
}

/** UTF-8 where the bytes are; else every byte a letter, so that names stay different. */
function entryName(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('latin1', start, end);
  // oxlint-disable-next-line no-control-regex -- ASCII from end to end, line breaks included
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  try {
    return strictUtf8.decode(bytes.subarray(start, end));
  } catch {
    return text;
  }
}

function damaged(): BookFileError {
  return new BookFileError('CORRUPT', 'The table of contents of the archive is damaged.');
}
