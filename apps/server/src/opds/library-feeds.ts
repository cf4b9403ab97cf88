import type { BookFeedQuery, FeedQuery, SearchFeedQuery } from '@dust/api-contract';
import type { BookQuery } from '@dust/books-core';
import { bookFeed } from './book-feed.ts';
import { facetsOf } from './facets.ts';
import { pageOf } from './feed-head.ts';
import type { FeedRoute } from './feed-route.ts';

const up = { path: '', kind: 'navigation' } as const;

/** All books, searched, sorted and narrowed down. */
export const booksFeed: FeedRoute<undefined, BookFeedQuery> = {
  name: 'books',
  kind: 'acquisition',
  isShared: ({ status, sort }) => status === undefined && sort?.endsWith('last_read_at') !== true,
  make: async (request) => {
    const { services, viewer, query } = request;
    const { q, sort = 'name' } = query;
    const place = { path: '/books', query };
    return bookFeed(request, {
      id: 'books',
      title: q === undefined ? 'All books' : `Books with “${q}”`,
      place,
      up,
      page: await services.catalog.listBooks(viewer, { ...filtersOf(query), ...pageOf(query), q, sort }),
      facets: await facetsOf(request, { ...place, sorts: true }),
    });
  },
};

/** Latest additions first. */
export const newFeed: FeedRoute<undefined, FeedQuery> = {
  name: 'new',
  kind: 'acquisition',
  isShared: ({ status }) => status === undefined,
  make: async (request) => {
    const { services, viewer, query } = request;
    const place = { path: '/new', query };
    const wish = { ...filtersOf(query), ...pageOf(query), sort: '-created_at' } as const;
    return bookFeed(request, {
      id: 'new',
      title: 'New',
      place,
      up,
      page: await services.catalog.listBooks(viewer, wish),
      facets: await facetsOf(request, { ...place, sorts: false }),
    });
  },
};

/** The search of OPDS 2.0. */
export const searchFeed: FeedRoute<undefined, SearchFeedQuery> = {
  name: 'search',
  kind: 'acquisition',
  isShared: () => true,
  make: ({ query: { query: q, ...page }, ...request }) =>
    booksFeed.make({ ...request, query: { ...page, ...(q === undefined ? {} : { q }) } }),
};

function filtersOf({ format, language, genre, status }: FeedQuery): BookQuery {
  return {
    formats: listOf(format),
    languages: listOf(language),
    includeGenres: listOf(genre),
    reading: status,
  };
}

function listOf(name: string | undefined): string[] | undefined {
  return name === undefined ? undefined : [name];
}
