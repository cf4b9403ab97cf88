import type { BookRecord, Page } from '@dust/books-core';
import type { FacetGroup, Feed } from '@dust/opds';
import { feedHead, pagingOf, type FeedHead } from './feed-head.ts';
import type { FeedRequest } from './feed-request.ts';
import { presentPublications, type PublicationWish } from './publications.ts';

/** Characters of a summary in a feed; the complete entry has the rest. */
const summaryLength = 2000;

export interface BookFeed extends Omit<FeedHead, 'kind' | 'updatedAt'> {
  readonly page: Page<BookRecord>;
  readonly facets?: readonly FacetGroup[];
  readonly lastRead?: PublicationWish['lastRead'];
}

/** A feed of one page of books; as new as the newest of them. */
export async function bookFeed(
  request: FeedRequest,
  { page, facets = [], lastRead, ...head }: BookFeed,
): Promise<Feed> {
  const publications = await presentPublications(request, page.items, {
    summaryLength,
    ...(lastRead === undefined ? {} : { lastRead }),
  });
  const updatedAt = publications.reduce(
    (latest, publication) => (publication.updatedAt > latest ? publication.updatedAt : latest),
    '1970-01-01T00:00:00Z',
  );
  return {
    ...feedHead(request, { ...head, kind: 'acquisition', updatedAt }),
    paging: pagingOf(request, head.place, page),
    facets,
    publications,
  };
}
