import type { Creator } from '../book-facts.ts';
import type { CoverWish } from '../cover.ts';
import { coverOf } from '../cover.ts';
import type { FactsDraft } from '../facts-draft.ts';
import { attempt } from '../facts-draft.ts';
import type { OpenBook } from '../open-book.ts';
import { BookFileError } from '../problem.ts';
import { isPdf } from '../signature.ts';
import { plainText } from '../text/plain-text.ts';
import { rightsText } from '../text/rights-text.ts';
import { tidyList } from '../text/tidy-text.ts';
import { documentInfo } from './document-info.ts';
import { renderFirstPage } from './page-image.ts';
import type { PdfDocument } from './pdf-document.ts';
import { withPdfDocument } from './pdf-document.ts';
import { pdfTitle } from './pdf-title.ts';
import { parseXmp } from './xmp.ts';
import { findXmpPacket } from './xmp-packet.ts';

export interface PdfWish {
  readonly cover: CoverWish;
  readonly renderPdfPage: boolean;
}

/** Reads a PDF. Throws the problem of a file that is none; lesser problems are put into the facts. */
export async function readPdf(book: OpenBook, facts: FactsDraft, wish: PdfWish): Promise<void> {
  if (!isPdf(book.source)) throw new BookFileError('TYPE_MISMATCH', 'This file is not a PDF.');
  await withPdfDocument(book, (document) => {
    const pages = document.instance.api.FPDF_GetPageCount(document.handle);
    if (pages <= 0) throw new BookFileError('CORRUPT', 'The pages of the PDF cannot be found.');
    facts.pageCount = pages;
    collectPdfMetadata(book, document, facts);
    if (wish.cover === 'none') return;
    facts.cover = { kind: 'first-page', mediaType: 'image/png', data: null, hash: null };
    if (wish.cover === 'locate' || !wish.renderPdfPage) return;
    facts.cover = null;
    const png = attempt(facts, () => renderFirstPage(document));
    if (png !== undefined) facts.cover = coverOf('first-page', 'image/png', png);
  });
}

/** Takes over what the metadata of a PDF say. */
export function collectPdfMetadata(book: OpenBook, document: PdfDocument, facts: FactsDraft): void {
  const packet = findXmpPacket(book.source, book.budget.limits.metadataBytes);
  const xmp = packet === undefined ? undefined : parseXmp(packet);
  const info = (tag: string): string => documentInfo(document, tag) ?? '';
  facts.title = pdfTitle(xmp?.title, book.fileName) ?? pdfTitle(info('Title'), book.fileName);
  facts.creators = creatorsNamed(tidyList(xmp?.creators ?? []), info('Author'));
  facts.description = plainText(xmp?.description) ?? plainText(info('Subject'));
  facts.rights = rightsText(xmp?.rights === undefined ? [] : [xmp.rights]);
  const subjects = tidyList(xmp?.subjects ?? []);
  facts.subjects = subjects.length > 0 ? subjects : listed(xmp?.keywords ?? info('Keywords'));
}

/** Many programs write all authors into one text, with semicolons between them. */
function creatorsNamed(names: readonly string[], author: string): Creator[] {
  const written = names.length > 0 ? names : [author];
  return tidyList(written.flatMap((name) => name.split(';'))).map((name) => ({
    name,
    role: 'aut',
    fileAs: null,
  }));
}

function listed(keywords: string): string[] {
  return tidyList(keywords.split(/[,;]/));
}
