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
  switch (type) {
    case 'image/webp':
      return { data: await image.webp({ quality: 80, effort: 3 }).toBuffer(), mediaType: type };
    case 'image/avif':
      return { data: await image.avif({ quality: 55, effort: 2 }).toBuffer(), mediaType: type };
    case 'image/jpeg':
      return {
        data: await image.flatten({ background: '#fff' }).jpeg({ quality: 82, mozjpeg: false }).toBuffer(),
        mediaType: type,
      };
  }
}
