import type { CoverCandidate, CoverWish } from '../cover.ts';
import { chooseCover } from '../cover.ts';
import { forbiddenEntities } from '../entities-problem.ts';
import type { FactsDraft } from '../facts-draft.ts';
import { attempt } from '../facts-draft.ts';
import { imageTypeOfName, isCoverType } from '../image/media-type.ts';
import type { ReadLimits } from '../limits.ts';
import type { OpenBook } from '../open-book.ts';
import { isOutsideName, outsideNames } from '../outside-names.ts';
import { BookFileError, problemOf } from '../problem.ts';
import type { ArchiveFile, ComicArchive } from './comic-archive.ts';
import { collectComicInfo } from './comic-info.ts';
import { openComicArchive } from './open-comic-archive.ts';
import { pageFiles } from './page-files.ts';

/** Reads a comic. Throws the problem of a file that is none; lesser problems are put into the facts. */
export async function readComic(book: OpenBook, facts: FactsDraft, wish: CoverWish): Promise<void> {
  const { limits } = book.budget;
  using archive = await openComicArchive(book);
  if (archive.problem !== undefined) facts.problem = problemOf(archive.problem);
  const pages = pageFiles(archive);
  const hasOutsideNames = archive.files.some(({ name }) => isOutsideName(name));
  if (pages.length === 0) {
    if (hasOutsideNames) throw new BookFileError(outsideNames.reason, outsideNames.message);
    throw new BookFileError('TYPE_MISMATCH', 'This archive is not a comic: it holds no images.');
  }
  facts.pageCount = pages.length;
  const coverIndex = attempt(facts, () => infoIn(archive, facts, limits));
  notePageProblems(pages, facts, limits);
  if (hasOutsideNames) facts.problem ??= outsideNames;
  facts.cover =
    attempt(facts, () => chooseCover(covers({ archive, pages, limits }, coverIndex), wish, limits)) ?? null;
}

function infoIn(archive: ComicArchive, facts: FactsDraft, limits: ReadLimits): number | undefined {
  const file = archive.files.find(({ name }) => name.toLowerCase() === 'comicinfo.xml');
  if (file === undefined) return undefined;
  const info = collectComicInfo(file.read(limits.metadataBytes), facts);
  if (info.usesForbiddenEntities) facts.problem ??= forbiddenEntities;
  return info.frontCoverIndex;
}

function notePageProblems(pages: readonly ArchiveFile[], facts: FactsDraft, limits: ReadLimits): void {
  if (pages.some(({ isEncrypted }) => isEncrypted)) {
    facts.problem ??= { reason: 'ENCRYPTED', message: 'The archive is protected with a password.' };
  } else if (pages.some(({ sizeBytes }) => sizeBytes > limits.imageBytes)) {
    facts.problem ??= { reason: 'TOO_LARGE', message: 'An image in the file is larger than is allowed.' };
  }
}

interface ComicPlace {
  readonly archive: ComicArchive;
  readonly pages: readonly ArchiveFile[];
  readonly limits: ReadLimits;
}

function* covers(place: ComicPlace, declaredIndex: number | undefined): Generator<CoverCandidate> {
  const declared = declaredIndex === undefined ? undefined : place.pages[declaredIndex];
  if (declared !== undefined) yield candidate(place, declared, 'embedded');
  const first = place.pages.find(({ name }) => isCoverType(imageTypeOfName(name)));
  if (first !== undefined) yield candidate(place, first, 'first-page');
}

function candidate(place: ComicPlace, file: ArchiveFile, kind: CoverCandidate['kind']): CoverCandidate {
  return {
    kind,
    mediaType: imageTypeOfName(file.name) ?? '',
    sizeBytes: file.sizeBytes,
    read: () => file.read(place.limits.imageBytes),
  };
}
