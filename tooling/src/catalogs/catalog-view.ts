/** What a reading app gets out of a feed, whichever parser it uses and whichever protocol the feed is in. */
export interface CatalogView {
  readonly title: string;
  readonly publications: readonly PublicationView[];
  readonly navigation: readonly NavigationView[];
  /** How many links of all groups together. */
  readonly facetCount: number;
}

export interface PublicationView {
  readonly title: string;
  readonly authors: readonly string[];
  /** The hrefs of the files. */
  readonly files: readonly string[];
}

export interface NavigationView {
  readonly title: string;
  readonly href: string;
}

const acquisition = 'http://opds-spec.org/acquisition';

interface ReadLink {
  readonly href: string | undefined;
  readonly rels: readonly string[];
}

/** The hrefs of the links that lead to files. */
export function filesOf(links: readonly ReadLink[]): string[] {
  return links
    .filter(({ rels }) => rels.some((rel) => rel.startsWith(acquisition)))
    .map(({ href }) => href ?? '');
}
