import type { PackedFile, PublicationItem } from '../publication/publication.ts';
import { resourceType } from '../publication/resource-type.ts';
import { isLocked, packedFilesOf } from '../zip/packed-files.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import type { ZipEntry } from '../zip/zip-entry.ts';
import type { EpubEncryption } from './encryption.ts';
import { obfuscationBy } from './obfuscation.ts';
import type { ManifestItem, PackageDocument } from './package-document.ts';
import { contentsOf, placeInSpread } from './rendition.ts';

export interface ItemsPlace {
  readonly archive: ZipArchive;
  readonly document: PackageDocument;
  readonly encryption: EpubEncryption;
  /** Entry name of the cover image. */
  readonly cover: string | undefined;
}

export interface EpubItems {
  readonly readingOrder: readonly PublicationItem[];
  readonly resources: readonly PublicationItem[];
  readonly files: readonly PackedFile[];
}

interface Found {
  readonly item: ManifestItem;
  readonly entry: ZipEntry;
}

/** The files of an EPUB: in reading order, beside it, and all that its container holds. Each file is named once. */
export function epubItems(place: ItemsPlace): EpubItems {
  const { archive, document } = place;
  const byId = new Map<string, Found>();
  const byName = new Map<string, Found>();
  for (const item of document.manifest) {
    const entry = archive.find(item.path);
    if (entry === undefined || isLocked(entry)) continue;
    const found = byName.get(entry.name) ?? { item, entry };
    byName.set(entry.name, found);
    if (!byId.has(item.id)) byId.set(item.id, found);
  }
  const order = new Map<string, PublicationItem>();
  for (const [spineIndex, { id, isLinear, properties }] of document.spine.entries()) {
    const found = byId.get(id);
    if (found === undefined || !isLinear || order.has(found.entry.name)) continue;
    order.set(found.entry.name, { ...itemOf(place, found), ...placeInSpread(properties), spineIndex });
  }
  const others = [...byName.values()].filter(
    ({ entry }) => !order.has(entry.name) && entry.name !== document.path,
  );
  return {
    readingOrder: [...order.values()],
    resources: others.map((found) => itemOf(place, found)),
    files: filesOf(place, byName),
  };
}

function itemOf({ encryption, cover }: ItemsPlace, { item, entry }: Found): PublicationItem {
  return {
    path: entry.name,
    mediaType: resourceType(item.mediaType, entry.name),
    sizeBytes: entry.sizeBytes,
    packedBytes: entry.compressedBytes,
    layout: null,
    page: null,
    contains: contentsOf(item.properties),
    encryption: encryption.encrypted.get(item.path) ?? null,
    isCover: entry.name === cover,
    isContents: item.properties.includes('nav'),
    spineIndex: null,
  };
}

function filesOf(
  { archive, document, encryption }: ItemsPlace,
  declared: ReadonlyMap<string, Found>,
): PackedFile[] {
  return packedFilesOf(archive, (name) => {
    const algorithm = encryption.obfuscated.get(name);
    return {
      mediaType: resourceType(declared.get(name)?.item.mediaType, name),
      obfuscation: algorithm === undefined ? null : obfuscationBy(algorithm, document),
    };
  });
}
