import { atomFeedType, mediaTypes } from '../media-types.ts';
import type { FacetGroup, FacetLink, Feed, FeedGroup, NavigationEntry, Paging } from '../model.ts';
import { plainText } from '../plain-text.ts';
import { navigationRelations, shelfRelation } from '../relations.ts';
import { feedFacts, type Link, linkTo } from './link.ts';
import { publicationObject } from './publication.ts';

type Json = Readonly<Record<string, unknown>>;

/** An OPDS 2.0 feed. A feed of nothing has an empty list of groups: the schema allows no other empty collection. */
export function opds2Feed(feed: Feed): string {
  const { facets = [], groups = [], navigation = [], publications = [] } = feed;
  const isEmpty = navigation.length + publications.length === 0;
  const filled = facets.filter((group) => group.links.length > 0);
  return JSON.stringify({
    metadata: {
      identifier: feed.id,
      title: plainText(feed.title),
      modified: feed.updatedAt,
      ...(feed.paging ? counts(feed.paging) : undefined),
    },
    links: feedLinks(feed),
    facets: filled.length > 0 ? filled.map(facetGroup) : undefined,
    navigation: navigationLinks(navigation),
    publications: publications.length > 0 ? publications.map(publicationObject) : undefined,
    groups: isEmpty || groups.length > 0 ? groups.map(feedGroup) : undefined,
  });
}

function counts({ totalResults, itemsPerPage, startIndex }: Paging): Json {
  const isPlaced = itemsPerPage && startIndex;
  return {
    numberOfItems: totalResults ?? undefined,
    itemsPerPage: itemsPerPage ? itemsPerPage : undefined,
    currentPage: isPlaced ? Math.floor((startIndex - 1) / itemsPerPage) + 1 : undefined,
  };
}

function feedLinks({ links, paging, kind }: Feed): readonly Link[] {
  const type = mediaTypes.opds2Feed;
  const search = links.search ? [{ rel: 'search', href: links.search, type, templated: true } as const] : [];
  return [
    ...linkTo('self', links.self, type),
    ...linkTo('start', links.start, type),
    ...linkTo('up', links.up?.href, type),
    ...linkTo('first', paging?.first, type),
    ...linkTo('previous', paging?.previous, type),
    ...linkTo('next', paging?.next, type),
    ...linkTo('last', paging?.last, type),
    ...search,
    ...linkTo('alternate', links.alternate, atomFeedType(kind)),
    ...linkTo(shelfRelation, links.shelf, type),
  ];
}

function navigationLinks(entries: readonly NavigationEntry[]): readonly Link[] | undefined {
  return entries.length > 0 ? entries.map(navigationLink) : undefined;
}

function navigationLink({ title, href, rel = 'subsection', count }: NavigationEntry): Link {
  return { href, type: mediaTypes.opds2Feed, rel: navigationRelations[rel], ...feedFacts(title, count) };
}

function facetGroup({ title, links }: FacetGroup): Json {
  return { metadata: { title: plainText(title) }, links: links.map(facetLink) };
}

function facetLink({ title, href, count, isActive }: FacetLink): Link {
  const rel = isActive === true ? 'self' : undefined;
  return { rel, href, type: mediaTypes.opds2Feed, ...feedFacts(title, count) };
}

function feedGroup({ title, self, count, navigation = [], publications = [] }: FeedGroup): Json {
  return {
    metadata: { title: plainText(title), numberOfItems: count ?? undefined },
    links: linkTo('self', self.href, mediaTypes.opds2Feed),
    navigation: navigationLinks(navigation),
    publications: publications.length > 0 ? publications.map(publicationObject) : undefined,
  };
}
