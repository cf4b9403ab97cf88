import type { FeedPage, NamedFeedQuery } from '@dust/api-contract';
import type { BookQuery, BookRecord, Page } from '@dust/books-core';
import { bookFeed } from './book-feed.ts';
import { pageOf } from './feed-head.ts';
import type { FeedRequest } from './feed-request.ts';
import type { FeedRoute } from './feed-route.ts';
import { urnPart } from './group-feeds.ts';
import { languageName } from './language-name.ts';

interface ById {
  readonly id: number;
}

interface GroupBooks {
  /** The group's name. */
  readonly title: string;
  readonly books: Page<BookRecord>;
}

interface GroupFacts {
  /** Of the list of such groups. */
  readonly path: `/${string}`;
  /** What follows `urn:dust:`, before the id. */
  readonly kind: string;
  readonly read: (request: FeedRequest<ById>, page: ReturnType<typeof pageOf>) => Promise<GroupBooks>;
}

/** The books of a group with an id. */
function booksOf({ path, kind, read }: GroupFacts): FeedRoute<ById, FeedPage> {
  return {
    name: `${path} books`,
    kind: 'acquisition',
    isShared: () => true,
    make: async (request) => {
      const { params, query } = request;
      const { title, books } = await read(request, pageOf(query));
      return bookFeed(request, {
        id: `${kind}:${params.id}`,
        title,
        place: { path: `${path}/${params.id}`, query },
        up: { path, kind: 'navigation' },
        page: books,
      });
    },
  };
}

export const authorFeed: FeedRoute<ById, FeedPage> = booksOf({
  path: '/authors',
  kind: 'author',
  read: async ({ services, viewer, params }, page) => {
    const { author, books } = await services.catalog.getAuthor(viewer, params.id, page);
    return { title: author.name, books };
  },
});

export const seriesFeed: FeedRoute<ById, FeedPage> = booksOf({
  path: '/series',
  kind: 'series',
  read: async ({ services, viewer, params }, page) => {
    const { series, books } = await services.catalog.getSeries(viewer, params.id, page);
    return { title: series.name, books };
  },
});

export const genreFeed: FeedRoute<ById, FeedPage> = booksOf({
  path: '/genres',
  kind: 'tag',
  read: async ({ services, viewer, params }, page) => {
    const { genre, books } = await services.catalog.getGenre(viewer, params.id, page);
    return { title: genre.name, books };
  },
});

export const tagFeed: FeedRoute<ById, FeedPage> = booksOf({
  path: '/tags',
  kind: 'tag',
  read: async ({ services, viewer, params }, page) => {
    const { tag, books } = await services.catalog.getTag(viewer, params.id, page);
    return { title: tag.name, books };
  },
});

interface NamedFacts {
  readonly path: `/${string}`;
  readonly kind: string;
  readonly titleOf: (name: string) => string;
  readonly restriction: (name: string) => BookQuery;
}

/** The books with a name in common; none for a name that no book has. */
function booksNamed({ path, kind, titleOf, restriction }: NamedFacts): FeedRoute<undefined, NamedFeedQuery> {
  return {
    name: `${path} books`,
    kind: 'acquisition',
    isShared: () => true,
    make: async (request) => {
      const { services, viewer, query } = request;
      const wish = { ...restriction(query.name), ...pageOf(query), sort: 'name' } as const;
      return bookFeed(request, {
        id: `${kind}:${urnPart(query.name)}`,
        title: titleOf(query.name),
        place: { path: `${path}/books`, query },
        up: { path, kind: 'navigation' },
        page: await services.catalog.listBooks(viewer, wish),
      });
    },
  };
}

export const publisherFeed: FeedRoute<undefined, NamedFeedQuery> = booksNamed({
  path: '/publishers',
  kind: 'publisher',
  titleOf: (name) => name,
  restriction: (name) => ({ publisher: name }),
});

export const languageFeed: FeedRoute<undefined, NamedFeedQuery> = booksNamed({
  path: '/languages',
  kind: 'language',
  titleOf: languageName,
  restriction: (name) => ({ languages: [name] }),
});
