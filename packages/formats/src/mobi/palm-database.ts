import type { ByteSource } from '../byte-source.ts';
import { BookFileError } from '../problem.ts';
import { viewOf } from '../byte-view.ts';

const HEADER_BYTES = 78;
const ENTRY_BYTES = 8;
const COUNT_OFFSET = 76;

/** The records of a Palm database, the container of MOBI and AZW3. */
export interface PalmDatabase {
  /** Whether the file reaches to its last record. */
  readonly isComplete: boolean;
  /** Bytes of a record; undefined if there is none of this number, or a part of it is missing. */
  sizeOf(record: number): number | undefined;
  /** A record, or its first bytes. */
  read(record: number, maxBytes?: number): Uint8Array;
}

/** Reads the list of records. Throws a CORRUPT problem if it is incomplete. */
export function openPalmDatabase(source: ByteSource): PalmDatabase {
  const header = viewOf(source.read(0, HEADER_BYTES));
  const count = header.byteLength < HEADER_BYTES ? 0 : header.getUint16(COUNT_OFFSET);
  const list = viewOf(source.read(HEADER_BYTES, count * ENTRY_BYTES));
  if (count === 0 || list.byteLength < count * ENTRY_BYTES) {
    throw new BookFileError('CORRUPT', 'The book is incomplete: its list of records is missing.');
  }
  const startOf = (record: number): number =>
    record < count ? list.getUint32(record * ENTRY_BYTES) : source.size;
  const sizeOf = (record: number): number | undefined => {
    if (record < 0 || record >= count) return undefined;
    const size = startOf(record + 1) - startOf(record);
    return size > 0 && startOf(record + 1) <= source.size ? size : undefined;
  };
  return {
    isComplete: startOf(count - 1) < source.size,
    sizeOf,
    read: (record, maxBytes = Infinity) =>
      source.read(startOf(record), Math.min(sizeOf(record) ?? 0, maxBytes)),
  };
}
