import { createHash } from 'node:crypto';
import type { ByteSource } from './byte-source.ts';

const BLOCK = 256 * 1024;

/**
 * Recognises a file by its content without reading all of it: SHA-256, in hexadecimal, over the size (8 bytes,
 * big-endian) and three blocks of 256 KiB (start, middle, end). Up to 768 KiB all bytes count.
 */
export function contentHash(source: ByteSource): string {
  const { size } = source;
  const hash = createHash('sha256');
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64BE(BigInt(size));
  hash.update(prefix);
  if (size <= 3 * BLOCK) return hash.update(source.read(0, size)).digest('hex');
  for (const offset of [0, Math.floor((size - BLOCK) / 2), size - BLOCK]) {
    hash.update(source.read(offset, BLOCK));
  }
  return hash.digest('hex');
}

/**
 * The digest by which KOReader knows a document ("binary" matching): MD5, in hexadecimal, over 1,024 bytes at
 * 0, 1 KiB, 4 KiB, 16 KiB … 1 GiB, as far as the file goes.
 */
export function partialMd5(source: ByteSource): string {
  const hash = createHash('md5');
  for (let step = -1; step <= 10; step += 1) {
    // KOReader shifts by 2 * step; its 32-bit shift makes the first one, -2, an offset of zero.
    const offset = step < 0 ? 0 : 1024 * 4 ** step;
    if (offset >= source.size) break;
    hash.update(source.read(offset, 1024));
  }
  return hash.digest('hex');
}
