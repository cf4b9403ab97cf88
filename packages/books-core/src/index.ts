export { archiveBook, unarchiveBook, type ArchiveRequest } from './books/archiving.ts';
export type { BookEdit } from './books/book-edit.ts';
export { unknownAuthorName, type BookRecord, type TagRef } from './books/book-record.ts';
export { getCoverFacts, listKnownCoverHashes, type CoverFacts } from './books/cover-facts.ts';
export { listCreators, type CreatorRecord } from './books/creators.ts';
export {
  getBook,
  getVisibleBook,
  listBooksByIds,
  listTagsOfBook,
  type VisibleBook,
} from './books/get-books.ts';
export { listVisibleIds } from './books/visible-ids.ts';
export { updateBook, type BookUpdate, type UpdatedBook } from './books/update-book.ts';
export type { AuthorRecord } from './browse/authors.ts';
export type { Facets, FacetValue } from './browse/facets.ts';
export type { BookGroup, TagGroup } from './browse/groups.ts';
export type { GenreRecord } from './browse/genres.ts';
export type { SeriesRecord } from './browse/series.ts';
export {
  createCatalog,
  type AuthorWithBooks,
  type Catalog,
  type GenreWithBooks,
  type SeriesWithBooks,
  type TagWithBooks,
} from './catalog.ts';
export * from './errors.ts';
export type { ArchiveStats } from './figures/archive-stats.ts';
export { getLibrarySize, type LibrarySize } from './figures/library-size.ts';
export type { LibraryStats } from './figures/library-stats.ts';
export type {
  BookQuery,
  BookSort,
  BookStatusFilter,
  Page,
  PageQuery,
  ReadingState,
} from './lists/book-query.ts';
export { listNextInSeries } from './lists/next-in-series.ts';
export { addBookTag, removeBookTag, type BookTagChange, type BookTagResult } from './tags/book-tags.ts';
export { createTag, deleteTag, updateTag, type NewTagFields, type TagChange } from './tags/tag-editing.ts';
export type { TagRecord } from './tags/tag-record.ts';
export { listBookIdsOfTag, listTags, listTagsByCategory } from './tags/tags.ts';
export type { UserPreferences } from './tags/user-preferences.ts';
export { viewerArguments, type Viewer, type ViewerArguments } from './viewer.ts';
export { visibleBooks, visibleTo } from './visibility.ts';
