import { inflateRawSync } from 'node:zlib';
import type { ByteSource } from '../byte-source.ts';
import { BookFileError } from '../problem.ts';
import { viewOf } from '../byte-view.ts';
import type { ZipEntry } from './zip-entry.ts';

const SIGNATURE = 0x04034b50;
const HEADER_BYTES = 30;
/** Read along with the header: the name and extra field of nearly all archives fit, so that one read is enough. */
const GUESSED_NAME_AND_EXTRA_BYTES = 256;
const STORED = 0;
const DEFLATED = 8;
/** What is small cannot hurt, and text of few words packs well. */
const RATIO_COUNTS_FROM_BYTES = 1_000_000;

/** The packed bytes of an entry. Throws a CORRUPT problem if they are not all there. */
export function readRawEntry(source: ByteSource, entry: ZipEntry, prefixBytes: number): Uint8Array {
  const start = prefixBytes + entry.headerOffset;
  const block = source.read(start, HEADER_BYTES + GUESSED_NAME_AND_EXTRA_BYTES + entry.compressedBytes);
  const view = viewOf(block);
  if (view.byteLength < HEADER_BYTES || view.getUint32(0, true) !== SIGNATURE) throw damaged();
  const dataStart = HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  const dataEnd = dataStart + entry.compressedBytes;
  const raw =
    dataEnd <= block.byteLength
      ? block.subarray(dataStart, dataEnd)
      : source.read(start + dataStart, entry.compressedBytes);
  if (raw.byteLength !== entry.compressedBytes) throw damaged();
  return raw;
}

/** The unpacked bytes of an entry, exactly as many as it declares. Throws a CORRUPT, ENCRYPTED or TOO_LARGE problem. */
export function expandEntry(entry: ZipEntry, raw: Uint8Array, maxRatio: number): Uint8Array {
  if (entry.isEncrypted) throw new BookFileError('ENCRYPTED', 'The archive is protected with a password.');
  if (entry.method === STORED) {
    if (entry.sizeBytes !== raw.byteLength) throw damaged();
    return raw;
  }
  if (entry.method !== DEFLATED) {
    throw new BookFileError('CORRUPT', 'The archive is packed by a method that is not supported.');
  }
  if (entry.sizeBytes > RATIO_COUNTS_FROM_BYTES && entry.sizeBytes > raw.byteLength * maxRatio) {
    throw new BookFileError('TOO_LARGE', 'A part of the archive unpacks to far more than its size.');
  }
  return inflate(entry, raw);
}

function inflate(entry: ZipEntry, raw: Uint8Array): Uint8Array {
  let data: Uint8Array;
  try {
    data = inflateRawSync(raw, {
      maxOutputLength: Math.max(1, entry.sizeBytes),
      chunkSize: Math.max(64, Math.min(entry.sizeBytes + 1, 1024 * 1024)),
    });
  } catch (cause) {
    throw damaged(cause);
  }
  if (data.byteLength !== entry.sizeBytes) throw damaged();
  return data;
}

function damaged(cause?: unknown): BookFileError {
  return new BookFileError('CORRUPT', 'A part of the archive is damaged.', { cause });
}
