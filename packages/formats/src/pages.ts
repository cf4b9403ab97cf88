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

export interface ReadPage extends PageImage {
  /** Whether all that lies in front of it in the archive had to be unpacked as well; see `unpackPages`. */
  readonly isDear: boolean;
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
): Promise<ReadPage> {
  using book = openBook(input, options);
  const { openComicArchive } = await import('./comic/open-comic-archive.ts');
  using archive = await openComicArchive(book);
  const file = pageFiles(archive)[pageNumber - 1];
  if (file === undefined) throw new RangeError(`There is no page ${pageNumber}.`);
  const data = file.read(book.budget.limits.imageBytes);
  return { ...imageOf(file, data), isDear: archive.isSolid };
}

export interface UnpackOptions extends ReadOptions {
  /** Number of the page to begin with, from 1; those that lie in front of it in the archive are passed over. */
  readonly from: number;
  readonly isWanted: (pageNumber: number) => boolean;
  /** Gets each wanted page; returns whether to go on. */
  readonly take: (pageNumber: number, image: PageImage) => boolean;
}

/**
 * Unpacks pages of a comic in one pass, in the order they lie in the archive, which is not always that of their numbers.
 * Rejects as `readPage` does.
 */
export async function unpackPages(
  input: BookInput,
  { from, isWanted, take, ...options }: UnpackOptions,
): Promise<void> {
  using book = openBook(input, options);
  const { openComicArchive } = await import('./comic/open-comic-archive.ts');
  using archive = await openComicArchive(book);
  const pages = pageFiles(archive);
  const first = pages[from - 1];
  if (first === undefined) throw new RangeError(`There is no page ${from}.`);
  const numbers = new Map(pages.map((file, index) => [file, index + 1]));
  let isPassed = false;
  archive.readInOrder({
    maxBytes: book.budget.limits.imageBytes,
    choose: (file) => {
      isPassed ||= file === first;
      const number = numbers.get(file);
      return isPassed && number !== undefined && isWanted(number);
    },
    take: (file, data) => take(numbers.get(file) ?? 0, imageOf(file, data)),
  });
}

function imageOf(file: ArchiveFile, bytes: Uint8Array): PageImage {
  const data = ownBytes(bytes);
  return { data, mediaType: imageSize(data)?.mediaType ?? typeOf(file) };
}

function typeOf(file: ArchiveFile): string {
  return imageTypeOfName(file.name) ?? 'application/octet-stream';
}
