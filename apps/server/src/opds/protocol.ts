import {
  atomEntry,
  atomFeed,
  atomFeedType,
  mediaTypes,
  opds2Feed,
  opds2Publication,
  type Feed,
  type FeedKind,
  type Publication,
} from '@dust/opds';

/** One of the two languages that catalogues are written in. */
export interface Protocol {
  /** What the paths of its catalogue begin with. */
  readonly prefix: '/opds' | '/opds/v2';
  readonly otherPrefix: '/opds' | '/opds/v2';
  /** Where it has its search described, below the server's base: a document, or a template. */
  readonly search: string;
  readonly feedType: (kind: FeedKind) => string;
  readonly entryType: string;
  readonly writeFeed: (feed: Feed) => string;
  readonly writeEntry: (publication: Publication) => string;
}

/** Who makes the catalogues themselves. */
export const catalogAuthor = { name: 'Dust' } as const;

/** OPDS 1.2. */
export const atom: Protocol = {
  prefix: '/opds',
  otherPrefix: '/opds/v2',
  search: '/opds/opensearch.xml',
  feedType: (kind) => `${atomFeedType(kind)};charset=utf-8`,
  entryType: `${mediaTypes.atomEntry};charset=utf-8`,
  writeFeed: atomFeed,
  writeEntry: (publication) => atomEntry(publication, catalogAuthor),
};

/** OPDS 2.0. Its media types have no charset: JSON is UTF-8. */
export const opds2: Protocol = {
  prefix: '/opds/v2',
  otherPrefix: '/opds',
  search: '/opds/v2/search{?query}',
  feedType: () => mediaTypes.opds2Feed,
  entryType: mediaTypes.opds2Publication,
  writeFeed: opds2Feed,
  writeEntry: opds2Publication,
};
