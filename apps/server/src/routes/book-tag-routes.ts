import { addBookTag, removeBookTag, type BookTagChange, type BookTagResult } from '@dust/books-core';
import { HttpError } from '../http/http-error.ts';
import { publicBase } from '../http/origin.ts';
import { linkNextPage } from '../lists/link-next-page.ts';
import { presentTag } from '../presenters/book-presenter.ts';
import type { RouteSetup } from './route-setup.ts';

/** Which books have a tag, and the tags of a book. */
export function serveBookTags({ router, services }: RouteSetup): void {
  const { config, db, clock, catalog, books, events } = services;

  router.route('listBooksByTag', async ({ params, query, principal, request, reply }) => {
    const { items, total, nextCursor } = await catalog.listBooksByTag(principal, params.tagName, query);
    const base = publicBase(request, config.publicUrl);
    const path = `/books/by-tag/${encodeURIComponent(params.tagName)}`;
    linkNextPage(reply, { base, path, query, nextCursor });
    return { books: books.books(items, base), total, nextCursor };
  });

  router.route('addBookTag', async ({ params, body, principal }) => {
    const tagName = body.tagName ?? body.tag_name ?? '';
    if (tagName.trim() === '') {
      const details = [{ path: 'body.tagName', message: 'must be present' }];
      throw new HttpError('VALIDATION_ERROR', 'tagName is required', { details });
    }
    const change = { bookId: params.id, tagName, now: clock() };
    return told(change, await addBookTag(db, principal, change), 'added to');
  });

  router.route('removeBookTag', async ({ params, principal }) => {
    const change = { bookId: params.id, tagName: params.tagName, now: clock() };
    return told(change, await removeBookTag(db, principal, change), 'removed from');
  });

  function told({ bookId }: BookTagChange, { tagName, tags }: BookTagResult, done: string) {
    events.booksChanged('book.updated', [bookId]);
    return { message: `Tag ${tagName} ${done} book ${bookId}`, tags: tags.map(presentTag) };
  }
}
