import { mediaTypes } from '../media-types.ts';
import type { FacetGroup, Feed, FeedGroup, NavigationEntry, Paging, Publication } from '../model.ts';
import { plainText } from '../plain-text.ts';
import { navigationRelations } from '../relations.ts';
import { feedFacts, type Link, linkTo } from './link.ts';
import { publicationObject } from './publication.ts';

type Json = Readonly<Record<string, unknown>>;

/** An OPDS 2.0 feed. A feed of nothing has an empty list of groups: the schema allows no other empty collection. */
export function opds2Feed(feed: Feed): string {
  const { facets = [], groups = [], navigation = [], publications = [] } = feed;
  const collections = collectionsOf(navigation, publications);
  const isEmpty = Object.keys(collections).length === 0;
  return JSON.stringify({
    metadata: {
      identifier: feed.id,
      title: plainText(feed.title),
      modified: feed.updatedAt,
      ...(feed.paging ? counts(feed.paging) : undefined),
    },
    links: links(feed),
    ...(facets.length > 0 ? { facets: facets.map(facetGroup) } : undefined),
    ...collections,
    ...(isEmpty || groups.length > 0 ? { groups: groups.map(group) } : undefined),
  });
}

function collectionsOf(navigation: readonly NavigationEntry[], publications: readonly Publication[]): Json {
  return {
    ...(navigation.length > 0 ? { navigation: navigation.map(navigationLink) } : undefined),
    ...(publications.length > 0 ? { publications: publications.map(publicationObject) } : undefined),
  };
}

function counts({ totalResults, itemsPerPage, startIndex }: Paging): Json {
  const isPlaced = itemsPerPage && startIndex;
  return {
    ...(totalResults === null || totalResults === undefined ? undefined : { numberOfItems: totalResults }),
    ...(itemsPerPage ? { itemsPerPage } : undefined),
    ...(isPlaced ? { currentPage: Math.floor((startIndex - 1) / itemsPerPage) + 1 } : undefined),
  };
}

function links({ links, paging }: Feed): readonly Link[] {
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
    ...linkTo('alternate', links.alternate, mediaTypes.atomNavigationFeed),
    ...linkTo('http://opds-spec.org/shelf', links.shelf, type),
  ];
}

function navigationLink({ title, href, rel = 'subsection', count }: NavigationEntry): Link {
  return { href, type: mediaTypes.opds2Feed, rel: navigationRelations[rel], ...feedFacts(title, count) };
}

function facetGroup({ title, links }: FacetGroup): Json {
  return {
    metadata: { title: plainText(title) },
    links: links.map((link) => ({
      href: link.href,
      type: mediaTypes.opds2Feed,
      ...(link.isActive === true ? { rel: 'self' } : undefined),
      ...feedFacts(link.title, link.count),
    })),
  };
}

function group({ title, self, count, navigation = [], publications = [] }: FeedGroup): Json {
  return {
    metadata: {
      title: plainText(title),
      ...(count === null || count === undefined ? undefined : { numberOfItems: count }),
    },
    links: linkTo('self', self.href, mediaTypes.opds2Feed),
    ...collectionsOf(navigation, publications),
  };
}
