import type { OpenBook } from '../open-book.ts';
import { BookFileError } from '../problem.ts';
import { openRarComic } from '../rar/rar-comic.ts';
import { isRar, isZip } from '../signature.ts';
import { ZipArchive } from '../zip/zip-archive.ts';
import type { ArchivePass, ComicArchive } from './comic-archive.ts';

/** Opens the archive of a comic as what it is, whatever its name says. Throws a TYPE_MISMATCH problem for others. */
export async function openComicArchive(book: OpenBook): Promise<ComicArchive> {
  if (isZip(book.source)) return zipComic(new ZipArchive(book.source, book.budget));
  if (isRar(book.source)) return openRarComic(book);
  throw new BookFileError('TYPE_MISMATCH', 'This file is not an archive of images.');
}

function zipComic(zip: ZipArchive): ComicArchive {
  const files = zip.entries.map((entry) => ({
    name: entry.name,
    sizeBytes: entry.sizeBytes,
    isEncrypted: entry.isEncrypted,
    read: (maxBytes: number) => zip.read(entry, maxBytes),
  }));
  const readInOrder = ({ maxBytes, choose, take }: ArchivePass): void => {
    for (const file of files) {
      if (choose(file) && !take(file, file.read(maxBytes))) return;
    }
  };
  return { files, isSolid: false, readInOrder, [Symbol.dispose]: () => {} };
}
