import type { Db } from '@dust/db';
import { readChunks, readPage, type BookList } from './lists/book-list.ts';
import { contextOf, selectionOf, type BookQuery, type Page } from './lists/book-query.ts';
import type { BookRecord } from './books/book-record.ts';
import { Remembered } from './lists/remembered.ts';
import { userPreferences, type UserPreferences } from './tags/user-preferences.ts';
import type { Viewer } from './viewer.ts';

/** The library as viewers see it. Keeps totals in memory for as long as nothing changes. */
export interface Catalog {
  /** A page of books, or with neither `limit` nor `cursor` all of them. Throws `InvalidCursorError`. */
  listBooks(viewer: Viewer, query?: BookQuery): Promise<Page<BookRecord>>;
  /** All books of a query in pieces of 250, between which the event loop turns; `limit` and `cursor` do not count. */
  streamBooks(viewer: Viewer, query?: BookQuery): AsyncIterable<readonly BookRecord[]>;
  /** Which tags and genres the viewer may see the books of. */
  userPreferences(viewer: Viewer): Promise<UserPreferences>;
}

export function createCatalog({ db }: { readonly db: Db }): Catalog {
  const remembered = new Remembered(db);
  return {
    listBooks: (viewer, query = {}) => readPage(db, remembered, { list: listOf(viewer, query), page: query }),
    streamBooks: (viewer, query = {}) => readChunks(db, remembered, listOf(viewer, query)),
    userPreferences: async (viewer) => userPreferences(viewer, await remembered.snapshot()),
  };
}

function listOf(viewer: Viewer, query: BookQuery): BookList {
  return {
    viewer,
    sort: query.sort ?? 'id',
    context: contextOf(query),
    select: ({ tags }) => selectionOf(query, tags),
  };
}
