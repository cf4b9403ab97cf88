import type { Page } from '@dust/api-contract';
import type { ComicPage } from '@dust/formats';

export function presentPage({ number, name, mediaType, sizeBytes }: ComicPage, bookId: number): Page {
  return { number, name, media_type: mediaType, size: sizeBytes, url: `books/${bookId}/pages/${number}` };
}
