import { readFileSync } from 'node:fs';
import {
  countPdfPages,
  drawPdfPage,
  imageSize,
  listPages,
  openDescriptorSource,
  readPage,
} from '@dust/formats';
import { encodedPixels, prepareImages, resized, type ImageBytes } from '../images/resized.ts';
import type { PagedFormat, PageVariant } from './page-variant.ts';

/** An open book; whoever asks closes the descriptor. */
export interface OpenPages {
  readonly fd: number;
  readonly format: PagedFormat;
}

export interface ListedPage {
  /** From 1. */
  readonly number: number;
  readonly name: string;
  /** Null: drawn in the type that is asked for. */
  readonly mediaType: string | null;
  /** Null: not known before the page is drawn. */
  readonly sizeBytes: number | null;
}

export interface PageTask {
  /** An open book, or the path of a page that was unpacked before. */
  readonly from: OpenPages | string;
  readonly number: number;
  readonly variant: PageVariant;
}

/** Errors lose their class between threads, so failures are told by name. */
export interface PageFailure {
  readonly kind: 'missing' | 'unreadable';
}

export type PageListResult = { readonly kind: 'pages'; readonly pages: readonly ListedPage[] } | PageFailure;

export type PageResult =
  { readonly kind: 'image'; readonly image: ImageBytes; readonly isDear: boolean } | PageFailure;

const mostDrawnPixels = 12_000_000;

/** Lists the pages of a book. */
export async function listBookPages({ fd, format }: OpenPages): Promise<PageListResult> {
  // The first of them is asked for next.
  setImmediate(prepareImages);
  try {
    using source = openDescriptorSource(fd);
    if (format !== 'pdf') return { kind: 'pages', pages: await listPages(source, { format }) };
    const length = await countPdfPages(source);
    const drawn = { mediaType: null, sizeBytes: null };
    const pages = Array.from({ length }, (_, index) => ({
      number: index + 1,
      name: String(index + 1),
      ...drawn,
    }));
    return { kind: 'pages', pages };
  } catch {
    return { kind: 'unreadable' };
  }
}

/** Reads or draws one page in a variant. */
export async function readBookPage(task: PageTask): Promise<PageResult> {
  try {
    return await readVariant(task);
  } catch (error) {
    return { kind: error instanceof RangeError ? 'missing' : 'unreadable' };
  }
}

async function readVariant({ from, number, variant }: PageTask): Promise<PageResult> {
  if (typeof from === 'string') {
    const data = readFileSync(from);
    return await imageOf({ data, mediaType: imageSize(data)?.mediaType ?? '', isDear: false }, variant);
  }
  using source = openDescriptorSource(from.fd);
  if (from.format !== 'pdf')
    return await imageOf(await readPage(source, number, { format: from.format }), variant);
  const { width, type } = variant;
  if (width === null || type === null) return { kind: 'missing' };
  const bitmap = await drawPdfPage(source, number, { width, maxPixels: mostDrawnPixels });
  return { kind: 'image', image: await encodedPixels(bitmap, type), isDear: false };
}

/** A page whose image cannot be decoded is a page that is not there. */
async function imageOf(
  { isDear, ...original }: ImageBytes & { readonly isDear: boolean },
  { width, type }: PageVariant,
): Promise<PageResult> {
  if (type === null) return { kind: 'image', image: original, isDear };
  if (imageSize(original.data) === undefined) return { kind: 'missing' };
  try {
    return { kind: 'image', image: await resized(original, { width, type, isQuick: true }), isDear };
  } catch {
    return { kind: 'missing' };
  }
}
