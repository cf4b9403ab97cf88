import { getUser } from '@dust/auth';
import {
  archiveBook,
  listBooksByIds,
  listVisibleIds,
  unarchiveBook,
  type BookRecord,
  type Viewer,
} from '@dust/books-core';
import { HttpError } from '../http/http-error.ts';
import { publicBase } from '../http/origin.ts';
import { linkNextPage } from '../lists/link-next-page.ts';
import { presentArchiveStats } from '../presenters/figure-presenter.ts';
import type { RouteSetup } from './route-setup.ts';

const chunkSize = 250;

export function serveArchive({ router, services }: RouteSetup): void {
  const { config, db, clock, catalog, books, crawler, events } = services;

  router.route('listArchivedBooks', async ({ query, principal, request, reply }) => {
    const { items, total, nextCursor } = await catalog.listArchivedBooks(principal, query);
    const base = publicBase(request, config.publicUrl);
    linkNextPage(reply, { base, path: '/books/archive', query, nextCursor });
    return { books: books.books(items, base), total, nextCursor };
  });

  router.route('getArchiveStats', async ({ principal }) => ({
    stats: presentArchiveStats(await catalog.archiveStats(principal, clock())),
  }));

  router.route('validateArchive', async ({ principal, request }) => {
    if (config.directories.length === 0) throw new HttpError('NO_LIBRARY');
    const found = await crawler.validate({ requestedBy: principal.userId });
    const [archived, unarchived, pending, unexamined] = [
      await booksOf(principal, found.archivedIds),
      await listVisibleIds(db, principal, found.unarchivedIds),
      await listVisibleIds(db, principal, found.pendingIds),
      new Set(
        await listVisibleIds(
          db,
          principal,
          found.errors.map(({ bookId }) => bookId),
        ),
      ),
    ];
    return {
      message: 'Archive validation completed',
      scanId: found.scanId,
      result: {
        archivedCount: archived.length,
        unarchivedCount: unarchived.length,
        archivedBooks: books.books(archived, publicBase(request, config.publicUrl)),
        errors: found.errors.filter(({ bookId }) => unexamined.has(bookId)),
        pendingCount: pending.length,
      },
      warnings: found.warnings.map((warning) => ({ ...warning })),
    };
  });

  router.route('archiveBook', async ({ params, body, principal }) => {
    const { displayName } = await getUser(db, principal.userId);
    const request = { bookId: params.id, reason: body.reason, displayName, now: clock() };
    const reason = await archiveBook(db, principal, request);
    events.booksChanged('book.archived', [params.id]);
    return { message: 'Book archived successfully', bookId: params.id, reason };
  });

  router.route('unarchiveBook', async ({ params, principal }) => {
    await unarchiveBook(db, principal, { bookId: params.id, now: clock() });
    events.booksChanged('book.updated', [params.id]);
    return { message: 'Book unarchived successfully', bookId: params.id };
  });

  /** A validation may have archived very many books: other requests are served between the pieces. */
  async function booksOf(viewer: Viewer, bookIds: readonly number[]): Promise<BookRecord[]> {
    const visible: BookRecord[] = [];
    for (let start = 0; start < bookIds.length; start += chunkSize) {
      if (start > 0) await new Promise((resolve) => setImmediate(resolve));
      visible.push(...(await listBooksByIds(db, viewer, bookIds.slice(start, start + chunkSize))));
    }
    return visible;
  }
}
