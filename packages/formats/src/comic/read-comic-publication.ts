import { noFacts } from '../book-facts.ts';
import type { FactsDraft } from '../facts-draft.ts';
import { imageTypeOfName } from '../image/media-type.ts';
import type { OpenBook } from '../open-book.ts';
import { BookFileError } from '../problem.ts';
import { buildOutline, type OutlineSource } from '../publication/outline.ts';
import type { PackedFile, Publication, PublicationPage } from '../publication/publication.ts';
import { isZip } from '../signature.ts';
import { metadataOf, noResources } from '../publication/publication-metadata.ts';
import { tidyText } from '../text/tidy-text.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { childOf, childrenOf, type XmlElement } from '../xml/xml-element.ts';
import { packedFilesOf, type PackedFileFacts } from '../zip/packed-files.ts';
import { ZipArchive } from '../zip/zip-archive.ts';
import type { ArchiveFile, ComicArchive } from './comic-archive.ts';
import { collectComicInfo } from './comic-info.ts';
import { openComicArchive } from './open-comic-archive.ts';
import { pageFiles } from './page-files.ts';

/** Reads a comic as a publication. Throws the problem of a file that is none. */
export async function readComicPublication(book: OpenBook): Promise<Publication> {
  using archive = await openComicArchive(book);
  // Opened once more: only of a ZIP is it known where its files lie.
  const zip = isZip(book.source) ? new ZipArchive(book.source, book.budget) : undefined;
  const files = pageFiles(archive);
  if (files.length === 0) {
    throw new BookFileError('TYPE_MISMATCH', 'This archive is not a comic: it holds no images.');
  }
  const packed = zip === undefined ? undefined : packedFilesOf(zip, pageFacts);
  const facts: FactsDraft = noFacts(book.format);
  const info = infoOf(archive, book.budget.limits.metadataBytes, facts);
  const stated = statedPages(info);
  const coverIndex = Math.max(0, [...stated].find(([, page]) => page.get('Type') === 'FrontCover')?.[0] ?? 0);
  const all = files.map((file, index) => pageOf(file, { index, stated, isCover: index === coverIndex }));
  const pages = readablePages(all, archive, packed);
  if (pages.length === 0) throw new BookFileError('ENCRYPTED', 'No page of the comic can be read.');
  return {
    ...noResources,
    format: book.format,
    metadata: metadataOf(facts, {
      contributors: [...facts.creators, ...artistsIn(info)],
      readingProgression: progressionOf(info),
      pageCount: files.length,
    }),
    toc: buildOutline(bookmarksOf(stated, files.length)),
    pages,
    files: packed ?? [],
  };
}

/** A damaged ComicInfo is as good as none. */
function infoOf(archive: ComicArchive, maxBytes: number, facts: FactsDraft): XmlElement | undefined {
  const file = archive.files.find(({ name }) => name.toLowerCase() === 'comicinfo.xml');
  if (file === undefined) return undefined;
  try {
    const data = file.read(maxBytes);
    collectComicInfo(data, facts);
    return parseXml(data);
  } catch (error) {
    if (!(error instanceof BookFileError) || error.reason === 'TIMEOUT') throw error;
    return undefined;
  }
}

type StatedPages = ReadonlyMap<number, ReadonlyMap<string, string>>;

/** What the comic says of its pages, by index from 0. */
function statedPages(info: XmlElement | undefined): StatedPages {
  const pages = new Map<number, ReadonlyMap<string, string>>();
  for (const { attributes } of childrenOf(childOf(info, 'Pages'), 'Page')) {
    const index = Number(attributes.get('Image') ?? Number.NaN);
    if (Number.isInteger(index) && index >= 0) pages.set(index, attributes);
  }
  return pages;
}

function* bookmarksOf(stated: StatedPages, count: number): Generator<OutlineSource> {
  for (const [index, attributes] of [...stated].sort(([a], [b]) => a - b)) {
    const title = tidyText(attributes.get('Bookmark'));
    if (title !== null && index < count) yield { title, target: { page: index + 1 }, children: () => [] };
  }
}

const ROLES: ReadonlyMap<string, string> = new Map([
  ['Penciller', 'pen'],
  ['Inker', 'ink'],
  ['Colorist', 'clr'],
  ['Letterer', 'ltr'],
  ['CoverArtist', 'cov'],
  ['Editor', 'edt'],
  ['Translator', 'trl'],
]);

function artistsIn(info: XmlElement | undefined): Publication['metadata']['contributors'] {
  return [...ROLES].flatMap(([element, role]) =>
    (childOf(info, element)?.text ?? '').split(/[,;]/, 100).flatMap((text) => {
      const name = tidyText(text);
      return name === null ? [] : [{ name, role, fileAs: null }];
    }),
  );
}

/** Manga is read from right to left where it says so; others do not say. */
function progressionOf(info: XmlElement | undefined): 'rtl' | null {
  return tidyText(childOf(info, 'Manga')?.text) === 'YesAndRightToLeft' ? 'rtl' : null;
}

interface PagePlace {
  readonly index: number;
  readonly stated: StatedPages;
  readonly isCover: boolean;
}

function pageOf({ name }: ArchiveFile, { index, stated, isCover }: PagePlace): PublicationPage {
  const attributes = stated.get(index);
  const pixels = (attribute: string): number | null => {
    const value = Number(attributes?.get(attribute) ?? 0);
    return Number.isInteger(value) && value > 0 && value < 1_000_000 ? value : null;
  };
  return {
    number: index + 1,
    path: name,
    mediaType: imageTypeOfName(name) ?? 'application/octet-stream',
    width: pixels('ImageWidth'),
    height: pixels('ImageHeight'),
    isCover,
  };
}

/** The first page of each path, without those that are locked. */
function readablePages(
  pages: readonly PublicationPage[],
  { files }: ComicArchive,
  packed: readonly PackedFile[] | undefined,
): PublicationPage[] {
  const open =
    packed?.map(({ path }) => path) ?? files.filter((file) => !file.isEncrypted).map(({ name }) => name);
  const paths = new Set(open);
  return pages.filter(({ path }) => paths.delete(path));
}

function pageFacts(name: string): PackedFileFacts | undefined {
  const mediaType = imageTypeOfName(name);
  return mediaType === undefined ? undefined : { mediaType, obfuscation: null };
}
