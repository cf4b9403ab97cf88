import type { OutlineEntry, Publication, PublicationItem, PublicationPage } from '@dust/formats';
import {
  countPositions,
  fragmentHref,
  pathHref,
  type ManifestContent,
  type ManifestEntry,
  type ManifestItem,
  type ManifestPage,
  type PositionedResource,
} from '@dust/opds';

import { servedType } from './served-type.ts';

/** Of the book file, from its manifest. */
export const fileHref = 'stream';

/** The collections of a publication's manifest, with hrefs that start from the manifest. */
export function contentOf(publication: Publication): ManifestContent {
  const { format, readingOrder, resources, pages, toc, pageList, landmarks } = publication;
  const pathOfPage = new Map(pages.map(({ number, path }) => [number, path]));
  const entries = (list: readonly OutlineEntry[]): ManifestEntry[] =>
    list.map(({ title, target, children }) => ({
      title,
      href: 'page' in target ? pageHref(target.page, pathOfPage) : hrefOf(target.path, target.fragment),
      children: entries(children),
    }));
  return {
    readingOrder: format === 'pdf' ? [theFile] : [...readingOrder.map(itemOf), ...pages.map(pageOf)],
    resources: resources.map(itemOf),
    toc: entries(toc),
    pageList: entries(pageList),
    landmarks: entries(landmarks),
  };
}

/** What its positions are counted in: text, pages of a PDF, or images. */
export function positionedResources(publication: Publication): PositionedResource[] {
  const { format, readingOrder, pages, metadata } = publication;
  if (format === 'pdf') {
    return [{ href: fileHref, type: 'application/pdf', positions: metadata.pageCount ?? 1 }];
  }
  if (pages.length > 0) {
    return pages.map(({ path, mediaType }) => ({ href: hrefOf(path, null), type: mediaType, positions: 1 }));
  }
  const counts = countPositions(
    readingOrder.map(({ packedBytes, layout }) => ({ packedBytes, layout: layout ?? metadata.layout })),
  );
  return readingOrder.map(({ path, mediaType }, index) => ({
    href: hrefOf(path, null),
    type: mediaType,
    positions: counts[index] ?? 1,
  }));
}

/** The places in the spine of an EPUB by href, which other readers than those of manifests count by. */
export function spineIndexes({ readingOrder }: Publication): ReadonlyMap<string, number> {
  return new Map(
    readingOrder.flatMap(({ path, spineIndex }) =>
      spineIndex === null ? [] : [[hrefOf(path, null), spineIndex]],
    ),
  );
}

const theFile: ManifestPage = {
  href: fileHref,
  mediaType: 'application/pdf',
  width: null,
  height: null,
  isCover: false,
};

function itemOf({ path, ...item }: PublicationItem): ManifestItem {
  return { ...item, mediaType: servedType(item.mediaType), href: hrefOf(path, null) };
}

function pageOf({ path, mediaType, width, height, isCover }: PublicationPage): ManifestPage {
  return { href: hrefOf(path, null), mediaType, width, height, isCover };
}

/** A page of a comic is an image of its own, one of a PDF a place in the file (RFC 8118). */
function pageHref(number: number, pathOfPage: ReadonlyMap<number, string>): string {
  const path = pathOfPage.get(number);
  return path === undefined ? `${fileHref}#page=${number}` : hrefOf(path, null);
}

function hrefOf(path: string, fragment: string | null): string {
  return `resources/${pathHref(path)}${fragment === null ? '' : fragmentHref(fragment)}`;
}
