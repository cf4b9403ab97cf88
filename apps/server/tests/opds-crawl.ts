import { findOpds1Problems, findSchemaProblems, parseXml } from '@dust/tooling/catalogs';
import type { SignedIn, TestServer } from './test-server.ts';

export interface CatalogDocument {
  readonly path: string;
  /** The media type without parameters. */
  readonly type: string;
  readonly body: string;
}

const jsonSchemas = {
  'application/opds+json': 'opds2-feed',
  'application/opds-publication+json': 'opds2-publication',
  'application/opds-authentication+json': 'authentication',
  'application/opds-progression+json': 'progression',
  'application/webpub+json': 'web-publication',
  'application/divina+json': 'web-publication',
} as const;

const xmlTypes: ReadonlySet<string> = new Set([
  'application/atom+xml',
  'application/opensearchdescription+xml',
]);

/**
 * Documents that a catalogue leads to from one path, nearest first, at most so many; not those that say nothing, as
 * progressions of books that were never opened.
 */
export async function crawlCatalog(
  server: TestServer,
  { headers }: SignedIn,
  { start, limit }: { readonly start: string; readonly limit: number },
): Promise<CatalogDocument[]> {
  const documents: CatalogDocument[] = [];
  const paths = new Set([start]);
  for (const path of paths) {
    if (documents.length === limit) break;
    const answer = await server.inject({ url: path, headers });
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
    if (answer.body === '') continue;
    const [type = ''] = String(answer.headers['content-type']).split(';');
    const document = { path, type, body: answer.body };
    documents.push(document);
    for (const found of pathsIn(document)) paths.add(found);
  }
  return documents;
}

/** What is wrong with a document, by the grammar, schema or syntax of its type; one sentence each. */
export function findProblems({ path, type, body }: CatalogDocument): string[] {
  const problems = isJsonType(type)
    ? findSchemaProblems(jsonSchemas[type], JSON.parse(body))
    : type === 'application/atom+xml'
      ? findOpds1Problems(body)
      : findSyntaxProblems(body);
  return problems.map((problem) => `${path}: ${problem}`);
}

/** What a document is: its type, and for feeds of OPDS 1.2 their kind. */
export function kindOf({ type, body }: CatalogDocument): string {
  const [, kind] = /<link rel="self"[^>]*;kind=(\w+)"/.exec(body) ?? [];
  return kind === undefined || type !== 'application/atom+xml' ? type : `${type};kind=${kind}`;
}

function findSyntaxProblems(body: string): string[] {
  return parseXml(body).documentElement.localName === 'OpenSearchDescription' ? [] : ['is nothing known'];
}

function isJsonType(type: string): type is keyof typeof jsonSchemas {
  return Object.hasOwn(jsonSchemas, type);
}

function pathsIn({ type, body }: CatalogDocument): string[] {
  const links = isJsonType(type) ? linksInJson(JSON.parse(body)) : linksInXml(body);
  return links
    .filter((link) => {
      const [linkType = ''] = link.type.split(';');
      return isJsonType(linkType) || xmlTypes.has(linkType);
    })
    .filter(({ href }) => !href.includes('{'))
    .map(({ href }) => new URL(href, 'http://localhost'))
    .filter(({ pathname }) => pathname.startsWith('/opds'))
    .map(({ pathname, search }) => pathname + search);
}

interface FoundLink {
  readonly href: string;
  readonly type: string;
}

function linksInXml(body: string): FoundLink[] {
  return Array.from(parseXml(body).getElementsByTagName('link'), (link) => ({
    href: link.getAttribute('href') ?? '',
    type: link.getAttribute('type') ?? '',
  }));
}

function linksInJson(value: unknown): FoundLink[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(linksInJson);
  if (!('href' in value) || !('type' in value)) return below;
  const { href, type } = value;
  return typeof href === 'string' && typeof type === 'string' ? [{ href, type }, ...below] : below;
}
