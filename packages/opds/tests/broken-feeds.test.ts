import { findOpds1Problems, findSchemaProblems } from '@dust/tooling/catalogs';
import { expect, test } from 'vitest';
import { atomFeed, atomFeedType, opds2Feed } from '../src/index.ts';
import { books, root } from './sample-feeds.ts';

const atom = atomFeed(books);
const navigation = atomFeed(root);

/** The feed with one thing changed, which must have been there. */
function changed(feed: string, before: string, after: string): string {
  expect(feed).toContain(before);
  return feed.replace(before, after);
}

test.each([
  ['a feed without id', '<id>urn:example:books</id>', ''],
  ['a feed without title', '<title>All books</title>', ''],
  ['a feed with two titles', '<title>All books</title>', '<title>All</title><title>Books</title>'],
  ['a feed without time', '<updated>2024-02-01T08:00:00Z</updated>', ''],
  ['a time without date', '<updated>2024-02-01T08:00:00Z</updated>', '<updated>08:00:00Z</updated>'],
  ['a time that is none', '<published>2024-01-15T10:30:00Z', '<published>yesterday'],
  ['an author without name', '<name>Jane Austen</name>', ''],
  ['a category without term', '<category term="4"', '<category'],
  ['a summary of markup', '<summary type="text">', '<summary type="html">'],
  ['a link without href', ' href="/opds/books/7/file"', ''],
  ['a space in an href', 'href="/opds/books/7/file"', 'href="/opds/books/7/the file"'],
  ['a template in an href', 'href="/opds/books/7/file"', 'href="/opds/books/{id}/file"'],
  ['a type that is none', 'type="application/epub+zip"', 'type="epub"'],
  ['a sale without price', 'opds-spec.org/acquisition"', 'opds-spec.org/acquisition/buy"'],
  ['an active facet that is not', 'opds:activeFacet="true"', 'opds:activeFacet="false"'],
  ['a facet group outside a facet', '<link rel="up"', '<link opds:facetGroup="x" rel="up"'],
  ['an unknown element of OPDS', '<summary', '<opds:price>1</opds:price><summary'],
  ['an unknown attribute', '<feed ', '<feed lang="en" '],
  ['metadata after entries', '</feed>', '<rights>None</rights></feed>'],
  ['pages that are not counted', ' pse:count="35"', ''],
  ['pages without number', '{pageNumber}', '1'],
  ['pages of a type that apps do not know', 'type="image/jpeg" pse:count', 'type="image/webp" pse:count'],
  ['a last page 0', 'pse:lastRead="10"', 'pse:lastRead="0"'],
  ['text outside of elements', '</feed>', '</feed>x'],
  ['a control character', 'Jane Austen', 'Jane \u0001 Austen'],
  ['an ampersand', 'Jane Austen', 'Jane & Austen'],
])('the grammar refuses %s', (_name, before, after) => {
  expect(findOpds1Problems(changed(atom, before, after))).not.toEqual([]);
});

test.each([
  ['an entry without file', atom, 'rel="http://opds-spec.org/acquisition"', 'rel="related"'],
  ['a feed without author', atom, '<author><name>Dust</name><uri>https://dust.example/</uri></author>', ''],
  ['two active facets', atom, 'title="CBZ" opds', 'title="CBZ" opds:activeFacet="true" opds'],
  ['a facet in a navigation feed', navigation, 'rel="search"', 'rel="http://opds-spec.org/facet"'],
  ['a file in a navigation feed', navigation, 'rel="subsection"', 'rel="http://opds-spec.org/acquisition"'],
  [
    'a feed of no kind',
    navigation,
    `rel="self" href="/opds" type="${atomFeedType('navigation')}"`,
    'rel="self" href="/opds" type="text/xml"',
  ],
  ['a link to a feed of no kind', atom, ';kind=navigation"', '"'],
  ['the same entry twice', atom, 'urn:example:books:8', 'urn:example:books:7'],
  ['alternates of one type', atom, 'application/webpub+json', 'application/opds-publication+json'],
  ['a title of Dublin Core', atom, '<dc:language>', '<dc:title>Emma</dc:title><dc:language>'],
])('the rules refuse %s', (_name, feed, before, after) => {
  const problems = findOpds1Problems(changed(feed, before, after));
  expect(problems).toHaveLength(1);
  expect(problems[0]).not.toMatch(/^line/);
});

test.each([
  ['a feed without self', '"rel":"self"', '"rel":"other"'],
  ['a feed without title', '"title":"All books"', '"name":"All books"'],
  ['a navigation link without title', '"title":"Authors"', '"name":"Authors"'],
  ['a negative count', '"numberOfItems":4', '"numberOfItems":-4'],
  ['a time that is none', '"modified":"2024-02-01T08:00:00Z"', '"modified":"yesterday"'],
  ['a language that is none', '"language":"en-GB"', '"language":"British English"'],
  ['a book without file', '"rel":"http://opds-spec.org/acquisition"', '"rel":"other"'],
  ['a cover that is no image', '"type":"image/jpeg"', '"type":"text/plain"'],
  ['half a page', '"numberOfPages":474', '"numberOfPages":0.5'],
])('the schemas refuse %s', (_name, before, after) => {
  const feed = opds2Feed({ ...books, navigation: root.navigation ?? [] });
  expect(feed).toContain(before);
  expect(findSchemaProblems('opds2-feed', JSON.parse(feed.replaceAll(before, after)))).not.toEqual([]);
});
