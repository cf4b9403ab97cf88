import type { ByteSource } from '../byte-source.ts';
import { viewOf } from '../byte-view.ts';
import { BookFileError } from '../problem.ts';

/** Where the list of entries lies in a ZIP file. */
export interface CentralDirectory {
  readonly entries: number;
  readonly offset: number;
  readonly size: number;
  /** Bytes in front of the archive, which its offsets do not count. */
  readonly prefixBytes: number;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
const ZIP64_LOCATOR_BYTES = 20;
const ZIP64_END_SIGNATURE = 0x06064b50;
const ZIP64_END_BYTES = 56;
/** Small archives are found with one small read; only long comments need the second one. */
const FIRST_TAIL_BYTES = 16 * 1024;

/** Finds the central directory from the end of the file. Throws a CORRUPT problem if there is none. */
export function findCentralDirectory(source: ByteSource): CentralDirectory {
  for (const length of [FIRST_TAIL_BYTES, MAX_COMMENT_BYTES + END_BYTES]) {
    const start = Math.max(0, source.size - length);
    const tail = viewOf(source.read(start, length));
    for (let at = tail.byteLength - END_BYTES; at >= 0; at -= 1) {
      if (tail.getUint32(at, true) !== END_SIGNATURE) continue;
      const directory = directoryAt(source, start + at, tail, at);
      if (directory !== undefined) return directory;
    }
    if (start === 0) break;
  }
  throw new BookFileError('CORRUPT', 'The archive is incomplete: its table of contents is missing.');
}

function directoryAt(
  source: ByteSource,
  position: number,
  tail: DataView,
  at: number,
): CentralDirectory | undefined {
  const entries = tail.getUint16(at + 10, true);
  const size = tail.getUint32(at + 12, true);
  const offset = tail.getUint32(at + 16, true);
  if (entries === 0xffff || size === 0xffffffff || offset === 0xffffffff) {
    const large = zip64DirectoryAt(source, position);
    if (large !== undefined) return large;
  }
  const prefixBytes = position - size - offset;
  return prefixBytes < 0 ? undefined : { entries, size, offset, prefixBytes };
}

function zip64DirectoryAt(source: ByteSource, position: number): CentralDirectory | undefined {
  const locator = viewOf(source.read(Math.max(0, position - ZIP64_LOCATOR_BYTES), ZIP64_LOCATOR_BYTES));
  if (locator.byteLength < ZIP64_LOCATOR_BYTES) return undefined;
  if (locator.getUint32(0, true) !== ZIP64_LOCATOR_SIGNATURE) return undefined;
  const endOffset = safeNumber(locator.getBigUint64(8, true));
  const end = viewOf(source.read(endOffset, ZIP64_END_BYTES));
  if (end.byteLength < ZIP64_END_BYTES || end.getUint32(0, true) !== ZIP64_END_SIGNATURE) return undefined;
  return {
    entries: safeNumber(end.getBigUint64(32, true)),
    size: safeNumber(end.getBigUint64(40, true)),
    offset: safeNumber(end.getBigUint64(48, true)),
    prefixBytes: 0,
  };
}

/** A 64-bit number of a ZIP file as a number. Throws a CORRUPT problem for what no file can hold. */
export function safeNumber(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new BookFileError('CORRUPT', 'The archive gives an impossible size.');
  }
  return Number(value);
}
