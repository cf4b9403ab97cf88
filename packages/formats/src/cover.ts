import { createHash } from 'node:crypto';
import type { BookCover } from './book-facts.ts';
import { imageSize } from './image/image-size.ts';
import { isCoverType } from './image/media-type.ts';
import type { ReadLimits } from './limits.ts';
import { BookFileError } from './problem.ts';

/** An image in a file that may be its cover; `read` throws if it cannot be had. */
export interface CoverCandidate {
  readonly kind: BookCover['kind'];
  /** As the name or the manifest says. */
  readonly mediaType: string;
  readonly sizeBytes: number;
  read(): Uint8Array;
}

export type CoverWish = 'bytes' | 'locate' | 'none';

/**
 * The first candidate that is an image fit for a cover, else null. Candidates that are damaged, of another type or
 * larger than a cover may be are passed over; other problems are thrown.
 */
export function chooseCover(
  candidates: Iterable<CoverCandidate>,
  wish: CoverWish,
  limits: ReadLimits,
): BookCover | null {
  if (wish === 'none') return null;
  for (const candidate of candidates) {
    const cover = wish === 'locate' ? located(candidate, limits) : taken(candidate, limits);
    if (cover !== undefined) return cover;
  }
  return null;
}

function located(candidate: CoverCandidate, limits: ReadLimits): BookCover | undefined {
  const { kind, mediaType, sizeBytes } = candidate;
  if (sizeBytes > limits.coverBytes || !isCoverType(mediaType)) return undefined;
  return { kind, mediaType, data: null, hash: null };
}

function taken(candidate: CoverCandidate, limits: ReadLimits): BookCover | undefined {
  if (candidate.sizeBytes > limits.imageBytes) {
    throw new BookFileError('TOO_LARGE', 'An image in the file is larger than is allowed.');
  }
  if (candidate.sizeBytes > limits.coverBytes) return undefined;
  const bytes = readUnlessDamaged(candidate);
  const size = bytes === undefined ? undefined : imageSize(bytes);
  if (bytes === undefined || size === undefined || !isCoverType(size.mediaType)) return undefined;
  if (size.width * size.height > limits.coverPixels) return undefined;
  return coverOf(candidate.kind, size.mediaType, bytes);
}

function readUnlessDamaged(candidate: CoverCandidate): Uint8Array | undefined {
  try {
    return candidate.read();
  } catch (error) {
    if (error instanceof BookFileError && error.reason === 'CORRUPT') return undefined;
    throw error;
  }
}

/** A cover with its bytes and their hash. */
export function coverOf(kind: BookCover['kind'], mediaType: string, bytes: Uint8Array): BookCover {
  const data = ownBytes(bytes);
  return { kind, mediaType, data, hash: createHash('sha256').update(data).digest('hex') };
}

/** The same bytes in memory of their own, so that they can be sent to another thread without the file around them. */
export function ownBytes(data: Uint8Array): Uint8Array {
  return data.byteLength === data.buffer.byteLength ? data : new Uint8Array(data);
}
