import { describe, expect, test } from 'vitest';
import { opds2Feed, opds2Publication, type Publication } from '../src/index.ts';
import { books, comic, emma, grouped, nothing, root } from './sample-feeds.ts';

const type = 'application/opds+json';

/** The metadata of a publication as written. */
function metadataOf(publication: Publication): Readonly<Record<string, unknown>> {
  return JSON.parse(opds2Publication(publication)).metadata;
}

test('a publication says all that is known', () => {
  expect(metadataOf(emma)).toEqual({
    '@type': 'http://schema.org/Book',
    title: 'Emma & <others>',
    sortAs: 'Emma',
    identifier: 'urn:example:books:7',
    altIdentifier: ['urn:isbn:9780141439587', 'urn:uuid:6409a00b-7bf2-405e-826c-3fdff0fd0734'],
    author: [{ name: 'Jane Austen', sortAs: 'Austen, Jane', links: [{ href: '/opds/authors/3', type }] }],
    translator: [{ name: 'Émile Müller' }],
    contributor: [{ name: 'A. Reader', role: 'pfr' }],
    publisher: { name: 'John Murray', links: [{ href: '/opds/publishers/1', type }] },
    language: 'en-GB',
    modified: '2024-02-01T08:00:00Z',
    published: '1815-12-01',
    description: 'Handsome, clever, and rich.\nAnd "happy".',
    rights: 'Public domain',
    subject: [
      {
        name: 'Romance',
        code: '4',
        scheme: 'urn:example:genres',
        links: [{ href: '/opds/genres/4', type }],
      },
    ],
    numberOfPages: 474,
    belongsTo: { series: [{ name: 'Novels', position: 2.5, links: [{ href: '/opds/series/9', type }] }] },
  });
});

test('a publication has its files, images and services', () => {
  const { links, images } = JSON.parse(opds2Publication(emma));
  expect(links).toEqual([
    { rel: 'self', href: '/opds/books/7', type: 'application/opds-publication+json' },
    {
      rel: 'http://opds-spec.org/acquisition',
      href: '/opds/books/7/file',
      type: 'application/epub+zip',
      size: 123_456,
    },
    {
      rel: 'http://opds-spec.org/acquisition',
      href: '/opds/books/7/manifest',
      type: 'application/webpub+json',
    },
    {
      rel: 'http://opds-spec.org/progression',
      href: '/opds/books/7/progression',
      type: 'application/opds-progression+json',
      properties: {
        authenticate: { href: '/opds/authentication', type: 'application/opds-authentication+json' },
      },
    },
    {
      rel: 'alternate',
      href: '/opds/v2/books/7',
      type: 'application/atom+xml;type=entry;profile=opds-catalog',
    },
    { rel: 'describedby', href: '/books/7', type: 'text/html', title: 'On the web' },
  ]);
  expect(images).toEqual([
    { href: '/covers/7.jpg?width=800&sign=x', type: 'image/jpeg', width: 800, height: 1200 },
    { href: '/covers/7.jpg?width=200&sign=y', type: 'image/jpeg' },
  ]);
});

test('a publication leaves out what is not known', () => {
  const { id, title, updatedAt, creators } = comic;
  expect(JSON.parse(opds2Publication({ id, title, updatedAt, creators }))).toEqual({
    metadata: { '@type': 'http://schema.org/Book', title, identifier: id, modified: updatedAt },
    links: [],
  });
});

test.each([
  ['1815', '1815-01-01'],
  ['1815-12', '1815-12-01'],
  ['1815-12-23', '1815-12-23'],
  ['1815-12-23T00:00:00Z', '1815-12-23'],
  ['0815', '0815-01-01'],
  ['around 1815', undefined],
  ['1815-13-01', undefined],
  ['1815-02-30', undefined],
  ['', undefined],
])('a book issued %j is published %j', (issued, published) => {
  expect(metadataOf({ ...comic, issued })['published']).toBe(published);
});

test.each(['en', 'pt-BR', 'zh-Hans-CN', 'de-1996', 'sr-Latn', 'ca-valencia', 'en-x-mine'])(
  'the language %s is one',
  (language) => {
    expect(metadataOf({ ...comic, language })['language']).toBe(language);
  },
);

test.each(['English', 'en_US', 'e', 'en-', 'eng; fre', ''])('the language %j is left out', (language) => {
  const known = language === 'English' ? 'English' : undefined;
  expect(metadataOf({ ...comic, language })['language']).toBe(known);
});

test.each(['constructor', '__proto__', 'author'])('the role %s is one of a contributor', (role) => {
  expect(metadataOf({ ...comic, creators: [{ name: 'A', role }] })['contributor']).toEqual([
    { name: 'A', role },
  ]);
});

describe('a feed', () => {
  const feed = JSON.parse(opds2Feed(books));

  test('says how many there are and which page it is', () => {
    expect(feed.metadata).toEqual({
      identifier: 'urn:example:books',
      title: 'All books',
      modified: '2024-02-01T08:00:00Z',
      numberOfItems: 5,
      itemsPerPage: 2,
      currentPage: 2,
    });
  });

  test('leads to other pages and feeds', () => {
    expect(feed.links).toEqual([
      { rel: 'self', href: '/opds/books?after=2', type },
      { rel: 'start', href: '/opds', type },
      { rel: 'up', href: '/opds', type },
      { rel: 'first', href: '/opds/books', type },
      { rel: 'previous', href: '/opds/books', type },
      { rel: 'next', href: '/opds/books?after=4', type },
      { rel: 'last', href: '/opds/books?before=end', type },
      { rel: 'search', href: '/opds/opensearch.xml', type, templated: true },
      {
        rel: 'alternate',
        href: '/opds/v2/books?after=2',
        type: 'application/atom+xml;profile=opds-catalog;kind=acquisition',
      },
      { rel: 'http://opds-spec.org/shelf', href: '/opds/reading', type },
    ]);
  });

  test('has facets, the active one as self, and no group without links', () => {
    expect(feed.facets).toEqual([
      {
        metadata: { title: 'Format' },
        links: [
          {
            rel: 'self',
            href: '/opds/books?format=epub',
            type,
            title: 'EPUB',
            properties: { numberOfItems: 4 },
          },
          { href: '/opds/books?format=cbz', type, title: 'CBZ', properties: { numberOfItems: 1 } },
        ],
      },
      {
        metadata: { title: 'Language' },
        links: [{ href: '/opds/books?language=en', type, title: 'English' }],
      },
    ]);
  });

  test('has steps to other feeds', () => {
    expect(JSON.parse(opds2Feed(root)).navigation).toEqual([
      { href: '/opds/new', type, rel: 'http://opds-spec.org/sort/new', title: 'New' },
      {
        href: '/opds/reading',
        type,
        rel: 'http://opds-spec.org/shelf',
        title: 'Reading',
        properties: { numberOfItems: 0 },
      },
      {
        href: '/opds/authors',
        type,
        rel: 'subsection',
        title: 'Authors',
        properties: { numberOfItems: 12 },
      },
    ]);
  });

  test('has groups', () => {
    const [group] = JSON.parse(opds2Feed(grouped)).groups;
    expect(group).toMatchObject({
      metadata: { title: 'Newest', numberOfItems: 5 },
      links: [{ rel: 'self', href: '/opds/new', type }],
    });
    expect(group.publications).toHaveLength(2);
  });

  test('of nothing has an empty list of groups', () => {
    const { groups, ...rest } = JSON.parse(opds2Feed(nothing));
    expect(groups).toEqual([]);
    expect(Object.keys(rest)).toEqual(['metadata', 'links']);
  });
});
