import type { PdfDocument } from './pdf-document.ts';

/** Longer entries of the document information are not texts. */
const MAX_BYTES = 1_000_000;

/** An entry of the document information (Title, Author …); null if there is none. */
export function documentInfo({ instance, handle }: PdfDocument, tag: string): string | null {
  const { api } = instance;
  const bytes = api.FPDF_GetMetaText(handle, tag, 0, 0);
  if (bytes <= 2 || bytes > MAX_BYTES) return null;
  const buffer = api.pdfium.wasmExports.malloc(bytes);
  api.FPDF_GetMetaText(handle, tag, buffer, bytes);
  const text = Buffer.from(api.pdfium.HEAPU8.subarray(buffer, buffer + bytes - 2)).toString('utf16le');
  api.pdfium.wasmExports.free(buffer);
  return text;
}
