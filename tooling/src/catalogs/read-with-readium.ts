import { DOMParser } from '@xmldom/xmldom';
import { convertOpds1ToOpds2 } from 'r2-opds-js/dist/es8-es2017/src/opds/converter.js';
import { initGlobalConverters_OPDS as initConverters } from 'r2-opds-js/dist/es8-es2017/src/opds/init-globals.js';
import { OPDS } from 'r2-opds-js/dist/es8-es2017/src/opds/opds1/opds.js';
import type { OPDSLink } from 'r2-opds-js/dist/es8-es2017/src/opds/opds2/opds2-link.js';
import type { OPDSPublication } from 'r2-opds-js/dist/es8-es2017/src/opds/opds2/opds2-publication.js';
import { OPDSFeed } from 'r2-opds-js/dist/es8-es2017/src/opds/opds2/opds2.js';
import { XML } from 'r2-utils-js/dist/es8-es2017/src/_utils/xml-js-mapper/index.js';
import { JSON as TypedJson } from 'ta-json-x';
import { type CatalogView, filesOf, type NavigationView, type PublicationView } from './catalog-view.ts';

initConverters();

/** Reads an OPDS 1.2 feed as Thorium does. */
export function readOpds1WithReadium(xml: string): CatalogView {
  const document: unknown = new DOMParser().parseFromString(xml, 'application/xml');
  if (!isDocument(document)) throw new Error('No document');
  return viewOf(convertOpds1ToOpds2(XML.deserialize<OPDS>(document, OPDS)));
}

/** Reads an OPDS 2.0 feed as Thorium does. */
export function readOpds2WithReadium(json: string): CatalogView {
  return viewOf(TypedJson.deserialize<OPDSFeed>(JSON.parse(json), OPDSFeed));
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && 'documentElement' in value;
}

function viewOf(feed: OPDSFeed): CatalogView {
  const items = [feed, ...(feed.Groups ?? [])];
  return {
    title: textOf(feed.Metadata.Title),
    publications: items.flatMap(({ Publications }) => (Publications ?? []).map(publicationView)),
    navigation: items.flatMap(({ Navigation }) => (Navigation ?? []).map(navigationView)),
    facetCount: (feed.Facets ?? []).flatMap(({ Links }) => Links ?? []).length,
  };
}

function publicationView({ Metadata: metadata, Links: links }: OPDSPublication): PublicationView {
  return {
    title: textOf(metadata.Title),
    authors: (metadata.Author ?? []).map(({ Name }) => textOf(Name)),
    files: filesOf((links ?? []).map(({ Href, Rel }) => ({ href: Href, rels: Rel ?? [] }))),
  };
}

function navigationView({ Title, Href }: OPDSLink): NavigationView {
  return { title: textOf(Title), href: Href };
}

/** Readium knows texts in several languages; Dust has one. */
function textOf(text: unknown): string {
  return typeof text === 'string' ? text : '';
}
