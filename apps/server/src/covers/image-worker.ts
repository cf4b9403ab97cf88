import { readFile } from 'node:fs/promises';
import { imageSize, readCover, type BookFormat } from '@dust/formats';
import { resized, type CoverBytes, type Resize } from './resized.ts';

/** Where the bytes of a cover are: kept by Dust, in an image beside the book, or in the book. */
export type CoverOrigin =
  | { readonly kind: 'image'; readonly path: string }
  | { readonly kind: 'book'; readonly path: string; readonly format: BookFormat };

export interface CoverTask {
  readonly origin: CoverOrigin;
  /** Null: the image as it is. */
  readonly resize: Resize | null;
}

const longestInputBytes = 20_000_000;

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
