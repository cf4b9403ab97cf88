import type { OpenBook } from '../open-book.ts';
import { BookFileError } from '../problem.ts';
import { blockReader } from './block-reader.ts';
import { PASSWORD_ERRORS } from './pdfium-api.ts';
import type { PdfiumInstance } from './pdfium-instance.ts';
import { acquirePdfium, releasePdfium } from './pdfium-instance.ts';

/** An opened PDF. Valid only inside the callback it was passed to. */
export interface PdfDocument {
  readonly instance: PdfiumInstance;
  readonly handle: number;
}

const MAX_FILE_BYTES = 0xffffffff;
const ACCESS_BYTES = 12;

/** Opens a PDF and closes it after `use`, which must not wait for anything. Throws the problem of a bad file. */
export async function withPdfDocument(book: OpenBook, use: (document: PdfDocument) => void): Promise<void> {
  if (book.source.size > MAX_FILE_BYTES) {
    throw new BookFileError('TOO_LARGE', 'A PDF of more than 4 GB cannot be read.');
  }
  const { pdfMemoryBytes } = book.budget.limits;
  let instance = await acquirePdfium(pdfMemoryBytes);
  // Another reader may have used it up in the meantime.
  while (instance.isRetired) instance = await acquirePdfium(pdfMemoryBytes);
  const reader = blockReader(book, instance.api);
  instance.hooks.readBlock = reader.read;
  instance.hooks.isLate = () => book.budget.isLate();
  let hasFailed = true;
  let loadProblem: BookFileError | undefined;
  try {
    loadProblem = useDocument(book, instance, use);
    hasFailed = false;
  } catch (error) {
    if (error instanceof BookFileError) throw error;
    throw reader.failure() ?? failureOf(instance, error);
  } finally {
    releasePdfium(instance, hasFailed);
  }
  // What could not be read may look to PDFium like damage, or like nothing at all.
  const failure = reader.failure() ?? loadProblem;
  if (failure !== undefined) throw failure;
}

/** Returns the problem of a document that cannot be opened; whatever is thrown leaves PDFium in the middle of it. */
function useDocument(
  book: OpenBook,
  instance: PdfiumInstance,
  use: (document: PdfDocument) => void,
): BookFileError | undefined {
  const { api, getBlock } = instance;
  const memory = api.pdfium.wasmExports;
  const access = memory.malloc(ACCESS_BYTES);
  api.pdfium.setValue(access, book.source.size | 0, 'i32');
  api.pdfium.setValue(access + 4, getBlock, 'i32');
  api.pdfium.setValue(access + 8, 0, 'i32');
  const handle = api.FPDF_LoadCustomDocument(access, '');
  const problem = handle === 0 ? problemWithCode(api.FPDF_GetLastError()) : undefined;
  if (handle !== 0) {
    use({ instance, handle });
    api.FPDF_CloseDocument(handle);
  }
  memory.free(access);
  return problem;
}

function problemWithCode(code: number): BookFileError {
  return PASSWORD_ERRORS.has(code)
    ? new BookFileError('ENCRYPTED', 'The PDF is protected with a password.')
    : new BookFileError('CORRUPT', 'The PDF is damaged and cannot be read.');
}

function failureOf(instance: PdfiumInstance, cause: unknown): BookFileError {
  return instance.isFull()
    ? new BookFileError('TOO_LARGE', 'The PDF needs more memory than is allowed.', { cause })
    : new BookFileError('CORRUPT', 'The PDF is damaged and cannot be read.', { cause });
}
