import { encodePng } from '../image/encode-png.ts';
import { drawPage } from './page-bitmap.ts';
import type { PdfDocument } from './pdf-document.ts';

const LONGEST_SIDE = 1600;

/** The first page as a PNG whose longest side is 1,600 pixels; undefined if there is no such page. Throws a problem. */
export function renderFirstPage(document: PdfDocument): Uint8Array | undefined {
  return drawPage(document, {
    index: 0,
    scaleOf: ({ width, height }) => LONGEST_SIDE / Math.max(width, height),
    use: ({ pixels, ...page }) => encodePng({ bgrx: pixels, ...page }),
  });
}
