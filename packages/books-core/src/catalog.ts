import type { Db } from '@dust/db';
import type { BookRecord } from './books/book-record.ts';
import { getAuthor, listAuthors, type AuthorRecord } from './browse/authors.ts';
import { getGenre, listGenres, type GenreRecord } from './browse/genres.ts';
import { findFacets, type Facets } from './browse/facets.ts';
import {
  listLanguages,
  listPublishers,
  listTagGroups,
  type BookGroup,
  type TagGroup,
} from './browse/groups.ts';
import { pageOfGroups } from './browse/page-of-groups.ts';
import { getSeries, listSeries, type SeriesRecord } from './browse/series.ts';
import { getArchiveStats, type ArchiveStats } from './figures/archive-stats.ts';
import { getLibraryStats, type LibraryStats } from './figures/library-stats.ts';
import { readChunks, readPage, type BookList } from './lists/book-list.ts';
import {
  archiveList,
  authorList,
  genreList,
  queryList,
  seriesList,
  taggedList,
  tagList,
} from './lists/book-lists.ts';
import { TagNotFoundError } from './errors.ts';
import type { BookQuery, Page, PageQuery } from './lists/book-query.ts';
import { Remembered } from './lists/remembered.ts';
import { userPreferences, type UserPreferences } from './tags/user-preferences.ts';
import type { Viewer } from './viewer.ts';

/**
 * The library as viewers see it. Keeps totals in memory for as long as nothing changes. Lists are whole without `limit` and
 * `cursor`; a cursor that is damaged or of another list throws `InvalidCursorError`.
 */
export interface Catalog {
  listBooks(viewer: Viewer, query?: BookQuery): Promise<Page<BookRecord>>;
  /** All books of a query in pieces of 250, between which the event loop turns; `limit` and `cursor` do not count. */
  streamBooks(viewer: Viewer, query?: BookQuery): AsyncIterable<readonly BookRecord[]>;
  /** Active books with the tag of this name, whatever its case, by name; none for an unknown tag. */
  listBooksByTag(viewer: Viewer, tagName: string, page?: PageQuery): Promise<Page<BookRecord>>;
  /** Archived books, those archived last first. */
  listArchivedBooks(viewer: Viewer, page?: PageQuery): Promise<Page<BookRecord>>;
  /** Authors of visible active books, by name. */
  listAuthors(viewer: Viewer, page?: PageQuery): Promise<Page<AuthorRecord>>;
  /** Throws `AuthorNotFoundError`. */
  getAuthor(viewer: Viewer, authorId: number, page?: PageQuery): Promise<AuthorWithBooks>;
  /** All genres by name. */
  listGenres(viewer: Viewer): Promise<readonly GenreRecord[]>;
  /** Throws `GenreNotFoundError`. */
  getGenre(viewer: Viewer, genreId: number, page?: PageQuery): Promise<GenreWithBooks>;
  /** Series of visible active books, by name. */
  listSeries(viewer: Viewer, page?: PageQuery): Promise<Page<SeriesRecord>>;
  /** Throws `SeriesNotFoundError`. */
  getSeries(viewer: Viewer, seriesId: number, page?: PageQuery): Promise<SeriesWithBooks>;
  /** What the active books can be narrowed to. */
  findFacets(viewer: Viewer): Promise<Facets>;
  /** Publishers of visible active books, by name. */
  listPublishers(viewer: Viewer, page?: PageQuery): Promise<Page<BookGroup>>;
  /** Languages of visible active books, as the books name them and by that. */
  listLanguages(viewer: Viewer, page?: PageQuery): Promise<Page<BookGroup>>;
  /** Tags of all categories, or of one, by name; those without a book included. */
  listTagGroups(viewer: Viewer, page?: PageQuery & { readonly category?: string }): Promise<Page<TagGroup>>;
  /** Throws `TagNotFoundError`. */
  getTag(viewer: Viewer, tagId: number, page?: PageQuery): Promise<TagWithBooks>;
  /** Which tags and genres the viewer may see the books of. */
  userPreferences(viewer: Viewer): Promise<UserPreferences>;
  archiveStats(viewer: Viewer, now?: Date): Promise<ArchiveStats>;
  libraryStats(viewer: Viewer): Promise<LibraryStats>;
}

/** An author with active books by name. */
export interface AuthorWithBooks {
  readonly author: AuthorRecord;
  readonly books: Page<BookRecord>;
}

/** A genre with active books by name. */
export interface GenreWithBooks {
  readonly genre: GenreRecord;
  readonly books: Page<BookRecord>;
}

/** A series with active books by number, then name. */
export interface SeriesWithBooks {
  readonly series: SeriesRecord;
  readonly books: Page<BookRecord>;
}

/** A tag with active books by name. */
export interface TagWithBooks {
  readonly tag: TagGroup;
  readonly books: Page<BookRecord>;
}

export function createCatalog({ db }: { readonly db: Db }): Catalog {
  const remembered = new Remembered(db);
  const read = (list: BookList, page: PageQuery = {}): Promise<Page<BookRecord>> =>
    readPage(db, remembered, { list, page });
  return {
    listBooks: (viewer, query = {}) => read(queryList(viewer, query), query),
    streamBooks: (viewer, query = {}) => readChunks(db, remembered, queryList(viewer, query)),
    listBooksByTag: (viewer, tagName, page) => read(tagList(viewer, tagName), page),
    listArchivedBooks: (viewer, page) => read(archiveList(viewer), page),
    listAuthors: (viewer, page = {}) => listAuthors(db, remembered, { viewer, page }),
    getAuthor: async (viewer, authorId, page) => {
      const author = await getAuthor(db, viewer, authorId);
      return { author, books: await read(authorList(viewer, author), page) };
    },
    listGenres: (viewer) => listGenres(remembered, viewer),
    getGenre: async (viewer, genreId, page) => {
      const genre = await getGenre(remembered, viewer, genreId);
      return { genre, books: await read(genreList(viewer, genre), page) };
    },
    listSeries: (viewer, page = {}) => listSeries(db, remembered, { viewer, page }),
    getSeries: async (viewer, seriesId, page) => {
      const series = await getSeries(db, viewer, seriesId);
      return { series, books: await read(seriesList(viewer, series), page) };
    },
    findFacets: (viewer) => findFacets(remembered, viewer),
    listPublishers: async (viewer, page = {}) =>
      pageOfGroups('publishers', await listPublishers(remembered, viewer), page),
    listLanguages: async (viewer, page = {}) =>
      pageOfGroups('languages', await listLanguages(remembered, viewer), page),
    listTagGroups: async (viewer, { category, ...page } = {}) => {
      const tags = await listTagGroups(remembered, viewer);
      const listed = category === undefined ? tags : tags.filter((tag) => tag.category === category);
      return pageOfGroups(`tags ${category ?? ''}`, listed, page);
    },
    getTag: async (viewer, tagId, page) => {
      const tag = (await listTagGroups(remembered, viewer)).find(({ id }) => id === tagId);
      if (tag === undefined) throw new TagNotFoundError();
      return { tag, books: await read(taggedList(viewer, tag), page) };
    },
    userPreferences: async (viewer) => userPreferences(viewer, await remembered.snapshot()),
    archiveStats: (viewer, now = new Date()) => getArchiveStats(db, viewer, now),
    libraryStats: (viewer) => getLibraryStats(db, remembered, viewer),
  };
}
