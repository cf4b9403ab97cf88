import { feedPageSize, type FeedPage } from '@dust/api-contract';
import { listBooksByIds, listNextInSeries, viewerArguments, visibleTo } from '@dust/books-core';
import { listReading } from '@dust/progress';
import { bookFeed } from './book-feed.ts';
import { pageOf } from './feed-head.ts';
import type { FeedRoute } from './feed-route.ts';

const up = { path: '', kind: 'navigation' } as const;

/** What the caller has begun, read last first, with the page of each. Its pages lead forward, and to the first. */
export const readingFeed: FeedRoute<undefined, FeedPage> = {
  name: 'reading',
  kind: 'acquisition',
  isShared: () => false,
  make: async (request) => {
    const { services, viewer, query } = request;
    const { rows, total, nextCursor } = await listReading(services.db, {
      userId: viewer.userId,
      visible: { condition: visibleTo, sight: viewerArguments(viewer) },
      list: 'current',
      ...pageOf(query),
    });
    const ids = rows.map((row) => row.book_id);
    const items = await listBooksByIds(services.db, viewer, ids);
    return bookFeed(request, {
      id: 'reading',
      title: 'Currently reading',
      place: { path: '/reading', query },
      up,
      page: { items, total, nextCursor, previousCursor: null, lastCursor: null },
      lastRead: new Map(
        rows.map((row) => [row.book_id, { page: row.current_page, readAt: row.last_read_at }]),
      ),
    });
  },
};

/** The next book of each series that the caller is through with a book of: one page. */
export const nextFeed: FeedRoute<undefined, undefined> = {
  name: 'next',
  kind: 'acquisition',
  isShared: () => false,
  make: async (request) => {
    const { services, viewer } = request;
    const ids = await listNextInSeries(services.db, viewer, feedPageSize);
    const items = await listBooksByIds(services.db, viewer, ids);
    return bookFeed(request, {
      id: 'next',
      title: 'Read next',
      place: { path: '/next' },
      up,
      page: { items, total: items.length, nextCursor: null, previousCursor: null, lastCursor: null },
    });
  },
};
