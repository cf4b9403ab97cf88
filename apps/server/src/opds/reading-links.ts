import type { BookRecord } from '@dust/books-core';
import { mediaTypes, type Publication } from '@dust/opds';

/** Where a reader is in a book. */
export interface LastRead {
  /** Pages read, from 1. */
  readonly page: number;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly readAt: string;
}

/** Formats that are read through a manifest, and its type. */
const manifestTypes: ReadonlyMap<string, string> = new Map([
  ['epub', mediaTypes.webPublication],
  ['pdf', mediaTypes.webPublication],
  ['cbz', mediaTypes.divina],
  ['cbr', mediaTypes.divina],
]);

/** Formats whose pages can be had one by one. */
const paged: ReadonlySet<string> = new Set(['pdf', 'cbz', 'cbr']);

/** How to read a book without its file: page by page, or through its manifest, and where the reader's place is kept. */
export function readingLinks(
  base: string,
  { id, fileFormat, pageCount }: BookRecord,
  lastRead: LastRead | undefined,
): Pick<Publication, 'pageStream' | 'manifest' | 'progression' | 'authentication'> {
  const address = `${base}/opds/books/${id}`;
  const manifestType = manifestTypes.get(fileFormat ?? '');
  const pages = pageCount !== null && pageCount > 0 && paged.has(fileFormat ?? '') ? pageCount : null;
  return {
    manifest: manifestType === undefined ? null : { href: `${address}/manifest`, type: manifestType },
    progression: `${address}/progression`,
    authentication: `${base}/opds/authentication`,
    pageStream:
      pages === null
        ? null
        : {
            hrefTemplate: `${address}/pages/{pageNumber}?format=jpeg&width={maxWidth}`,
            type: 'image/jpeg',
            count: pages,
            ...(lastRead === undefined || lastRead.page < 1
              ? {}
              : { lastRead: Math.min(lastRead.page, pages), lastReadAt: lastRead.readAt }),
          },
  };
}
