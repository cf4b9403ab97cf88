import type { CoverWish } from '../cover.ts';
import { chooseCover } from '../cover.ts';
import { forbiddenEntities } from '../entities-problem.ts';
import type { FactsDraft } from '../facts-draft.ts';
import { attempt } from '../facts-draft.ts';
import type { OpenBook } from '../open-book.ts';
import { isOutsideName, outsideNames } from '../outside-names.ts';
import { BookFileError } from '../problem.ts';
import { isZip } from '../signature.ts';
import { ZipArchive } from '../zip/zip-archive.ts';
import { findPackageDocument } from './container.ts';
import { encryptedPaths } from './encryption.ts';
import type { EpubPlace } from './epub-cover.ts';
import { epubCovers } from './epub-cover.ts';
import { collectPackageMetadata } from './package-metadata.ts';
import { parsePackageDocument } from './package-document.ts';
import { countListedPages } from './page-list.ts';

/** Reads an EPUB. Throws the problem of a file that is none; lesser problems are put into the facts. */
export function readEpub(book: OpenBook, facts: FactsDraft, wish: CoverWish): void {
  const { limits } = book.budget;
  if (!isZip(book.source)) throw new BookFileError('TYPE_MISMATCH', 'This file is not an EPUB.');
  const archive = new ZipArchive(book.source, book.budget);
  const entry = findPackageDocument(archive, book.budget);
  const document = parsePackageDocument(archive.read(entry, limits.metadataBytes), entry.name);
  collectPackageMetadata(document, facts);
  const encrypted = attempt(facts, () => encryptedPaths(archive, limits.metadataBytes)) ?? new Set();
  if (encrypted.size > 0) {
    facts.problem = { reason: 'ENCRYPTED', message: 'The content of the book is protected (DRM).' };
  }
  if (document.usesForbiddenEntities) facts.problem ??= forbiddenEntities;
  if (archive.entries.some(({ name }) => isOutsideName(name))) facts.problem ??= outsideNames;
  const place: EpubPlace = { archive, document, encrypted, limits };
  facts.pageCount = pageCountOf(place, facts);
  facts.cover = attempt(facts, () => chooseCover(epubCovers(place), wish, limits)) ?? null;
}

/** The page list is an extra: a damaged one is as good as none. */
function pageCountOf({ archive, document, limits }: EpubPlace, facts: FactsDraft): number | null {
  const count = (): number | null => {
    try {
      return countListedPages(archive, document, limits.metadataBytes);
    } catch (error) {
      if (error instanceof BookFileError && error.reason === 'CORRUPT') return null;
      throw error;
    }
  };
  return attempt(facts, count) ?? null;
}
