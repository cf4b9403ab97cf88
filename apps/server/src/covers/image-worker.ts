import { readFile } from 'node:fs/promises';
import { imageSize, readCover, type BookFormat } from '@dust/formats';
import type { CoverWidth, ResizedType } from './variant.ts';

/** Where the bytes of a cover are: kept by Dust, in an image beside the book, or in the book. */
export type CoverOrigin =
  | { readonly kind: 'image'; readonly path: string }
  | { readonly kind: 'book'; readonly path: string; readonly format: BookFormat };

export interface CoverTask {
  readonly origin: CoverOrigin;
  /** Null: the image as it is. */
  readonly resize: { readonly width: CoverWidth; readonly type: ResizedType } | null;
}

export interface CoverBytes {
  readonly data: Uint8Array;
  readonly mediaType: string;
}

const longestInputBytes = 20_000_000;
const mostPixels = 40_000_000;

/** Reads a cover and, if wished, scales it down; null when there is none that can be decoded. */
export default async function makeCover(task: CoverTask): Promise<CoverBytes | null> {
  const original = await readOriginal(task.origin);
  if (original === null || original.data.length > longestInputBytes) return null;
  const made = task.resize === null ? original : await resized(original, task.resize);
  return made;
}

async function readOriginal(origin: CoverOrigin): Promise<CoverBytes | null> {
  if (origin.kind === 'book') return readCover(origin.path, { format: origin.format });
  const data = await readFile(origin.path);
  const size = imageSize(data);
  return size === undefined ? null : { data, mediaType: size.mediaType };
}

async function resized(
  original: CoverBytes,
  { width, type }: NonNullable<CoverTask['resize']>,
): Promise<CoverBytes> {
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
