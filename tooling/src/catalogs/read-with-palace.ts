import { createRequire } from 'node:module';
import type palace from 'opds-feed-parser';
import type { OPDSEntry } from 'opds-feed-parser';
import { type CatalogView, filesOf, type NavigationView, type PublicationView } from './catalog-view.ts';

/** Required and not imported: Node and bundlers disagree about what the default export of CommonJS is. */
const parser: typeof palace = createRequire(import.meta.url)('opds-feed-parser');
const { default: Parser, AcquisitionFeed, OPDSFeed, OPDSFacetLink } = parser;

/** Reads an OPDS 1.2 feed as the catalogs of the New York Public Library do. */
export async function readWithPalace(xml: string): Promise<CatalogView> {
  const feed = await new Parser().parse(xml);
  if (!(feed instanceof OPDSFeed)) throw new Error('No feed');
  const isAcquisition = feed instanceof AcquisitionFeed;
  return {
    title: feed.title,
    publications: isAcquisition ? feed.entries.map(publicationView) : [],
    navigation: isAcquisition ? [] : feed.entries.map(navigationView),
    facetCount: feed.links.filter((link) => link instanceof OPDSFacetLink).length,
  };
}

function publicationView({ title, authors, links }: OPDSEntry): PublicationView {
  return {
    title,
    authors: authors.map(({ name }) => name),
    files: filesOf(links.map(({ href, rel }) => ({ href, rels: [rel] }))),
  };
}

function navigationView({ title, links }: OPDSEntry): NavigationView {
  return { title, href: links[0]?.href ?? '' };
}
