import { BookFileError } from '../problem.ts';
import type { PdfDocument } from './pdf-document.ts';
import { BITMAP_BGRX, RENDER_ANNOTATIONS, RENDER_DONE, RENDER_PAUSED } from './pdfium-api.ts';

const WHITE = 0xffffffff;
const PAUSE_BYTES = 12;

/** Lengths in points or pixels. */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** A drawn page in PDFium's memory: four bytes a pixel, the last unused. Valid only inside the callback it was passed to. */
export interface DrawnPage extends PageSize {
  readonly pixels: Uint8Array;
  readonly strideBytes: number;
}

export interface PageDrawing<Result> {
  /** From 0. */
  readonly index: number;
  /** Pixels a point. */
  readonly scaleOf: (size: PageSize) => number;
  /** Flags of PDFium beyond annotations. */
  readonly flags?: number;
  readonly use: (page: DrawnPage) => Result;
}

/** Draws a page and hands it over; undefined if there is no such page, or nothing to draw. Throws a TIMEOUT problem. */
export function drawPage<Result>(document: PdfDocument, drawing: PageDrawing<Result>): Result | undefined {
  const { api } = document.instance;
  const page = api.FPDF_LoadPage(document.handle, drawing.index);
  if (page === 0) return undefined;
  const size = { width: api.FPDF_GetPageWidthF(page), height: api.FPDF_GetPageHeightF(page) };
  const scale = drawing.scaleOf(size);
  const isDrawable = size.width > 0 && size.height > 0 && Number.isFinite(scale);
  const result = isDrawable ? drawTo(document, page, { ...drawing, size: pixelsOf(size, scale) }) : undefined;
  api.FPDF_ClosePage(page);
  return result;
}

function pixelsOf({ width, height }: PageSize, scale: number): PageSize {
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function drawTo<Result>(
  { instance }: PdfDocument,
  page: number,
  { size, flags = 0, use }: PageDrawing<Result> & { readonly size: PageSize },
): Result | undefined {
  const { api, needToPause } = instance;
  const { width, height } = size;
  const bitmap = api.FPDFBitmap_CreateEx(width, height, BITMAP_BGRX, 0, 0);
  if (bitmap === 0) return undefined;
  api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
  const pause = api.pdfium.wasmExports.malloc(PAUSE_BYTES);
  api.pdfium.setValue(pause, 1, 'i32');
  api.pdfium.setValue(pause + 4, needToPause, 'i32');
  api.pdfium.setValue(pause + 8, 0, 'i32');
  const allFlags = RENDER_ANNOTATIONS | flags;
  const status = api.FPDF_RenderPageBitmap_Start(bitmap, page, 0, 0, width, height, 0, allFlags, pause);
  api.FPDF_RenderPage_Close(page);
  api.pdfium.wasmExports.free(pause);
  let result: Result | undefined;
  if (status === RENDER_DONE) {
    const start = api.FPDFBitmap_GetBuffer(bitmap);
    const strideBytes = api.FPDFBitmap_GetStride(bitmap);
    const pixels = api.pdfium.HEAPU8.subarray(start, start + strideBytes * height);
    result = use({ pixels, strideBytes, width, height });
  }
  api.FPDFBitmap_Destroy(bitmap);
  if (status === RENDER_PAUSED) throw new BookFileError('TIMEOUT', 'Drawing the page took too long.');
  return result;
}
