import { feedPageSize, type FeedPage } from '@dust/api-contract';
import { listBooksByIds, listNextInSeries } from '@dust/books-core';
import { bookFeed } from './book-feed.ts';
import { pageOf } from './feed-head.ts';
import type { FeedRoute } from './feed-route.ts';
import { lastReadOf } from './last-read.ts';

const up = { path: '', kind: 'navigation' } as const;

/** What the caller has begun, read last first, with the page of each. */
export const readingFeed: FeedRoute<undefined, FeedPage> = {
  name: 'reading',
  kind: 'acquisition',
  isShared: () => false,
  make: async (request) => {
    const { services, viewer, query } = request;
    const wish = { reading: 'reading', sort: '-last_read_at', ...pageOf(query) } as const;
    const page = await services.catalog.listBooks(viewer, wish);
    return bookFeed(request, {
      id: 'reading',
      title: 'Currently reading',
      place: { path: '/reading', query },
      up,
      page,
      lastRead: await lastReadOf(request, page.items),
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
