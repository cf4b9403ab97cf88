import { afterAll, beforeAll, expect, test } from 'vitest';
import { crawlCatalog, findProblems, kindOf } from './opds-crawl.ts';
import { startCatalogLibrary, type CatalogLibrary } from './opds-library.ts';

let catalog: CatalogLibrary;
beforeAll(async () => {
  catalog = await startCatalogLibrary();
}, 60_000);
afterAll(() => catalog[Symbol.asyncDispose]());

const kinds = [
  'application/atom+xml',
  'application/atom+xml;kind=acquisition',
  'application/atom+xml;kind=navigation',
  'application/divina+json',
  'application/opds+json',
  'application/opds-authentication+json',
  'application/opds-progression+json',
  'application/opds-publication+json',
  'application/opensearchdescription+xml',
  'application/webpub+json',
];

test.for(['/opds', '/opds/v2'])(
  'every document that %s leads to is valid',
  { timeout: 60_000 },
  async (start, { annotate }) => {
    const { library, reader } = catalog;
    const documents = await crawlCatalog(library.server, reader, { start, limit: 300 });
    expect(documents.flatMap(findProblems)).toEqual([]);
    const byKind = Object.entries(Object.groupBy(documents, kindOf));
    const counts = byKind.map(([kind, found = []]) => `${found.length} ${kind}`);
    await annotate(`${documents.length} valid: ${counts.toSorted().join(', ')}`);
    expect(byKind.map(([kind]) => kind).toSorted()).toEqual(kinds);
  },
);
