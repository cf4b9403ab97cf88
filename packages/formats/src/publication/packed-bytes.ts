import type { FileHandle } from 'node:fs/promises';
import { viewOf } from '../byte-view.ts';
import type { ReadLimits } from '../limits.ts';
import { BookFileError } from '../problem.ts';
import type { Obfuscation, PackedFile } from './publication.ts';

const SIGNATURE = 0x04034b50;
const HEADER_BYTES = 30;
/** The name and extra field of nearly all archives fit, so that one read is enough for header and data. */
const GUESSED_NAME_AND_EXTRA_BYTES = 256;
/** What is small cannot hurt, and text of few words packs well. */
const RATIO_COUNTS_FROM_BYTES = 1_000_000;

/** Throws a CORRUPT or TOO_LARGE problem for sizes that no honest archive gives. */
export function assertPackedSizes(file: PackedFile, limits: ReadLimits): void {
  const { isDeflated, packedBytes, sizeBytes } = file;
  if (!isDeflated) {
    if (packedBytes !== sizeBytes) throw damaged();
    return;
  }
  // The worst packing of what cannot be packed adds a few bytes to every block.
  if (packedBytes > 2 * sizeBytes + 65_536) throw damaged();
  const isBomb = sizeBytes > RATIO_COUNTS_FROM_BYTES && sizeBytes > packedBytes * limits.inflateRatio;
  if (isBomb || sizeBytes > limits.inflatedBytes) {
    throw new BookFileError('TOO_LARGE', 'A part of the archive unpacks to far more than is allowed.');
  }
}

/** All packed bytes of a file. Throws a CORRUPT problem if they are not all there. */
export async function readPacked(handle: FileHandle, file: PackedFile): Promise<Uint8Array> {
  const length = HEADER_BYTES + GUESSED_NAME_AND_EXTRA_BYTES + file.packedBytes;
  const block = await readAt(handle, file.headerOffset, length);
  const start = dataStart(block);
  const end = start + file.packedBytes;
  const packed =
    end <= block.byteLength
      ? block.subarray(start, end)
      : await readAt(handle, file.headerOffset + start, file.packedBytes);
  if (packed.byteLength !== file.packedBytes) throw damaged();
  return packed;
}

/** Where the packed bytes of a file begin. Throws a CORRUPT problem. */
export async function packedOffset(handle: FileHandle, file: PackedFile): Promise<number> {
  return file.headerOffset + dataStart(await readAt(handle, file.headerOffset, HEADER_BYTES));
}

function dataStart(block: Uint8Array): number {
  const view = viewOf(block);
  if (view.byteLength < HEADER_BYTES || view.getUint32(0, true) !== SIGNATURE) throw damaged();
  return HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}

/** Bytes of a file from `offset` on; fewer than `length` only at its end. */
export async function readAt(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled === length ? buffer : buffer.subarray(0, filled);
}

/** Undoes the scrambling of bytes that lie at `offset` of a file, in place. */
export function unscramble(data: Uint8Array, offset: number, obfuscation: Obfuscation | null): void {
  if (obfuscation === null) return;
  const { key, bytes } = obfuscation;
  const end = Math.min(data.byteLength, bytes - offset);
  for (let at = 0; at < end; at += 1) {
    data[at] = (data[at] ?? 0) ^ (key[(offset + at) % key.byteLength] ?? 0);
  }
}

export function damaged(cause?: unknown): BookFileError {
  return new BookFileError('CORRUPT', 'A part of the archive is damaged.', { cause });
}
