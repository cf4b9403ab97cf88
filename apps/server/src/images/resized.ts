import { imageSize } from '@dust/formats';
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
/** WebP and AVIF have no room for more; the strips of web comics do. */
const longestSide = 16_383;
const options: SharpOptions = { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true };

/**
 * An image scaled down to a width, never up, in another type if the one that is wished for cannot hold it; rejects if it cannot
 * be decoded. Only for threads of their own.
 */
export async function resized(
  original: ImageBytes,
  { width, type: wished, isQuick = false }: Resize,
): Promise<ImageBytes> {
  const sharp = await loadSharp();
  const size = imageSize(original.data) ?? { width: 1, height: 1 };
  const scale = width === null ? 1 : Math.min(1, width / size.width);
  const type = typeFor(wished, scale * Math.max(size.width, size.height));
  const image = sharp(original.data, options).timeout({ seconds: limitS }).rotate();
  const scaled = width === null ? image : image.resize({ width, withoutEnlargement: true });
  return { data: await encoded(scaled, type, isQuick).toBuffer(), mediaType: type };
}

/** Drawn pixels as an image, in another type if the one that is wished for cannot hold it. Only for threads of their own. */
export async function encodedPixels(
  { pixels, width, height }: Pixels,
  wished: ImageType,
): Promise<ImageBytes> {
  const sharp = await loadSharp();
  const type = typeFor(wished, Math.max(width, height));
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

function typeFor(wished: ImageType, longestPixels: number): ImageType {
  return wished === 'image/png' || longestPixels <= longestSide ? wished : 'image/jpeg';
}

function encoded(image: Sharp, type: ImageType, isQuick: boolean): Sharp {
  if (type === 'image/webp') return image.webp({ quality: 80, effort: isQuick ? 0 : 2 });
  if (type === 'image/avif') return image.avif({ quality: 55, effort: isQuick ? 0 : 2 });
  if (type === 'image/png') return image.png({ compressionLevel: 4 });
  return image.flatten({ background: '#fff' }).jpeg({ quality: 82, mozjpeg: false });
}
