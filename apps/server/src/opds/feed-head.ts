import { feedPageSize } from '@dust/api-contract';
import type { Feed, FeedKind, Paging } from '@dust/opds';
import type { Page } from '@dust/books-core';
import { cutName } from './cut-text.ts';
import { catalogAuthor } from './protocol.ts';
import { hrefOf, otherHrefOf, type FeedPlace, type FeedRequest } from './feed-request.ts';

export interface FeedHead {
  /** What follows `urn:dust:`. */
  readonly id: string;
  readonly title: string;
  readonly kind: FeedKind;
  /** Of the page itself. */
  readonly place: FeedPlace;
  /** The feed that leads here; null for the root. */
  readonly up: { readonly path: string; readonly kind: FeedKind } | null;
  readonly updatedAt: string;
}

/** A feed without what it lists. */
export function feedHead(request: FeedRequest, head: FeedHead): Omit<Feed, 'navigation' | 'publications'> {
  const { base, protocol } = request;
  const { id, title, kind, place, up, updatedAt } = head;
  return {
    id: `urn:dust:${id}`,
    title: cutName(title),
    kind,
    updatedAt,
    author: catalogAuthor,
    links: {
      self: hrefOf(request, place),
      start: hrefOf(request, { path: '' }),
      up: up === null ? null : { href: hrefOf(request, up), kind: up.kind },
      search: `${base}${protocol.search}`,
      alternate: otherHrefOf(request, place),
      shelf: hrefOf(request, { path: '/reading' }),
    },
  };
}

type PageFacts = Pick<Page<unknown>, 'total' | 'nextCursor' | 'previousCursor' | 'lastCursor'>;

/** Links to the other pages of a feed. */
export function pagingOf(request: FeedRequest, { path, query = {} }: FeedPlace, page: PageFacts): Paging {
  const first = hrefOf(request, { path, query: { ...query, cursor: null } });
  const to = (cursor: string | null): string | null =>
    cursor === null ? null : hrefOf(request, { path, query: { ...query, cursor } });
  const limit = query['limit'];
  return {
    first,
    previous: to(page.previousCursor),
    next: to(page.nextCursor),
    last: to(page.lastCursor) ?? first,
    totalResults: page.total,
    itemsPerPage: typeof limit === 'number' ? limit : feedPageSize,
  };
}

/** The page that a query asks for. */
export function pageOf({ limit = feedPageSize, cursor }: PageWish): { limit: number; cursor?: string } {
  return { limit, ...(cursor === undefined ? {} : { cursor }) };
}

interface PageWish {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** A moment as feeds show it, to the second. */
export function timeOf(moment: Date): string {
  return `${moment.toISOString().slice(0, 19)}Z`;
}
