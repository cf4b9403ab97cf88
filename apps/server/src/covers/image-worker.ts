import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { imageSize, readCover, type BookFormat } from '@dust/formats';
import { resized, type ImageBytes, type Resize } from '../images/resized.ts';

/** Where the bytes of a cover are: kept by Dust, in an image beside the book, or in the book. */
export type CoverOrigin =
  | { readonly kind: 'image'; readonly path: string }
  | { readonly kind: 'book'; readonly path: string; readonly format: BookFormat };

export interface CoverTask {
  /** SHA-256 (hex) that the image is expected to have; null for a rendered page, which is named by its book's content. */
  readonly hash: string | null;
  readonly origin: CoverOrigin;
  /** Null: the image as it is. */
  readonly resize: Resize | null;
}

export interface MadeCover extends ImageBytes {
  /** Whether this is the image the scan has seen, and not one that has taken its place since. */
  readonly isAsNamed: boolean;
}

const longestInputBytes = 20_000_000;

/** Reads a cover and, if wished, scales it down; null when there is none that can be decoded. */
export async function makeCover(task: CoverTask): Promise<MadeCover | null> {
  const original = await readOriginal(task.origin);
  if (original === null || original.data.length > longestInputBytes) return null;
  const isAsNamed =
    task.hash === null || createHash('sha256').update(original.data).digest('hex') === task.hash;
  const made = task.resize === null ? original : await resized(original, task.resize);
  return { ...made, isAsNamed };
}

async function readOriginal(origin: CoverOrigin): Promise<ImageBytes | null> {
  if (origin.kind === 'book') return readCover(origin.path, { format: origin.format });
  if ((await stat(origin.path)).size > longestInputBytes) return null;
  const data = await readFile(origin.path);
  const size = imageSize(data);
  return size === undefined ? null : { data, mediaType: size.mediaType };
}
