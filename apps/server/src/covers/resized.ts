import type { Sharp } from 'sharp';
import type { CoverWidth, ResizedType } from './variant.ts';

export interface CoverBytes {
  readonly data: Uint8Array;
  readonly mediaType: string;
}

export interface Resize {
  /** Pixels. */
  readonly width: CoverWidth;
  readonly type: ResizedType;
}

const mostPixels = 40_000_000;

/** An image scaled down to a width, never up; rejects if it cannot be decoded. Only for threads of their own. */
export async function resized(original: CoverBytes, { width, type }: Resize): Promise<CoverBytes> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  const image = sharp(original.data, { limitInputPixels: mostPixels, failOn: 'error' })
    .rotate()
    .resize({ width, withoutEnlargement: true });
  return { data: await encoded(image, type).toBuffer(), mediaType: type };
}

function encoded(image: Sharp, type: ResizedType): Sharp {
  if (type === 'image/webp') return image.webp({ quality: 80, effort: 3 });
  if (type === 'image/avif') return image.avif({ quality: 55, effort: 2 });
  return image.flatten({ background: '#fff' }).jpeg({ quality: 82, mozjpeg: false });
}
