import type { ArchiveFile } from './comic/comic-archive.ts';
import { pageFiles } from './comic/page-files.ts';
import { ownBytes } from './cover.ts';
import { imageSize } from './image/image-size.ts';
import { imageTypeOfName } from './image/media-type.ts';
import type { BookInput, ReadOptions } from './open-book.ts';
import { openBook } from './open-book.ts';

/** One page of a comic. */
export interface ComicPage {
  /** From 1, in natural order of the names. */
  readonly number: number;
  /** Path in the archive; never to be used as a path of the file system. */
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
}

export interface PageImage {
  readonly data: Uint8Array;
  readonly mediaType: string;
}

/** The pages of a comic. Rejects with a `BookFileError` if it cannot be read. */
export async function listPages(input: BookInput, options: ReadOptions = {}): Promise<readonly ComicPage[]> {
  using book = openBook(input, options);
  const { openComicArchive } = await import('./comic/open-comic-archive.ts');
  using archive = await openComicArchive(book);
  return pageFiles(archive).map((file, index) => ({
    number: index + 1,
    name: file.name,
    mediaType: typeOf(file),
    sizeBytes: file.sizeBytes,
  }));
}

/**
 * One page of a comic, counted from 1. Rejects with a RangeError if there is no such page, and with a `BookFileError`
 * if it cannot be read.
 */
export async function readPage(
  input: BookInput,
  pageNumber: number,
  options: ReadOptions = {},
): Promise<PageImage> {
  using book = openBook(input, options);
  const { openComicArchive } = await import('./comic/open-comic-archive.ts');
  using archive = await openComicArchive(book);
  const file = pageFiles(archive)[pageNumber - 1];
  if (file === undefined) throw new RangeError(`There is no page ${pageNumber}.`);
  const data = ownBytes(file.read(book.budget.limits.imageBytes));
  return { data, mediaType: imageSize(data)?.mediaType ?? typeOf(file) };
}

function typeOf(file: ArchiveFile): string {
  return imageTypeOfName(file.name) ?? 'application/octet-stream';
}
