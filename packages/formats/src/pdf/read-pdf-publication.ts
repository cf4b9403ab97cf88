import { noFacts } from '../book-facts.ts';
import type { FactsDraft } from '../facts-draft.ts';
import type { OpenBook } from '../open-book.ts';
import { BookFileError } from '../problem.ts';
import type { OutlineEntry, Publication } from '../publication/publication.ts';
import { metadataOf, noResources } from '../publication/publication-metadata.ts';
import { isPdf } from '../signature.ts';
import { readBookmarks } from './outline.ts';
import { pageCountOf } from './page-count.ts';
import { withPdfDocument } from './pdf-document.ts';
import { collectPdfMetadata } from './read-pdf.ts';

/** Reads a PDF as a publication. Throws the problem of a file that is none. */
export async function readPdfPublication(book: OpenBook): Promise<Publication> {
  if (!isPdf(book.source)) throw new BookFileError('TYPE_MISMATCH', 'This file is not a PDF.');
  const facts: FactsDraft = noFacts(book.format);
  let toc: readonly OutlineEntry[] = [];
  await withPdfDocument(book, (document) => {
    facts.pageCount = pageCountOf(document);
    collectPdfMetadata(book, document, facts);
    toc = readBookmarks(document, book.budget);
  });
  return { ...noResources, format: book.format, metadata: metadataOf(facts), toc };
}
