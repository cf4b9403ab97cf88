import { encodePng } from '../image/encode-png.ts';
import { BookFileError } from '../problem.ts';
import type { PdfDocument } from './pdf-document.ts';
import { BITMAP_BGRX, RENDER_ANNOTATIONS, RENDER_DONE, RENDER_PAUSED } from './pdfium-api.ts';

const LONGEST_SIDE = 1600;
const WHITE = 0xffffffff;
const PAUSE_BYTES = 12;

/** The first page as a PNG whose longest side is 1,600 pixels; undefined if there is no such page. Throws a problem. */
export function renderFirstPage(document: PdfDocument): Uint8Array | undefined {
  const { api } = document.instance;
  const page = api.FPDF_LoadPage(document.handle, 0);
  if (page === 0) return undefined;
  const width = api.FPDF_GetPageWidthF(page);
  const height = api.FPDF_GetPageHeightF(page);
  const scale = LONGEST_SIDE / Math.max(width, height);
  const isDrawable = width > 0 && height > 0 && Number.isFinite(scale);
  const png = isDrawable ? renderPage(document, page, pixels(width, height, scale)) : undefined;
  api.FPDF_ClosePage(page);
  return png;
}

interface Pixels {
  readonly width: number;
  readonly height: number;
}

function pixels(width: number, height: number, scale: number): Pixels {
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function renderPage(
  { instance }: PdfDocument,
  page: number,
  { width, height }: Pixels,
): Uint8Array | undefined {
  const { api, needToPause } = instance;
  const bitmap = api.FPDFBitmap_CreateEx(width, height, BITMAP_BGRX, 0, 0);
  if (bitmap === 0) return undefined;
  api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
  const pause = api.pdfium.wasmExports.malloc(PAUSE_BYTES);
  api.pdfium.setValue(pause, 1, 'i32');
  api.pdfium.setValue(pause + 4, needToPause, 'i32');
  api.pdfium.setValue(pause + 8, 0, 'i32');
  const status = api.FPDF_RenderPageBitmap_Start(
    bitmap,
    page,
    0,
    0,
    width,
    height,
    0,
    RENDER_ANNOTATIONS,
    pause,
  );
  api.FPDF_RenderPage_Close(page);
  api.pdfium.wasmExports.free(pause);
  const png = status === RENDER_DONE ? pngOf(instance, bitmap, { width, height }) : undefined;
  api.FPDFBitmap_Destroy(bitmap);
  if (status === RENDER_PAUSED) throw new BookFileError('TIMEOUT', 'Drawing the first page took too long.');
  return png;
}

function pngOf({ api }: PdfDocument['instance'], bitmap: number, { width, height }: Pixels): Uint8Array {
  const start = api.FPDFBitmap_GetBuffer(bitmap);
  const strideBytes = api.FPDFBitmap_GetStride(bitmap);
  const bgrx = api.pdfium.HEAPU8.subarray(start, start + strideBytes * height);
  return encodePng({ bgrx, strideBytes, width, height });
}
