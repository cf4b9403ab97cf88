import type { Page } from '@dust/api-contract';
import type { ListedPage } from '../book-pages/page-worker.ts';
import { drawnType } from '../book-pages/page-variant.ts';

/** @param of.stamp of the content of the book's file: with it the address names these very bytes */
export function presentPage(
  { number, name, mediaType, sizeBytes }: ListedPage,
  { bookId, stamp }: { readonly bookId: number; readonly stamp: string },
): Page {
  const url = `books/${bookId}/pages/${number}?v=${stamp}`;
  return { number, name, media_type: mediaType ?? drawnType, size: sizeBytes, url };
}
