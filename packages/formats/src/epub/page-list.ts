import { parseXml } from '../xml/parse-xml.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { childrenOf, descendantsOf } from '../xml/xml-element.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import type { ManifestItem, PackageDocument } from './package-document.ts';

const NCX_TYPE = 'application/x-dtbncx+xml';

/** Number of pages of the printed book, by the page list of EPUB 3 or EPUB 2; null if there is no such list. */
export function countListedPages(
  archive: ZipArchive,
  document: PackageDocument,
  maxBytes: number,
): number | null {
  const navigation = document.manifest.find(({ properties }) => properties.includes('nav'));
  const ncx =
    document.manifest.find(({ id }) => id !== '' && id === document.tocId) ??
    document.manifest.find(({ mediaType }) => mediaType === NCX_TYPE);
  return (
    countIn(archive, { item: navigation, mark: 'page-list', maxBytes }, navigationPages) ??
    countIn(archive, { item: ncx, mark: 'pageTarget', maxBytes }, ncxPages)
  );
}

interface PageListPlace {
  readonly item: ManifestItem | undefined;
  /** Without these letters the document has no page list, and need not be parsed. */
  readonly mark: string;
  readonly maxBytes: number;
}

function countIn(
  archive: ZipArchive,
  { item, mark, maxBytes }: PageListPlace,
  count: (root: XmlElement) => number,
): number | null {
  const entry = item === undefined ? undefined : archive.find(item.path);
  if (entry === undefined) return null;
  const data = archive.read(entry, maxBytes);
  if (!Buffer.from(data.buffer, data.byteOffset, data.byteLength).includes(mark)) return null;
  const pages = count(parseXml(data));
  return pages === 0 ? null : pages;
}

function navigationPages(root: XmlElement): number {
  for (const nav of descendantsOf(root, 'nav')) {
    const types = nav.attributes.get('type')?.split(/\s+/) ?? [];
    if (types.includes('page-list')) return [...descendantsOf(nav, 'a')].length;
  }
  return 0;
}

function ncxPages(root: XmlElement): number {
  const list = [...descendantsOf(root, 'pageList')][0];
  return childrenOf(list, 'pageTarget').length;
}
