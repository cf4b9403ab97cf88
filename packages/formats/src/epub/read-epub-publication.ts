import { noFacts } from '../book-facts.ts';
import type { FactsDraft } from '../facts-draft.ts';
import type { OpenBook } from '../open-book.ts';
import { BookFileError } from '../problem.ts';
import type { Publication, PublicationMetadata } from '../publication/publication.ts';
import { metadataOf } from '../publication/publication-metadata.ts';
import { isZip } from '../signature.ts';
import { isCoverType } from '../image/media-type.ts';
import { languageTag } from '../text/language-tag.ts';
import { ZipArchive } from '../zip/zip-archive.ts';
import { findPackageDocument } from './container.ts';
import { encryptionOf } from './encryption.ts';
import { epubCovers, type EpubPlace } from './epub-cover.ts';
import { epubItems } from './epub-items.ts';
import { readNavigation } from './navigation.ts';
import { collectPackageMetadata, contributorsOf } from './package-metadata.ts';
import { parsePackageDocument, type PackageDocument } from './package-document.ts';
import { layoutOf } from './rendition.ts';

/** Reads an EPUB as a publication. Throws the problem of a file that is none, or has nothing to read. */
export function readEpubPublication(book: OpenBook): Publication {
  const { budget, source } = book;
  const { metadataBytes } = budget.limits;
  if (!isZip(source)) throw new BookFileError('TYPE_MISMATCH', 'This file is not an EPUB.');
  const archive = new ZipArchive(source, budget);
  const entry = findPackageDocument(archive, budget);
  const document = parsePackageDocument(archive.read(entry, metadataBytes), entry.name);
  const encryption = encryptionOf(archive, metadataBytes);
  const encrypted = new Set(encryption.encrypted.keys());
  const cover = coverName({ archive, document, encrypted, limits: budget.limits });
  budget.check();
  const items = epubItems({ archive, document, encryption, cover });
  if (items.readingOrder.length === 0) {
    throw new BookFileError('CORRUPT', 'The EPUB has no text: its reading order is empty.');
  }
  const navigation = readNavigation({ archive, document, budget });
  budget.check();
  return {
    format: book.format,
    metadata: epubMetadata(document, navigation.pageList.length),
    ...items,
    ...navigation,
    pages: [],
  };
}

function epubMetadata(document: PackageDocument, listedPages: number): PublicationMetadata {
  const facts: FactsDraft = noFacts('epub');
  collectPackageMetadata(document, facts);
  return metadataOf(facts, {
    contributors: [...facts.creators, ...contributorsOf(document)],
    languages: languagesOf(document),
    readingProgression: document.readingProgression,
    layout: layoutOf(document),
    pageCount: listedPages === 0 ? null : listedPages,
  });
}

const MAX_LANGUAGES = 50;

function languagesOf({ metadata }: PackageDocument): string[] {
  const written = metadata.filter(({ name }) => name === 'language').slice(0, MAX_LANGUAGES);
  return [...new Set(written.flatMap(({ text }) => languageTag(text) ?? []))];
}

function coverName(place: EpubPlace): string | undefined {
  for (const { mediaType, entryName } of epubCovers(place)) if (isCoverType(mediaType)) return entryName;
  return undefined;
}
