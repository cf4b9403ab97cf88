import type { BookInput, OpenBook, ReadOptions } from '../open-book.ts';
import { openBook } from '../open-book.ts';
import { BookFileError } from '../problem.ts';
import { isPdf } from '../signature.ts';
import { drawPage } from './page-bitmap.ts';
import { pageCountOf } from './page-count.ts';
import { withPdfDocument } from './pdf-document.ts';
import { RENDER_RED_FIRST } from './pdfium-api.ts';

/** A drawn page: rows of pixels of four bytes (red, green, blue, unused) without gaps. */
export interface PageBitmap {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface DrawOptions extends ReadOptions {
  /** Pixels; the height follows. */
  readonly width: number;
  /** A page that would have more is drawn smaller. */
  readonly maxPixels: number;
}

/** How many pages a PDF has. Rejects with a `BookFileError` if it cannot be read. */
export async function countPdfPages(input: BookInput, options: ReadOptions = {}): Promise<number> {
  using book = openBook(input, { ...options, format: 'pdf' });
  assertPdf(book);
  let pages = 0;
  await withPdfDocument(book, (document) => {
    pages = pageCountOf(document);
  });
  return pages;
}

/**
 * One page of a PDF as pixels, counted from 1. Rejects with a RangeError if there is no such page, and with a
 * `BookFileError` if it cannot be drawn.
 */
export async function drawPdfPage(
  input: BookInput,
  pageNumber: number,
  { width, maxPixels, ...options }: DrawOptions,
): Promise<PageBitmap> {
  using book = openBook(input, { ...options, format: 'pdf' });
  assertPdf(book);
  let isThere = false;
  let bitmap: PageBitmap | undefined;
  await withPdfDocument(book, (document) => {
    const pages = document.instance.api.FPDF_GetPageCount(document.handle);
    isThere = Number.isInteger(pageNumber) && pageNumber >= 1 && pageNumber <= pages;
    if (!isThere) return;
    bitmap = drawPage(document, {
      index: pageNumber - 1,
      scaleOf: (page) => Math.min(width / page.width, Math.sqrt(maxPixels / (page.width * page.height))),
      flags: RENDER_RED_FIRST,
      // A copy: the memory of PDFium serves the next page.
      use: (page) => ({ pixels: page.pixels.slice(), width: page.width, height: page.height }),
    });
  });
  if (!isThere) throw new RangeError(`There is no page ${pageNumber}.`);
  if (bitmap === undefined) throw new BookFileError('CORRUPT', 'The page of the PDF cannot be drawn.');
  return bitmap;
}

function assertPdf(book: OpenBook): void {
  if (!isPdf(book.source)) throw new BookFileError('TYPE_MISMATCH', 'This file is not a PDF.');
}
