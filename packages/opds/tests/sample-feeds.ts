import type { Feed, Publication } from '../src/index.ts';

/** A book with everything there is to say. */
export const emma: Publication = {
  id: 'urn:example:books:7',
  identifiers: ['urn:isbn:9780141439587', 'urn:uuid:6409a00b-7bf2-405e-826c-3fdff0fd0734'],
  title: 'Emma & <others>',
  sortTitle: 'Emma',
  creators: [
    { name: 'Jane Austen', sortAs: 'Austen, Jane', href: '/opds/authors/3' },
    { name: 'Émile Müller', role: 'trl' },
    { name: 'A. Reader', role: 'pfr' },
  ],
  language: 'en-GB',
  publisher: { name: 'John Murray', href: '/opds/publishers/1' },
  issued: '1815-12',
  publishedAt: '2024-01-15T10:30:00Z',
  updatedAt: '2024-02-01T08:00:00Z',
  summary: 'Handsome, clever, and rich.\nAnd "happy".',
  rights: 'Public domain',
  categories: [{ term: '4', label: 'Romance', scheme: 'urn:example:genres', href: '/opds/genres/4' }],
  series: [{ name: 'Novels', position: 2.5, href: '/opds/series/9' }],
  pageCount: 474,
  images: [
    { href: '/covers/7.jpg?width=800&sign=x', type: 'image/jpeg', rel: 'image', width: 800, height: 1200 },
    { href: '/covers/7.jpg?width=200&sign=y', type: 'image/jpeg', rel: 'thumbnail' },
  ],
  acquisitions: [{ href: '/opds/books/7/file', type: 'application/epub+zip', lengthBytes: 123_456 }],
  self: '/opds/books/7',
  alternate: '/opds/v2/books/7',
  manifest: { href: '/opds/books/7/manifest', type: 'application/webpub+json' },
  progression: '/opds/books/7/progression',
  authentication: '/opds/authentication',
  links: [{ rel: 'describedby', href: '/books/7', type: 'text/html', title: 'On the web' }],
};

/** A comic that can be read page by page. */
export const comic: Publication = {
  id: 'urn:example:books:8',
  title: 'Little Nemo',
  creators: [],
  updatedAt: '2024-02-01T08:00:00Z',
  images: [{ href: '/covers/8.jpg', type: 'image/jpeg', rel: 'image' }],
  acquisitions: [{ href: '/opds/books/8/file', type: 'application/vnd.comicbook+zip' }],
  pageStream: {
    hrefTemplate: '/opds/books/8/pages/{pageNumber}?width={maxWidth}&zero=1',
    type: 'image/jpeg',
    count: 35,
    lastRead: 10,
    lastReadAt: '2024-02-02T08:00:00Z',
  },
};

const frame = {
  updatedAt: '2024-02-01T08:00:00Z',
  author: { name: 'Dust', href: 'https://dust.example/' },
};

export const books: Feed = {
  ...frame,
  id: 'urn:example:books',
  title: 'All books',
  kind: 'acquisition',
  links: {
    self: '/opds/books?after=2',
    start: '/opds',
    up: { href: '/opds', kind: 'navigation' },
    search: '/opds/opensearch.xml',
    alternate: '/opds/v2/books?after=2',
    shelf: '/opds/reading',
  },
  paging: {
    first: '/opds/books',
    previous: '/opds/books',
    next: '/opds/books?after=4',
    last: '/opds/books?before=end',
    totalResults: 5,
    itemsPerPage: 2,
    startIndex: 3,
  },
  facets: [
    {
      title: 'Format',
      links: [
        { title: 'EPUB', href: '/opds/books?format=epub', count: 4, isActive: true },
        { title: 'CBZ', href: '/opds/books?format=cbz', count: 1 },
      ],
    },
    { title: 'Language', links: [{ title: 'English', href: '/opds/books?language=en' }] },
    { title: 'Genre', links: [] },
  ],
  publications: [emma, comic],
};

export const root: Feed = {
  ...frame,
  id: 'urn:example:root',
  title: 'Dust',
  kind: 'navigation',
  icon: '/favicon.ico',
  links: { self: '/opds', start: '/opds', search: '/opds/opensearch.xml', alternate: '/opds/v2' },
  navigation: [
    {
      id: 'urn:example:new',
      title: 'New',
      href: '/opds/new',
      kind: 'acquisition',
      rel: 'new',
      updatedAt: '2024-02-01T08:00:00Z',
    },
    {
      id: 'urn:example:reading',
      title: 'Reading',
      href: '/opds/reading',
      kind: 'acquisition',
      rel: 'shelf',
      updatedAt: '2024-02-01T08:00:00Z',
      summary: 'What you have begun',
      count: 0,
    },
    {
      id: 'urn:example:authors',
      title: 'Authors',
      href: '/opds/authors',
      kind: 'navigation',
      updatedAt: '2024-02-01T08:00:00Z',
      count: 12,
    },
  ],
};

export const nothing: Feed = { ...books, paging: null, facets: [], publications: [] };

export const grouped: Feed = {
  ...books,
  facets: [],
  publications: [],
  groups: [
    {
      title: 'Newest',
      self: { href: '/opds/new', kind: 'acquisition' },
      count: 5,
      publications: [emma, comic],
    },
  ],
};
