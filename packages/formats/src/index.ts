export type {
  BookCover,
  BookFacts,
  BookIdentifier,
  BookSeries,
  Creator,
  Problem,
  ProblemReason,
} from './book-facts.ts';
export { formatOfName, withoutBookExtension, type BookFormat } from './book-format.ts';
export { bytesSource, openDescriptorSource, openFileSource, type ByteSource } from './byte-source.ts';
export { contentHash, partialMd5 } from './content-hash.ts';
export { isbnFromName } from './isbn-from-name.ts';
export { normalizeIsbn } from './isbn.ts';
export { DEFAULT_LIMITS, type ReadLimits } from './limits.ts';
export type { ComicPage, PageImage } from './pages.ts';
export { BookFileError } from './problem.ts';
export type { BookInput, ReadOptions } from './open-book.ts';
export { readBook, type ReadBookOptions } from './read-book.ts';
