import {
  findOpds1Problems,
  findSchemaProblems,
  parseXml,
  readWithFoliate,
  searchUrlOfFoliate,
} from '@dust/tooling/catalogs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { atomFeed, type Feed, openSearchDescription, opds2Feed, plainText } from '../src/index.ts';
import { books, emma, root } from './sample-feeds.ts';

const snippets = [
  '&',
  '&amp;',
  '&#0;',
  '<',
  '</title>',
  '<![CDATA[',
  ']]>',
  '<!--',
  '<?xml?>',
  '<!DOCTYPE x [<!ENTITY e "e">]>',
  '"',
  "'",
  '\r\n',
  '\t',
  '\u0000',
  '\u001b',
  '\u0085',
  '\u2028',
  '\u202e',
  '\u200f',
  'שלום',
  '😀',
  '\ud800',
  '\udc00',
  '\ufffe',
  '\uffff',
  '\ufeff',
  '{pageNumber}',
  '\\u0000',
  '__proto__',
];

/** Any UTF-16 text, lone surrogates included, with much of what has a meaning in XML. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...snippets),
      fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
    ),
  )
  .map((parts) => parts.join(''));

function feedNaming(text: string): Feed {
  const categories = [{ term: text, label: text }];
  const people = [{ name: text }, { name: text, role: 'trl' }, { name: text, role: text }];
  return {
    ...books,
    title: text,
    author: { name: text },
    facets: [{ title: text, links: [{ title: text, href: '/x' }] }],
    publications: [
      {
        ...emma,
        title: text,
        sortTitle: text,
        creators: people,
        publisher: { name: text },
        language: text,
        issued: text,
        summary: text,
        rights: text,
        categories,
        series: [{ name: text, position: 1 }],
        acquisitions: [{ href: '/file', type: 'application/epub+zip', title: text }],
      },
    ],
  };
}

test('any text is read back from Atom less the characters that XML forbids', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const plain = plainText(text);
      const document = parseXml(atomFeed(feedNaming(text)));
      const texts = (selector: string): (string | null)[] =>
        Array.from(document.querySelectorAll(selector), (element) => element.textContent);
      const values = (selector: string, name: string): (string | null)[] =>
        Array.from(document.querySelectorAll(selector), (element) => element.getAttribute(name));
      expect(texts('title')).toEqual([plain, plain]);
      expect(texts('name')).toEqual([plain, plain, plain, plain]);
      expect(texts('summary')).toEqual(text === '' ? [] : [plain]);
      expect(values('category', 'label')).toEqual([plain]);
      expect(values('contributor', 'opf:role')).toEqual(['trl', plain]);
      expect(values('link[rel="http://opds-spec.org/facet"]', 'opds:facetGroup')).toEqual([plain]);
      expect(values('link[href="/file"]', 'title')).toEqual([plain]);
    }),
    { numRuns: 300 },
  );
});

test('any text leaves a feed valid OPDS 1.2', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(findOpds1Problems(atomFeed(feedNaming(text)))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('any text leaves a feed valid OPDS 2.0, with the same text in it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const feed = JSON.parse(opds2Feed(feedNaming(text)));
      expect(findSchemaProblems('opds2-feed', feed)).toEqual([]);
      const plain = plainText(text);
      expect(feed.metadata.title).toBe(plain);
      expect(feed.publications[0].metadata.title).toBe(plain);
      expect(feed.publications[0].metadata.author).toEqual([{ name: plain }]);
      expect(feed.publications[0].metadata.subject).toEqual([{ name: plain, code: plain }]);
    }),
    { numRuns: 300 },
  );
});

test('any href leaves a feed well-formed', () => {
  fc.assert(
    fc.property(anyText, (href) => {
      const [entry] = root.navigation ?? [];
      if (entry === undefined) throw new Error('No entry');
      const view = readWithFoliate(atomFeed({ ...root, navigation: [{ ...entry, href }] }));
      expect(view.navigation).toEqual([{ title: 'New', href: plainText(href) }]);
    }),
    { numRuns: 300 },
  );
});

test('any name leaves an OpenSearch description readable', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const template = 'https://books.example/opds/books?a=1&q={searchTerms}';
      const xml = openSearchDescription({ shortName: text, description: text, template });
      expect(await searchUrlOfFoliate(xml, 'a&b')).toBe('https://books.example/opds/books?a=1&q=a%26b');
    }),
    { numRuns: 100 },
  );
});

test.each([
  ['control characters', 'a\u0000\u0008\u000b\u001fb', 'ab'],
  ['lone surrogates', 'a\ud800b\udc00c', 'abc'],
  ['characters that are none', 'a\ufffeb\uffffc', 'abc'],
])('%s are left out of plain text', (_name, text, plain) => {
  expect(plainText(text)).toBe(plain);
});

test.each(['\t\n\r', '\u007f\u0085', '😀', '\ufeff\ufffd', '\u202eabc'])('%j stays in plain text', (text) => {
  expect(plainText(text)).toBe(text);
});
