import type { TObject } from 'typebox';
import { bookNoun } from './book.ts';
import { streamBook } from './book-files.ts';
import { BookFeedQuery, FeedPage, FeedQuery, NamedFeedQuery, SearchFeedQuery } from './opds-queries.ts';
import { IdParams } from '../common.ts';
import type { ErrorCode } from '../errors.ts';
import { needsBook, needsPermission, readsList } from '../failure-sets.ts';
import type { Operation } from '../operation.ts';
import { Bytes } from '../schemas.ts';

const navigation = ['application/atom+xml;profile=opds-catalog;kind=navigation'] as const;
const acquisition = ['application/atom+xml;profile=opds-catalog;kind=acquisition'] as const;
const entry = ['application/atom+xml;type=entry;profile=opds-catalog'] as const;
const feed2 = ['application/opds+json'] as const;
const publication2 = ['application/opds-publication+json'] as const;

const list = [...needsPermission, ...readsList] as const;
const common = {
  method: 'GET',
  tags: ['opds'],
  permission: 'books.read',
  responses: { 200: Bytes },
} as const;

interface Facts {
  readonly summary: string;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly errors: readonly ErrorCode[];
  readonly idNouns?: Readonly<Record<string, string>>;
  /** Media types of OPDS 1.2. */
  readonly produces: readonly string[];
}

/** The two operations of a feed or entry: OPDS 1.2 below `/opds`, and the same as OPDS 2.0 below `/opds/v2`. */
function both<const Name extends string, const Path extends string, const Described extends Facts>(
  name: Name,
  path: Path,
  facts: Described,
) {
  const { summary, produces, ...shared } = facts;
  return {
    atom: {
      ...common,
      ...facts,
      operationId: `opds${name}` as const,
      path: `/opds${path}` as const,
    },
    json: {
      ...common,
      ...shared,
      summary: `${summary}, OPDS 2.0` as const,
      operationId: `opds2${name}` as const,
      path: `/opds/v2${path}` as const,
      produces: produces === entry ? publication2 : feed2,
    },
  };
}

export const { atom: opdsRoot, json: opds2Root } = both('Root', '', {
  summary: 'OPDS root',
  errors: needsPermission,
  produces: navigation,
});

export const { atom: opdsNew, json: opds2New } = both('New', '/new', {
  summary: 'OPDS newest books',
  query: FeedQuery,
  errors: list,
  produces: acquisition,
});

export const { atom: opdsBooks, json: opds2Books } = both('Books', '/books', {
  summary: 'OPDS book feed and search',
  query: BookFeedQuery,
  errors: list,
  produces: acquisition,
});

export const { atom: opdsBook, json: opds2Book } = both('Book', '/books/:id', {
  summary: 'complete OPDS entry of a book',
  params: IdParams,
  errors: needsBook,
  idNouns: bookNoun,
  produces: entry,
});

export const { atom: opdsAuthors, json: opds2Authors } = both('Authors', '/authors', {
  summary: 'OPDS authors',
  query: FeedPage,
  errors: list,
  produces: navigation,
});

export const { atom: opdsAuthor, json: opds2Author } = both('Author', '/authors/:id', {
  summary: 'OPDS books of an author',
  params: IdParams,
  query: FeedPage,
  errors: [...list, 'INVALID_ID', 'AUTHOR_NOT_FOUND'],
  idNouns: { id: 'author ID' },
  produces: acquisition,
});

export const { atom: opdsGenres, json: opds2Genres } = both('Genres', '/genres', {
  summary: 'OPDS genres',
  query: FeedPage,
  errors: list,
  produces: navigation,
});

export const { atom: opdsGenre, json: opds2Genre } = both('Genre', '/genres/:id', {
  summary: 'OPDS books of a genre',
  params: IdParams,
  query: FeedPage,
  errors: [...list, 'INVALID_ID', 'GENRE_NOT_FOUND'],
  idNouns: { id: 'genre ID' },
  produces: acquisition,
});

export const { atom: opdsSeriesList, json: opds2SeriesList } = both('SeriesList', '/series', {
  summary: 'OPDS series',
  query: FeedPage,
  errors: list,
  produces: navigation,
});

export const { atom: opdsSeries, json: opds2Series } = both('Series', '/series/:id', {
  summary: 'OPDS books of a series',
  params: IdParams,
  query: FeedPage,
  errors: [...list, 'INVALID_ID', 'SERIES_NOT_FOUND'],
  idNouns: { id: 'series ID' },
  produces: acquisition,
});

export const { atom: opdsTags, json: opds2Tags } = both('Tags', '/tags', {
  summary: 'OPDS tags',
  query: FeedPage,
  errors: list,
  produces: navigation,
});

export const { atom: opdsTag, json: opds2Tag } = both('Tag', '/tags/:id', {
  summary: 'OPDS books with a tag',
  params: IdParams,
  query: FeedPage,
  errors: [...list, 'INVALID_ID', 'TAG_NOT_FOUND'],
  idNouns: { id: 'tag ID' },
  produces: acquisition,
});

export const { atom: opdsPublishers, json: opds2Publishers } = both('Publishers', '/publishers', {
  summary: 'OPDS publishers',
  query: FeedPage,
  errors: list,
  produces: navigation,
});

export const { atom: opdsPublisher, json: opds2Publisher } = both('Publisher', '/publishers/books', {
  summary: 'OPDS books of a publisher',
  query: NamedFeedQuery,
  errors: list,
  produces: acquisition,
});

export const { atom: opdsLanguages, json: opds2Languages } = both('Languages', '/languages', {
  summary: 'OPDS languages',
  query: FeedPage,
  errors: list,
  produces: navigation,
});

export const { atom: opdsLanguage, json: opds2Language } = both('Language', '/languages/books', {
  summary: 'OPDS books in a language',
  query: NamedFeedQuery,
  errors: list,
  produces: acquisition,
});

export const { atom: opdsReading, json: opds2Reading } = both('Reading', '/reading', {
  summary: 'OPDS books the caller is reading',
  query: FeedPage,
  errors: list,
  produces: acquisition,
});

export const { atom: opdsReadNext, json: opds2ReadNext } = both('ReadNext', '/next', {
  summary: 'OPDS books to read next: of each series the caller has begun',
  errors: needsPermission,
  produces: acquisition,
});

export const opds2Search = {
  ...common,
  operationId: 'opds2Search',
  path: '/opds/v2/search',
  summary: 'search, OPDS 2.0',
  query: SearchFeedQuery,
  errors: list,
  produces: feed2,
} as const satisfies Operation;

export const opdsFile = {
  ...common,
  operationId: 'opdsFile',
  path: '/opds/books/:id/file',
  // KOReader puts `.pdf` behind the links of PDFs.
  appPath: '/opds/books/:id/file.pdf',
  summary: 'book file for OPDS readers',
  description: 'As `GET /books/:id/stream?download=1`.',
  params: IdParams,
  responses: streamBook.responses,
  errors: [...needsBook, 'BOOK_FILE_NOT_FOUND', 'RANGE_NOT_SATISFIABLE'],
  produces: streamBook.produces,
  idNouns: bookNoun,
} as const satisfies Operation;

export const opdsOpenSearch = {
  ...common,
  operationId: 'opdsOpenSearch',
  path: '/opds/opensearch.xml',
  summary: 'OpenSearch description',
  errors: needsPermission,
  produces: ['application/opensearchdescription+xml'],
} as const satisfies Operation;
