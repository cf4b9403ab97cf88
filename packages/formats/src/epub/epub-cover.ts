import type { CoverCandidate } from '../cover.ts';
import { imageTypeOfName } from '../image/media-type.ts';
import type { ReadLimits } from '../limits.ts';
import { BookFileError } from '../problem.ts';
import { decodeXmlBytes } from '../xml/decode-text.ts';
import { decodeEntities } from '../xml/entities.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import { resolveHref } from './href.ts';
import { guideCovers, type ManifestItem, type PackageDocument } from './package-document.ts';

const IMAGE_TAG = /<(?:[\w-]{1,20}:)?(?:img|image)\s[^<>]*>/gi;
const IMAGE_LINK = /\s(?:src|(?:[\w-]{1,20}:)?href)\s*=\s*(?:"([^"]+)"|'([^']+)')/i;

export interface EpubPlace {
  readonly archive: ZipArchive;
  readonly document: PackageDocument;
  /** Archive paths that cannot be read. */
  readonly encrypted: ReadonlySet<string>;
  readonly limits: ReadLimits;
}

export interface EpubCover extends CoverCandidate {
  /** Name of the archive's entry. */
  readonly entryName: string;
}

/**
 * The images that may be the cover, best first: the manifest's `cover-image`, `meta name="cover"`, the guide, and the
 * first image of the first document.
 */
export function* epubCovers(place: EpubPlace): Generator<EpubCover> {
  for (const path of declaredPaths(place.document)) yield* imagesAt(place, path, 'embedded');
  const [first] = place.document.spine;
  const item = place.document.manifest.find(({ id }) => id === first?.id);
  if (item !== undefined) yield* imagesAt(place, item.path, 'first-page');
}

function* declaredPaths(document: PackageDocument): Generator<string> {
  const { manifest, metadata, path } = document;
  for (const item of manifest) if (item.properties.includes('cover-image')) yield item.path;
  for (const { name, attributes } of metadata) {
    const content = attributes.get('content')?.trim();
    if (name !== 'meta' || content === undefined || attributes.get('name')?.toLowerCase() !== 'cover')
      continue;
    // Some files give the path instead of the id.
    const declared = manifest.find(({ id }) => id === content)?.path ?? resolveHref(path, content);
    if (declared !== undefined) yield declared;
  }
  yield* guideCovers(document);
}

/** The image at a path, or the first image of the document there. */
function* imagesAt(place: EpubPlace, path: string, kind: CoverCandidate['kind']): Generator<EpubCover> {
  const item = place.document.manifest.find((candidate) => candidate.path === path);
  const imagePath = isImage(item, path) ? path : firstImagePath(place, path);
  const entry = imagePath === undefined ? undefined : place.archive.find(imagePath);
  if (entry === undefined || imagePath === undefined || place.encrypted.has(imagePath)) return;
  const imageItem = place.document.manifest.find((candidate) => candidate.path === imagePath);
  yield {
    kind,
    entryName: entry.name,
    mediaType: imageItem?.mediaType.replace('image/jpg', 'image/jpeg') ?? imageTypeOfName(imagePath) ?? '',
    sizeBytes: entry.sizeBytes,
    read: () => place.archive.read(entry, place.limits.imageBytes),
  };
}

function isImage(item: ManifestItem | undefined, path: string): boolean {
  return item?.mediaType.startsWith('image/') === true
    ? item.mediaType !== 'image/svg+xml'
    : imageTypeOfName(path) !== undefined;
}

function firstImagePath({ archive, encrypted, limits }: EpubPlace, path: string): string | undefined {
  const entry = archive.find(path);
  if (entry === undefined || encrypted.has(path) || entry.sizeBytes > limits.metadataBytes) return undefined;
  let data: Uint8Array;
  try {
    data = archive.read(entry, limits.metadataBytes);
  } catch (error) {
    if (error instanceof BookFileError && error.reason === 'CORRUPT') return undefined;
    throw error;
  }
  const href = firstImageLink(decodeXmlBytes(data));
  return href === undefined ? undefined : resolveHref(path, decodeEntities(href));
}

/** Searched instead of parsed: the page may be anything that looks like HTML. */
function firstImageLink(html: string): string | undefined {
  for (const [tag] of html.matchAll(IMAGE_TAG)) {
    const link = IMAGE_LINK.exec(tag);
    if (link !== null) return link[1] ?? link[2];
  }
  return undefined;
}
