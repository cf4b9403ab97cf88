export { unknownAuthorName, type BookRecord, type TagRef } from './books/book-record.ts';
export { getCoverFacts, type CoverFacts } from './books/cover-facts.ts';
export {
  getBook,
  getVisibleBook,
  listBooksByIds,
  listTagsOfBook,
  type VisibleBook,
} from './books/get-books.ts';
export { createCatalog, type Catalog } from './catalog.ts';
export * from './errors.ts';
export { getLibrarySize, type LibrarySize } from './figures/library-size.ts';
export type { BookQuery, BookSort, BookStatusFilter, Page, PageQuery } from './lists/book-query.ts';
export { addBookTag, removeBookTag, type BookTagChange, type BookTagResult } from './tags/book-tags.ts';
export { createTag, deleteTag, updateTag, type NewTagFields, type TagChange } from './tags/tag-editing.ts';
export type { TagRecord } from './tags/tag-record.ts';
export { listTags, listTagsByCategory } from './tags/tags.ts';
export type { UserPreferences } from './tags/user-preferences.ts';
export { viewerArguments, type Viewer, type ViewerArguments } from './viewer.ts';
export { visibleBooks, visibleTo } from './visibility.ts';
