import type { Book, ReadingItem } from '@dust/api-contract';
import type { Principal } from '@dust/auth';
import { listBooksByIds } from '@dust/books-core';
import { getStatistics, listReading, type Progress, type ReadingList } from '@dust/progress';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { publicBase } from '../http/origin.ts';
import { nextLink } from '../lists/next-link.ts';
import { visibleFor } from '../positions/visible-for.ts';
import type { RouteSetup } from './route-setup.ts';

interface ListCall {
  readonly principal: Principal;
  readonly query: { readonly limit?: number | undefined; readonly cursor?: string | undefined };
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export function serveReading({ router, services }: RouteSetup): void {
  const { config, db, books, clock } = services;

  async function rowsOf(list: ReadingList, path: string, { principal, query, request, reply }: ListCall) {
    const page = await listReading(db, {
      userId: principal.userId,
      visible: visibleFor(principal),
      list,
      ...query,
    });
    const base = publicBase(request, config.publicUrl);
    const link = nextLink(base, path, { query, nextCursor: page.nextCursor });
    if (link !== undefined) void reply.header('link', link);
    return { ...page, base };
  }

  async function itemsOf(list: ReadingList, path: string, call: ListCall) {
    const { rows, total, nextCursor, base } = await rowsOf(list, path, call);
    const records = await listBooksByIds(
      db,
      call.principal,
      rows.map((row) => row.book_id),
    );
    const byId = new Map(records.map((record) => [record.id, books.book(record, base)]));
    const items = rows.flatMap((progress) => {
      const book = byId.get(progress.book_id);
      return book === undefined ? [] : [readingItem(progress, book)];
    });
    return { books: items, total, nextCursor };
  }

  router.route('listProgress', async (call) => {
    const { rows, total, nextCursor } = await rowsOf('all', '/reading/progress', call);
    return { progress: [...rows], total, nextCursor };
  });
  router.route('listRecentlyRead', (call) => itemsOf('recent', '/reading/recent', call));
  router.route('listCurrentlyReading', (call) => itemsOf('current', '/reading/currently-reading', call));
  router.route('listCompleted', (call) => itemsOf('completed', '/reading/completed', call));

  router.route('getReadingStats', async ({ principal, query }) => {
    const statistics = await getStatistics(db, {
      userId: principal.userId,
      visible: visibleFor(principal),
      timeZone: query.tz,
      now: clock(),
    });
    return {
      stats: statistics.stats,
      recentActivity: [...statistics.recentActivity],
      dailyActivity: [...statistics.dailyActivity],
    };
  });
}

function readingItem(progress: Progress, book: Book): ReadingItem {
  return {
    ...progress,
    name: book.name,
    book_name: book.name,
    author: book.author,
    filepath: book.filepath,
    cover_image_path: book.cover_image_path,
    cover_image_url: book.cover_image_url,
    book,
    progress,
  };
}
