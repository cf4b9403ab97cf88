import { parseXml } from '@dust/tooling/catalogs';
import type { LightMyRequestResponse } from 'fastify';

/** What is looked at in a feed, of either protocol. */
export interface FeedView {
  readonly title: string;
  readonly total: number | null;
  /** Relation → URL, of the feed's own links. */
  readonly links: Readonly<Record<string, string>>;
  /** Of publications and of steps to other feeds, in their order. */
  readonly titles: readonly string[];
  /** Title → URL of the feed. */
  readonly steps: Readonly<Record<string, string>>;
  readonly facets: readonly FacetView[];
}

export interface FacetView {
  readonly group: string;
  readonly title: string;
  readonly href: string;
  readonly count: number | null;
  readonly isActive: boolean;
}

/** Reads a feed, whichever protocol it is in; URLs become paths that the server can be asked for. */
export function readFeed(answer: LightMyRequestResponse): FeedView {
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: ${answer.body}`);
  return String(answer.headers['content-type']).startsWith('application/atom+xml')
    ? readAtom(answer.body)
    : readOpds2(answer.json());
}

const facetRelation = 'http://opds-spec.org/facet';
const opds = 'http://opds-spec.org/2010/catalog';
const threads = 'http://purl.org/syndication/thread/1.0';

function readAtom(xml: string): FeedView {
  const feed = parseXml(xml).documentElement;
  const entries = childrenOf(feed, 'entry');
  const links = childrenOf(feed, 'link');
  const total = childrenOf(feed, 'opensearch:totalResults')[0]?.textContent;
  return {
    title: textOf(feed, 'title'),
    total: total === undefined ? null : Number(total),
    links: Object.fromEntries(
      links.map((link) => [attributeOf(link, 'rel'), pathOf(attributeOf(link, 'href'))]),
    ),
    titles: entries.map((entry) => textOf(entry, 'title')),
    steps: Object.fromEntries(
      entries.map((entry) => [
        textOf(entry, 'title'),
        pathOf(attributeOf(childrenOf(entry, 'link')[0], 'href')),
      ]),
    ),
    facets: links
      .filter((link) => attributeOf(link, 'rel') === facetRelation)
      .map((link) => ({
        group: link.getAttributeNS(opds, 'facetGroup') ?? '',
        title: attributeOf(link, 'title'),
        href: pathOf(attributeOf(link, 'href')),
        count: numberOf(link.getAttributeNS(threads, 'count')),
        isActive: link.getAttributeNS(opds, 'activeFacet') === 'true',
      })),
  };
}

interface Link {
  readonly rel?: string;
  readonly href: string;
  readonly title?: string;
  readonly properties?: { readonly numberOfItems?: number };
}

interface Opds2 {
  readonly metadata: { readonly title: string; readonly numberOfItems?: number };
  readonly links: readonly Link[];
  readonly navigation?: readonly Link[];
  readonly publications?: readonly { readonly metadata: { readonly title: string } }[];
  readonly facets?: readonly {
    readonly metadata: { readonly title: string };
    readonly links: readonly Link[];
  }[];
}

function readOpds2(feed: Opds2): FeedView {
  const { metadata, links, navigation = [], publications = [], facets = [] } = feed;
  return {
    title: metadata.title,
    total: metadata.numberOfItems ?? null,
    links: Object.fromEntries(links.map(({ rel = '', href }) => [rel, pathOf(href)])),
    titles: [...publications.map((one) => one.metadata.title), ...navigation.map(({ title = '' }) => title)],
    steps: Object.fromEntries(navigation.map(({ title = '', href }) => [title, pathOf(href)])),
    facets: facets.flatMap((group) =>
      group.links.map(({ rel, href, title = '', properties }) => ({
        group: group.metadata.title,
        title,
        href: pathOf(href),
        count: properties?.numberOfItems ?? null,
        isActive: rel === 'self',
      })),
    ),
  };
}

function childrenOf(parent: Element, name: string): Element[] {
  return [...parent.children].filter(({ tagName }) => tagName === name);
}

function textOf(parent: Element, name: string): string {
  return childrenOf(parent, name)[0]?.textContent ?? '';
}

function attributeOf(element: Element | undefined, name: string): string {
  return element?.getAttribute(name) ?? '';
}

function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text);
}

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, '');
}
