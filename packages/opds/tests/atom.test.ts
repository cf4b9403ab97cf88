import { describe, expect, test } from 'vitest';
import { atomEntry, atomFeed, type Publication } from '../src/index.ts';
import { books, comic, emma, grouped, root } from './sample-feeds.ts';

const acquisition = 'type="application/atom+xml;profile=opds-catalog;kind=acquisition"';
const navigation = 'type="application/atom+xml;profile=opds-catalog;kind=navigation"';

/** What an entry for a publication holds, one element a line. */
function entryOf(publication: Publication): string[] {
  const [, entry = ''] =
    /<entry>(.*?)<\/entry>/s.exec(atomFeed({ ...books, publications: [publication] })) ?? [];
  return entry.replace(/></g, '>\u0001<').split('\u0001');
}

describe('the entry of a publication', () => {
  const entry = entryOf(emma).join('\n');

  test.each([
    ['its identifiers as URNs', '<dc:identifier>urn:isbn:9780141439587</dc:identifier>'],
    ['authors with the feed of their books', '<name>Jane Austen</name>\n<uri>/opds/authors/3</uri>'],
    ['what others have done', '<contributor opf:role="trl">\n<name>Émile Müller</name>'],
    ['its language', '<dc:language>en-GB</dc:language>'],
    ['its publisher', '<dc:publisher>John Murray</dc:publisher>'],
    ['when it came out', '<dc:issued>1815-12</dc:issued>'],
    ['when it came into the catalog', '<published>2024-01-15T10:30:00Z</published>'],
    ['when it was changed', '<updated>2024-02-01T08:00:00Z</updated>'],
    ['its rights', '<rights>Public domain</rights>'],
    ['its length', '<dc:extent>474 pages</dc:extent>'],
    ['its subjects', '<category term="4" label="Romance" scheme="urn:example:genres"/>'],
    ['its series', 'schema:name="Novels" schema:position="2.5" schema:url="/opds/series/9"/>'],
    ['the feed of its series', `<link rel="related" href="/opds/series/9" ${acquisition} title="Novels"/>`],
    ['its summary', '<summary type="text">Handsome, clever, and rich.\nAnd &quot;happy&quot;.</summary>'],
    ['its cover', 'rel="http://opds-spec.org/image" href="/covers/7.jpg?width=800&amp;sign=x"'],
    ['its thumbnail', 'rel="http://opds-spec.org/image/thumbnail" href="/covers/7.jpg?width=200&amp;sign=y"'],
    ['its file with type and length', '/file" type="application/epub+zip" length="123456"/>'],
    [
      'its complete entry',
      'href="/opds/books/7" type="application/atom+xml;type=entry;profile=opds-catalog"',
    ],
    ['its OPDS 2.0 form', 'href="/opds/v2/books/7" type="application/opds-publication+json"'],
    ['its manifest', 'rel="alternate" href="/opds/books/7/manifest" type="application/webpub+json"'],
    ['its progression', 'rel="http://opds-spec.org/progression" href="/opds/books/7/progression"'],
    ['further links', '<link rel="describedby" href="/books/7" type="text/html" title="On the web"/>'],
  ])('says %s', (_what, text) => {
    expect(entry).toContain(text);
  });

  test('leaves out what is not known', () => {
    const { id, title, updatedAt } = comic;
    const lines = entryOf({ id, title, updatedAt, creators: [], language: null, summary: null, self: null });
    expect(lines).toEqual([
      '<title>Little Nemo</title>',
      '<id>urn:example:books:8</id>',
      '<updated>2024-02-01T08:00:00Z</updated>',
    ]);
  });

  test('streams pages', () => {
    expect(entryOf(comic).at(-1)).toBe(
      '<link rel="http://vaemendis.net/opds-pse/stream" ' +
        'href="/opds/books/8/pages/{pageNumber}?width={maxWidth}&amp;zero=1" type="image/jpeg" ' +
        'pse:count="35" pse:lastRead="10" pse:lastReadDate="2024-02-02T08:00:00Z"/>',
    );
  });

  test('has a type on every link, without which KOReader stops', () => {
    const links = [...atomFeed(books).matchAll(/<link [^>]*>/g), ...atomFeed(root).matchAll(/<link [^>]*>/g)];
    expect(links.filter(([link]) => !link.includes(' type="'))).toEqual([]);
  });
});

describe('a feed', () => {
  const feed = atomFeed(books);

  test.each([
    ['itself', `<link rel="self" href="/opds/books?after=2" ${acquisition}/>`],
    ['the start', `<link rel="start" href="/opds" ${navigation}/>`],
    ['the feed above', `<link rel="up" href="/opds" ${navigation}/>`],
    ['the first page', `<link rel="first" href="/opds/books" ${acquisition}/>`],
    ['the previous page', `<link rel="previous" href="/opds/books" ${acquisition}/>`],
    ['the next page', `<link rel="next" href="/opds/books?after=4" ${acquisition}/>`],
    ['the last page', `<link rel="last" href="/opds/books?before=end" ${acquisition}/>`],
    [
      'the search',
      '<link rel="search" href="/opds/opensearch.xml" type="application/opensearchdescription+xml"/>',
    ],
    [
      'the other protocol',
      '<link rel="alternate" href="/opds/v2/books?after=2" type="application/opds+json"/>',
    ],
    ['the shelf', `<link rel="http://opds-spec.org/shelf" href="/opds/reading" ${acquisition}/>`],
  ])('leads to %s', (_what, link) => {
    expect(feed).toContain(link);
  });

  test('says how many there are', () => {
    expect(feed).toContain(
      '<opensearch:totalResults>5</opensearch:totalResults>' +
        '<opensearch:itemsPerPage>2</opensearch:itemsPerPage><opensearch:startIndex>3</opensearch:startIndex>',
    );
  });

  test('says which facet is active and how many books each has', () => {
    const facets = [...feed.matchAll(/<link rel="http:\/\/opds-spec.org\/facet"[^>]*? title="(.*?)\/>/g)];
    expect(facets.map(([, rest]) => rest)).toEqual([
      'EPUB" opds:facetGroup="Format" opds:activeFacet="true" thr:count="4"',
      'CBZ" opds:facetGroup="Format" thr:count="1"',
      'English" opds:facetGroup="Language"',
    ]);
  });

  test('counts what a step leads to', () => {
    expect(atomFeed(root)).toContain(
      `<link rel="subsection" href="/opds/authors" ${navigation} thr:count="12"/>`,
    );
  });

  test('leads to the shelf by a relation that every app follows as well', () => {
    expect(atomFeed(root)).toContain(
      `<content type="text">What you have begun</content>` +
        `<link rel="subsection" href="/opds/reading" ${acquisition} thr:count="0"/>` +
        `<link rel="http://opds-spec.org/shelf" href="/opds/reading" ${acquisition} thr:count="0"/>`,
    );
  });

  test('links the entries of a group to the group', () => {
    const link = `<link rel="collection" href="/opds/new" ${acquisition} title="Newest" thr:count="5"/></entry>`;
    expect(atomFeed(grouped).split(link)).toHaveLength(3);
  });

  test('for navigation leaves out the books of groups', () => {
    const withGroups = { ...root, groups: grouped.groups ?? [] };
    expect(atomFeed(withGroups)).toBe(atomFeed(root));
  });
});

test('an entry document has the author of the catalog where the book has none', () => {
  const dust = { name: 'Dust' };
  expect(atomEntry(comic, dust)).toContain('<author><name>Dust</name></author>');
  expect(atomEntry(emma, dust)).not.toContain('Dust');
});

test('an entry document is its own address', () => {
  expect(atomEntry(emma, { name: 'Dust' })).toContain('<link rel="self" href="/opds/books/7"');
});
