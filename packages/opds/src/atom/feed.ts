import { atomFeedType, mediaTypes } from '../media-types.ts';
import type { Feed, Paging } from '../model.ts';
import { element } from './element.ts';
import { entryContent } from './entry.ts';
import { facetLinks } from './facet-links.ts';
import { link } from './link.ts';
import { namespaces, xmlDeclaration } from './namespaces.ts';
import { navigationEntry } from './navigation-entry.ts';

/** An OPDS 1.2 catalog feed document. */
export function atomFeed(feed: Feed): string {
  const { id, title, updatedAt, author, icon, paging, facets = [] } = feed;
  const head =
    element('id', id) +
    element('title', title) +
    element('updated', updatedAt) +
    element('icon', icon) +
    `<author>${element('name', author.name)}${element('uri', author.href)}</author>` +
    (paging ? counts(paging) : '') +
    feedLinks(feed) +
    facetLinks(facets);
  return `${xmlDeclaration}<feed ${namespaces}>${head}${entries(feed)}</feed>\n`;
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
    link('http://opds-spec.org/shelf', links.shelf, mediaTypes.atomAcquisitionFeed)
  );
}

function entries({ navigation = [], publications = [] }: Feed): string {
  let text = '';
  for (const entry of navigation) text += `\n${navigationEntry(entry)}`;
  for (const publication of publications) text += `\n<entry>${entryContent(publication)}</entry>`;
  return text;
}
