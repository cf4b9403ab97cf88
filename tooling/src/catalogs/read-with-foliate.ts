import { getFeed, getOpenSearch, type FoliateItems } from 'foliate-js/opds.js';
import { type CatalogView, filesOf, type PublicationView } from './catalog-view.ts';
import { parseXml } from './parse-xml.ts';

type FoliatePublication = NonNullable<FoliateItems['publications']>[number];

/** Reads an OPDS 1.2 feed as Foliate does. */
export function readWithFoliate(xml: string): CatalogView {
  const feed = getFeed(parseXml(xml));
  const items = [feed, ...(feed.groups ?? [])];
  return {
    title: feed.metadata.title ?? '',
    publications: items.flatMap(({ publications = [] }) => publications.map(publicationView)),
    navigation: items.flatMap(({ navigation = [] }) =>
      navigation.map(({ title = '', href = '' }) => ({ title, href })),
    ),
    facetCount: feed.facets.flatMap(({ links }) => links).length,
  };
}

/** The URL that Foliate asks for when somebody searches, by an OpenSearch description. */
export async function searchUrlOfFoliate(xml: string, words: string): Promise<string> {
  const { search } = await getOpenSearch(parseXml(xml));
  return search(new Map([[null, new Map([['searchTerms', words]])]]));
}

function publicationView({ metadata, links }: FoliatePublication): PublicationView {
  return {
    title: metadata.title ?? '',
    authors: metadata.author.map(({ name = '' }) => name),
    files: filesOf(links.map(({ href, rel = [] }) => ({ href, rels: rel }))),
  };
}
