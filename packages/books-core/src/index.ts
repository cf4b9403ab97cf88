export type { BookQuery, BookSort, BookStatusFilter, Page, PageQuery } from './book-query.ts';
export { unknownAuthorName, type BookRecord, type TagRef } from './book-record.ts';
export { getBook, getVisibleBook, listBooksByIds, listTagsOfBook, type VisibleBook } from './books.ts';
export { createCatalog, type Catalog } from './catalog.ts';
export * from './errors.ts';
export type { TagRecord } from './tag-record.ts';
export type { UserPreferences } from './user-preferences.ts';
export { viewerArguments, type Viewer, type ViewerArguments } from './viewer.ts';
export { visibleBooks, visibleTo } from './visibility.ts';
