import { BookFileError } from '../problem.ts';
import type { PdfDocument } from './pdf-document.ts';

/** PDFium takes the number that the file states, which costs a file nothing. */
const MAX_PAGES = 50_000;

/** How many pages a document says it has. Throws a CORRUPT problem for none, TOO_LARGE for more than any book has. */
export function pageCountOf({ instance, handle }: PdfDocument): number {
  const pages = instance.api.FPDF_GetPageCount(handle);
  if (pages <= 0) throw new BookFileError('CORRUPT', 'The pages of the PDF cannot be found.');
  if (pages > MAX_PAGES) throw new BookFileError('TOO_LARGE', 'The PDF has more pages than are allowed.');
  return pages;
}
