/** The part of PDFium that is used here. Pointers and handles are numbers; 0 is none. */
export interface Pdfium {
  readonly pdfium: {
    readonly HEAPU8: Uint8Array;
    readonly wasmExports: { malloc(bytes: number): number; free(pointer: number): void };
    /** `signature`: i for each, result first. */
    addFunction(callback: (...values: number[]) => number, signature: string): number;
    setValue(pointer: number, value: number, type: 'i32'): void;
  };
  PDFiumExt_Init(): void;
  FPDF_LoadCustomDocument(access: number, password: string): number;
  FPDF_CloseDocument(document: number): void;
  FPDF_GetLastError(): number;
  FPDF_GetPageCount(document: number): number;
  FPDF_GetMetaText(document: number, tag: string, buffer: number, bytes: number): number;
  FPDFBookmark_GetFirstChild(document: number, bookmark: number): number;
  FPDFBookmark_GetNextSibling(document: number, bookmark: number): number;
  FPDFBookmark_GetTitle(bookmark: number, buffer: number, bytes: number): number;
  FPDFBookmark_GetDest(document: number, bookmark: number): number;
  FPDFDest_GetDestPageIndex(document: number, destination: number): number;
  FPDF_LoadPage(document: number, index: number): number;
  FPDF_ClosePage(page: number): void;
  FPDF_GetPageWidthF(page: number): number;
  FPDF_GetPageHeightF(page: number): number;
  FPDFBitmap_CreateEx(width: number, height: number, format: number, buffer: number, stride: number): number;
  FPDFBitmap_FillRect(
    bitmap: number,
    x: number,
    y: number,
    width: number,
    height: number,
    color: number,
  ): void;
  FPDFBitmap_GetBuffer(bitmap: number): number;
  FPDFBitmap_GetStride(bitmap: number): number;
  FPDFBitmap_Destroy(bitmap: number): void;
  FPDF_RenderPageBitmap_Start: RenderStart;
  FPDF_RenderPage_Close(page: number): void;
}

/** Arguments as in `fpdf_progressive.h`; the result is a render status. */
type RenderStart = (
  bitmap: number,
  page: number,
  x: number,
  y: number,
  width: number,
  height: number,
  rotate: number,
  flags: number,
  pause: number,
) => number;

/** `FPDF_GetLastError`: a password is needed, or a kind of protection nobody here knows. */
export const PASSWORD_ERRORS: ReadonlySet<number> = new Set([4, 5]);
/** `FPDF_RENDER_DONE`. */
export const RENDER_DONE = 2;
/** `FPDF_RENDER_TOBECONTINUED`. */
export const RENDER_PAUSED = 1;
/** `FPDFBitmap_BGRx`. */
export const BITMAP_BGRX = 3;
/** `FPDF_ANNOT`: with annotations, as readers show the page. */
export const RENDER_ANNOTATIONS = 1;
/** `FPDF_REVERSE_BYTE_ORDER`: red first. */
export const RENDER_RED_FIRST = 0x10;
