import type { ReadBudget } from '../limits.ts';
import { buildOutline, type OutlineSource } from '../publication/outline.ts';
import type { OutlineEntry } from '../publication/publication.ts';
import { tidyText } from '../text/tidy-text.ts';
import type { PdfDocument } from './pdf-document.ts';

/** Longer titles are cut by those who show them anyway. */
const MAX_TITLE_BYTES = 4096;

/** The bookmarks of a PDF that lead to a page of it, as its table of contents. Throws a TIMEOUT problem. */
export function readBookmarks(document: PdfDocument, budget: ReadBudget): OutlineEntry[] {
  const seen = new Set<number>();
  const children = function* (parent: number): Generator<OutlineSource> {
    const { api } = document.instance;
    let bookmark = api.FPDFBookmark_GetFirstChild(document.handle, parent);
    // Bookmarks of a damaged file may follow one another in a circle.
    while (bookmark !== 0 && !seen.has(bookmark)) {
      budget.check();
      seen.add(bookmark);
      const own = bookmark;
      yield {
        title: titleOf(document, own),
        target: pageOf(document, own),
        children: () => children(own),
      };
      bookmark = api.FPDFBookmark_GetNextSibling(document.handle, own);
    }
  };
  return buildOutline(children(0));
}

function pageOf({ instance, handle }: PdfDocument, bookmark: number): { readonly page: number } | undefined {
  const place = instance.api.FPDFBookmark_GetDest(handle, bookmark);
  if (place === 0) return undefined;
  const index = instance.api.FPDFDest_GetDestPageIndex(handle, place);
  return index < 0 ? undefined : { page: index + 1 };
}

function titleOf({ instance: { api } }: PdfDocument, bookmark: number): string | null {
  const memory = api.pdfium.wasmExports;
  const bytes = api.FPDFBookmark_GetTitle(bookmark, 0, 0);
  if (bytes <= 2 || bytes > MAX_TITLE_BYTES) return null;
  const buffer = memory.malloc(bytes);
  try {
    api.FPDFBookmark_GetTitle(bookmark, buffer, bytes);
    const text = api.pdfium.HEAPU8.subarray(buffer, buffer + bytes - 2);
    return tidyText(new TextDecoder('utf-16le').decode(text));
  } finally {
    memory.free(buffer);
  }
}
