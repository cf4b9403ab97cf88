import { bookEntry } from '../opds/entry.ts';
import { sendEntries, sendFeeds } from '../opds/feed-route.ts';
import {
  authorFeed,
  genreFeed,
  languageFeed,
  publisherFeed,
  seriesFeed,
  tagFeed,
} from '../opds/group-books-feeds.ts';
import {
  authorsFeed,
  genresFeed,
  languagesFeed,
  publishersFeed,
  seriesListFeed,
  tagsFeed,
} from '../opds/group-feeds.ts';
import { booksFeed, newFeed, searchFeed } from '../opds/library-feeds.ts';
import { sendOpenSearch } from '../opds/open-search.ts';
import { atom, opds2 } from '../opds/protocol.ts';
import { nextFeed, readingFeed } from '../opds/reader-feeds.ts';
import { rootFeed } from '../opds/root-feed.ts';
import type { RouteSetup } from './route-setup.ts';

/** The catalogues for reading apps: the same books and lists in two protocols. */
export function serveOpds(setup: RouteSetup): void {
  serveAtom(setup);
  serveOpds2(setup);
}

/** OPDS 1.2. */
function serveAtom({ router, services }: RouteSetup): void {
  router.route('opdsRoot', sendFeeds(services, atom, rootFeed));
  router.route('opdsNew', sendFeeds(services, atom, newFeed));
  router.route('opdsBooks', sendFeeds(services, atom, booksFeed));
  router.route('opdsAuthors', sendFeeds(services, atom, authorsFeed));
  router.route('opdsAuthor', sendFeeds(services, atom, authorFeed));
  router.route('opdsGenres', sendFeeds(services, atom, genresFeed));
  router.route('opdsGenre', sendFeeds(services, atom, genreFeed));
  router.route('opdsSeriesList', sendFeeds(services, atom, seriesListFeed));
  router.route('opdsSeries', sendFeeds(services, atom, seriesFeed));
  router.route('opdsTags', sendFeeds(services, atom, tagsFeed));
  router.route('opdsTag', sendFeeds(services, atom, tagFeed));
  router.route('opdsPublishers', sendFeeds(services, atom, publishersFeed));
  router.route('opdsPublisher', sendFeeds(services, atom, publisherFeed));
  router.route('opdsLanguages', sendFeeds(services, atom, languagesFeed));
  router.route('opdsLanguage', sendFeeds(services, atom, languageFeed));
  router.route('opdsReading', sendFeeds(services, atom, readingFeed));
  router.route('opdsReadNext', sendFeeds(services, atom, nextFeed));
  router.route('opdsBook', sendEntries(services, atom, bookEntry));
  router.route('opdsOpenSearch', (call) => sendOpenSearch(services, call));
}

/** OPDS 2.0. */
function serveOpds2({ router, services }: RouteSetup): void {
  router.route('opds2Root', sendFeeds(services, opds2, rootFeed));
  router.route('opds2New', sendFeeds(services, opds2, newFeed));
  router.route('opds2Books', sendFeeds(services, opds2, booksFeed));
  router.route('opds2Authors', sendFeeds(services, opds2, authorsFeed));
  router.route('opds2Author', sendFeeds(services, opds2, authorFeed));
  router.route('opds2Genres', sendFeeds(services, opds2, genresFeed));
  router.route('opds2Genre', sendFeeds(services, opds2, genreFeed));
  router.route('opds2SeriesList', sendFeeds(services, opds2, seriesListFeed));
  router.route('opds2Series', sendFeeds(services, opds2, seriesFeed));
  router.route('opds2Tags', sendFeeds(services, opds2, tagsFeed));
  router.route('opds2Tag', sendFeeds(services, opds2, tagFeed));
  router.route('opds2Publishers', sendFeeds(services, opds2, publishersFeed));
  router.route('opds2Publisher', sendFeeds(services, opds2, publisherFeed));
  router.route('opds2Languages', sendFeeds(services, opds2, languagesFeed));
  router.route('opds2Language', sendFeeds(services, opds2, languageFeed));
  router.route('opds2Reading', sendFeeds(services, opds2, readingFeed));
  router.route('opds2ReadNext', sendFeeds(services, opds2, nextFeed));
  router.route('opds2Book', sendEntries(services, opds2, bookEntry));
  router.route('opds2Search', sendFeeds(services, opds2, searchFeed));
}
