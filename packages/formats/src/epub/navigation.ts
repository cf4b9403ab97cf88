import type { ReadBudget } from '../limits.ts';
import { BookFileError } from '../problem.ts';
import { buildOutline } from '../publication/outline.ts';
import type { OutlineEntry } from '../publication/publication.ts';
import { tidyText } from '../text/tidy-text.ts';
import { parseXml } from '../xml/parse-xml.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import { linkTarget } from './link-target.ts';
import { navigationEntries, type FindTarget } from './navigation-document.ts';
import { ncxEntries, ncxPages } from './ncx.ts';
import type { ManifestItem, PackageDocument } from './package-document.ts';

const NCX_TYPE = 'application/x-dtbncx+xml';

/** The lists of an EPUB that lead into its text. */
export interface EpubNavigation {
  readonly toc: readonly OutlineEntry[];
  readonly pageList: readonly OutlineEntry[];
  readonly landmarks: readonly OutlineEntry[];
}

export interface NavigationPlace {
  readonly archive: ZipArchive;
  readonly document: PackageDocument;
  readonly budget: ReadBudget;
}

interface NavigationFile {
  readonly root: XmlElement;
  readonly find: FindTarget;
}

/**
 * Reads the navigation document of EPUB 3, and for the lists it does not have the NCX and the guide of EPUB 2. A damaged
 * one is as good as none.
 */
export function readNavigation(place: NavigationPlace): EpubNavigation {
  const nav = fileOf(place, navigationItem(place.document));
  const from = (type: string): OutlineEntry[] =>
    nav === undefined ? [] : buildOutline(navigationEntries(nav.root, type, nav.find));
  const [toc, pageList, landmarks] = [from('toc'), from('page-list'), from('landmarks')];
  const ncx = toc.length > 0 && pageList.length > 0 ? undefined : fileOf(place, ncxItem(place.document));
  return {
    toc: toc.length > 0 || ncx === undefined ? toc : buildOutline(ncxEntries(ncx.root, ncx.find)),
    pageList:
      pageList.length > 0 || ncx === undefined ? pageList : buildOutline(ncxPages(ncx.root, ncx.find)),
    landmarks: landmarks.length > 0 ? landmarks : guideOf(place),
  };
}

/** The navigation document of EPUB 3. */
function navigationItem({ manifest }: PackageDocument): ManifestItem | undefined {
  return manifest.find(({ properties }) => properties.includes('nav'));
}

function ncxItem({ manifest, tocId }: PackageDocument): ManifestItem | undefined {
  return (
    manifest.find(({ id }) => id !== '' && id === tocId) ??
    manifest.find(({ mediaType }) => mediaType === NCX_TYPE)
  );
}

function fileOf(
  { archive, budget }: NavigationPlace,
  item: ManifestItem | undefined,
): NavigationFile | undefined {
  const entry = item === undefined ? undefined : archive.find(item.path);
  if (entry === undefined) return undefined;
  try {
    const root = parseXml(archive.read(entry, budget.limits.metadataBytes));
    return { root, find: (href) => linkTarget(archive, entry.name, href) };
  } catch (error) {
    if (!(error instanceof BookFileError) || error.reason === 'TIMEOUT') throw error;
    return undefined;
  }
}

function guideOf({ archive, document }: NavigationPlace): OutlineEntry[] {
  return buildOutline(
    document.guide.map(({ type, title, href }) => ({
      title: tidyText(title) ?? tidyText(type),
      target: linkTarget(archive, document.path, href),
      children: () => [],
    })),
  );
}
