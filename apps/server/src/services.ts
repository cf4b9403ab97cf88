import { join } from 'node:path';
import {
  createAuthenticator,
  createAuthLimits,
  createBasicAuthenticator,
  createKoreaderAuthenticator,
  createKoreaderKeys,
  createPasswordHasher,
  forgetKoreaderKeys,
  type AuthContext,
  type Authenticator,
  type BasicAuthenticator,
  type KoreaderAuthenticator,
} from '@dust/auth';
import { createCatalog, type Catalog } from '@dust/books-core';
import { startCrawler, type CrawlerHandle } from '@dust/crawler';
import { openDatabase, type Database, type Db } from '@dust/db';
import type { Logger } from 'pino';
import { BookPages } from './book-pages/book-pages.ts';
import { PageCache } from './book-pages/page-cache.ts';
import type { Config } from './config/config.ts';
import { makeFolders } from './config/folders.ts';
import { CoverStore } from './covers/cover-store.ts';
import { CoverUrls } from './covers/cover-urls.ts';
import { EventHub } from './events/event-hub.ts';
import { defaultEventTimes, type EventTimes } from './events/event-stream.ts';
import { FilePool } from './file-pool.ts';
import { FileStamps } from './files/file-stamps.ts';
import { LibraryFolders } from './files/library-folders.ts';
import { Lifecycle } from './lifecycle.ts';
import { KeptAnswers } from './lists/kept-answers.ts';
import { VisibleBooks } from './lists/visible-books.ts';
import { migrationNotes } from './migration-notes.ts';
import { BookPresenter } from './presenters/book-presenter.ts';
import { serverVersion } from './version.ts';
import { WebClient } from './web/web-client.ts';
import { Publications } from './publications/publications.ts';
import { ResourceReader } from './publications/resource-reader.ts';
import { Resources } from './resources.ts';

/** Everything the routes and jobs of a server work with. */
export interface Services extends AuthContext, AsyncDisposable {
  readonly config: Config;
  readonly logger: Logger;
  readonly version: string;
  readonly jwtSecret: string;
  readonly database: Database;
  readonly db: Db;
  readonly authenticator: Authenticator;
  readonly basic: BasicAuthenticator;
  readonly koreader: KoreaderAuthenticator;
  readonly catalog: Catalog;
  readonly books: BookPresenter;
  readonly keptAnswers: KeptAnswers;
  readonly visibleBooks: VisibleBooks;
  readonly folders: LibraryFolders;
  readonly covers: CoverStore;
  readonly coverUrls: CoverUrls;
  readonly bookPages: BookPages;
  readonly pageCache: PageCache;
  readonly fileStamps: FileStamps;
  readonly publications: Publications;
  readonly resourceReader: ResourceReader;
  readonly crawler: CrawlerHandle;
  readonly events: EventHub;
  readonly eventTimes: EventTimes;
  readonly lifecycle: Lifecycle;
  /** Null when no folder of one is configured. */
  readonly webClient: WebClient | null;
}

export interface ServiceOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly jwtSecret: string;
  readonly clock?: () => Date;
  /** Called with the text of every statement, for measurements. */
  readonly onStatement?: (sql: string) => void;
  readonly eventTimes?: EventTimes;
  /** Lowest cost of password hashes accepted, for tests. */
  readonly minBcryptCost?: number;
}

/** A thread at rest costs 12 MB, starting one 50 ms. */
const crawlerIdleMs = 5_000;
const keptAnswerBytes = 96 * 1024 * 1024;

/** Opens the database and puts the services together; disposing of them ends their threads and closes the database. */
export async function createServices(options: ServiceOptions): Promise<Services> {
  const { config, logger, jwtSecret, clock = () => new Date() } = options;
  await using resources = new Resources();
  makeFolders(config);
  const database = resources.use(
    await openDatabase({
      file: config.databaseFile,
      cacheKiB: 4096,
      sharesCommits: true,
      ...(options.onStatement === undefined ? {} : { onStatement: options.onStatement }),
    }),
  );
  const { db } = database;
  for (const { level, fields, message } of migrationNotes(database.migration)) logger[level](fields, message);
  const hasher = resources.use(
    createPasswordHasher({
      cost: config.bcryptCost,
      ...(options.minBcryptCost === undefined ? {} : { minCost: options.minBcryptCost }),
    }),
  );
  const koreaderKeys = resources.use(
    createKoreaderKeys({
      db,
      clock,
      hasher,
      onError: (error) => logger.warn({ err: error }, 'could not keep what KOReader signs in with'),
    }),
  );
  if (!config.kosync.isOn) await forgetKoreaderKeys(db);
  const auth: AuthContext = {
    db,
    clock,
    hasher,
    limits: createAuthLimits({
      clock,
      failuresPerPair: config.limits.signIns,
      failuresPerAddress: config.limits.failures,
      registrationsPerAddress: config.limits.registrations,
    }),
    koreaderKeys: config.kosync.isOn ? koreaderKeys : undefined,
    onUnusableHash: (userId) =>
      logger.warn({ userId }, 'this account has no usable password; an administrator can set one'),
  };
  const authenticator = resources.use(
    createAuthenticator({
      db,
      clock,
      onTouchError: (error) => logger.warn({ err: error }, 'could not note when sessions were used'),
    }),
  );
  const appPasswordUses = {
    onTouchError: (error: unknown) =>
      logger.warn({ err: error }, 'could not note when app passwords were used'),
  };
  const basic = resources.use(createBasicAuthenticator(auth, appPasswordUses));
  const koreader = resources.use(createKoreaderAuthenticator(auth, appPasswordUses));
  const folders = new LibraryFolders(config.directories);
  const externalCovers = join(config.dataDir, 'external-covers');
  const coverFolders = new LibraryFolders([...config.directories, externalCovers]);
  const pool = resources.use(new FilePool());
  const covers = new CoverStore({ folder: join(config.dataDir, 'covers'), library: coverFolders, pool });
  const pageCache = resources.use(
    new PageCache({
      folder: join(config.dataDir, 'cache', 'pages'),
      maxBytes: config.pageCacheBytes,
      logger,
      clock,
    }),
  );
  const events = new EventHub(clock);
  const crawler = resources.use(
    startCrawler({
      databaseFile: database.file,
      writeTurns: database.writeTurns,
      directories: config.directories,
      missingLimit: config.missingLimit,
      watch: config.isWatching,
      externalMetadata: {
        mode: config.externalMetadata,
        coverFolder: externalCovers,
        googleBooksKey: config.googleBooksKey,
      },
      logger,
      idleMs: crawlerIdleMs,
    }),
  );
  const coverUrls = new CoverUrls(jwtSecret);
  const owned = resources.move();
  return {
    ...auth,
    config,
    logger,
    version: serverVersion,
    jwtSecret,
    database,
    authenticator,
    basic,
    koreader,
    catalog: createCatalog({ db }),
    books: new BookPresenter(config.directories, coverUrls),
    visibleBooks: new VisibleBooks(db),
    keptAnswers: new KeptAnswers({ maxTotalBytes: keptAnswerBytes }),
    folders,
    covers,
    coverUrls,
    bookPages: new BookPages({ folders, pool, cache: pageCache }),
    pageCache,
    fileStamps: new FileStamps(folders),
    publications: new Publications({ folders, pool }),
    resourceReader: new ResourceReader(folders),
    crawler,
    events,
    eventTimes: options.eventTimes ?? defaultEventTimes,
    lifecycle: new Lifecycle(),
    webClient: config.webDir === null ? null : new WebClient(config.webDir),
    [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose](),
  };
}
