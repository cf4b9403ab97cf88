import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { DEFAULT_LIMITS, imageSize } from '@dust/formats';

export interface CoverFound {
  readonly source: 'file' | 'embedded' | 'first-page' | 'external';
  /** SHA-256 in hexadecimal; another cover has another one. */
  readonly hash: string;
  /** Absolute path of the image beside the book. */
  readonly path: string | null;
}

/** The first of these files that is an image within the limits of covers. */
export function readableCover(paths: readonly string[]): CoverFound | null {
  for (const path of paths) {
    const bytes = readImage(path);
    if (bytes !== null) {
      return { source: 'file', hash: createHash('sha256').update(bytes).digest('hex'), path };
    }
  }
  return null;
}

/** Stands for the picture of a page that is only drawn when somebody wants to see it. */
export function renderedPageHash(contentHash: string): string {
  return createHash('sha256').update(`pdf-page-1:${contentHash}`).digest('hex');
}

function readImage(path: string): Uint8Array | null {
  try {
    const stats = statSync(path);
    if (!stats.isFile() || stats.size > DEFAULT_LIMITS.coverBytes) return null;
    const bytes = readFileSync(path);
    const size = imageSize(bytes);
    if (size === undefined || size.width * size.height > DEFAULT_LIMITS.coverPixels) return null;
    return bytes;
  } catch {
    // An image that vanished or cannot be read is no cover; the next source is.
    return null;
  }
}
