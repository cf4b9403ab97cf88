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
export type { CoverWish } from './cover.ts';
export { identifierUris } from './identifier-uris.ts';
export { imageSize, type ImageSize } from './image/image-size.ts';
export { isbnFromName } from './isbn-from-name.ts';
export { normalizeIsbn } from './isbn.ts';
export { DEFAULT_LIMITS, type ReadLimits } from './limits.ts';
export type { BookInput, ReadOptions } from './open-book.ts';
export {
  listPages,
  readPage,
  unpackPages,
  type ComicPage,
  type PageImage,
  type ReadPage,
  type UnpackOptions,
} from './pages.ts';
export { countPdfPages, drawPdfPage, type DrawOptions, type PageBitmap } from './pdf/pdf-pages.ts';
export { BookFileError } from './problem.ts';
export { readBook, readCover, type CoverImage, type ReadBookOptions } from './read-book.ts';
export type {
  Obfuscation,
  OutlineEntry,
  PackedFile,
  Publication,
  PublicationItem,
  PublicationLayout,
  PublicationMetadata,
  PublicationPage,
  ResourceEncryption,
} from './publication/publication.ts';
export { readPublication } from './publication/read-publication.ts';
export {
  readPackedFile,
  streamPackedFile,
  type PackedFileOptions,
  type PackedFileStreamOptions,
} from './publication/read-packed-file.ts';
