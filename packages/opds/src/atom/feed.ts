import { atomFeedType, mediaTypes } from '../media-types.ts';
import type { Feed, Paging } from '../model.ts';
import { shelfRelation } from '../relations.ts';
import { element, requiredElement } from './element.ts';
import { feedEntries } from './entries.ts';
import { facetLinks } from './facet-links.ts';
import { link } from './link.ts';
import { namespaces, xmlDeclaration } from './namespaces.ts';
import { author } from './person.ts';

/** An OPDS 1.2 catalog feed document. */
export function atomFeed(feed: Feed): string {
  const { id, title, updatedAt, icon, paging, facets = [] } = feed;
  const head =
    requiredElement('id', id) +
    requiredElement('title', title) +
    requiredElement('updated', updatedAt) +
    element('icon', icon) +
    author(feed.author) +
    (paging ? counts(paging) : '') +
    feedLinks(feed) +
    facetLinks(facets);
  return `${xmlDeclaration}<feed ${namespaces}>${head}${feedEntries(feed)}</feed>\n`;
}

function counts({ totalResults, itemsPerPage, startIndex }: Paging): string {
  return (
    element('opensearch:totalResults', totalResults) +
    element('opensearch:itemsPerPage', itemsPerPage) +
    element('opensearch:startIndex', startIndex)
  );
}

function feedLinks({ links, kind, paging }: Feed): string {
  const own = atomFeedType(kind);
  return (
    link('self', links.self, own) +
    link('start', links.start, mediaTypes.atomNavigationFeed) +
    (links.up ? link('up', links.up.href, atomFeedType(links.up.kind)) : '') +
    link('first', paging?.first, own) +
    link('previous', paging?.previous, own) +
    link('next', paging?.next, own) +
    link('last', paging?.last, own) +
    link('search', links.search, mediaTypes.openSearchDescription) +
    link('alternate', links.alternate, mediaTypes.opds2Feed) +
    link(shelfRelation, links.shelf, mediaTypes.atomAcquisitionFeed)
  );
}
