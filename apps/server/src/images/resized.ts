import type sharpModule from 'sharp';
import type { Sharp, SharpOptions } from 'sharp';
import type { ImageType } from './image-type.ts';

export interface ImageBytes {
  readonly data: Uint8Array;
  readonly mediaType: string;
}

/** Pixels in rows without gaps, four bytes each: red, green, blue, unused. */
export interface Pixels {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface Resize {
  /** Pixels; null: as wide as it is. */
  readonly width: number | null;
  readonly type: ImageType;
  /** Half the time for a file that is a little larger. */
  readonly isQuick?: boolean;
}

/** What is done outside of the thread goes on when the thread is ended. */
const limitS = 20;
const mostPixels = 40_000_000;
const options: SharpOptions = { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true };

/** An image scaled down to a width, never up; rejects if it cannot be decoded. Only for threads of their own. */
export async function resized(
  original: ImageBytes,
  { width, type, isQuick = false }: Resize,
): Promise<ImageBytes> {
  const sharp = await loadSharp();
  const image = sharp(original.data, options).timeout({ seconds: limitS }).rotate();
  const scaled = width === null ? image : image.resize({ width, withoutEnlargement: true });
  return { data: await encoded(scaled, type, isQuick).toBuffer(), mediaType: type };
}

/** Drawn pixels as an image. Only for threads of their own. */
export async function encodedPixels({ pixels, width, height }: Pixels, type: ImageType): Promise<ImageBytes> {
  const sharp = await loadSharp();
  const image = sharp(pixels, { ...options, raw: { width, height, channels: 4 } }).removeAlpha();
  return { data: await encoded(image, type, true).toBuffer(), mediaType: type };
}

/** Loads in the background what making images takes, for whoever is about to ask for some. */
export function prepareImages(): void {
  loadSharp().catch(() => undefined);
}

async function loadSharp(): Promise<typeof sharpModule> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

function encoded(image: Sharp, type: ImageType, isQuick: boolean): Sharp {
  if (type === 'image/webp') return image.webp({ quality: 80, effort: isQuick ? 0 : 2 });
  if (type === 'image/avif') return image.avif({ quality: 55, effort: isQuick ? 0 : 2 });
  if (type === 'image/png') return image.png({ compressionLevel: 4 });
  return image.flatten({ background: '#fff' }).jpeg({ quality: 82, mozjpeg: false });
}
