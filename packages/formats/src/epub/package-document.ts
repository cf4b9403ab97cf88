import { BookFileError } from '../problem.ts';
import { parseXmlDocument } from '../xml/parse-xml.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { childOf, childrenOf } from '../xml/xml-element.ts';
import { resolveHref } from './href.ts';

export interface ManifestItem {
  readonly id: string;
  /** Path in the archive, of a file that may be missing. */
  readonly path: string;
  readonly mediaType: string;
  readonly properties: readonly string[];
}

/** An item of the spine. */
export interface SpineItem {
  /** Manifest id. */
  readonly id: string;
  /** Whether it is part of the text that is read from start to end. */
  readonly isLinear: boolean;
  readonly properties: readonly string[];
}

/** A place the guide of an EPUB 2 names. */
export interface GuideReference {
  readonly type: string;
  readonly title: string | undefined;
  readonly href: string;
}

/** A statement of EPUB 3 about another element. */
export interface Refinement {
  readonly property: string;
  readonly text: string;
}

/** What the package document of an EPUB 2 or 3 says. */
export interface PackageDocument {
  readonly path: string;
  readonly usesForbiddenEntities: boolean;
  /** All elements of the metadata, also of the groups EPUB 1 had; names in lower case. */
  readonly metadata: readonly XmlElement[];
  readonly manifest: readonly ManifestItem[];
  readonly spine: readonly SpineItem[];
  /** `page-progression-direction` of the spine. */
  readonly readingProgression: 'ltr' | 'rtl' | null;
  /** Manifest id of the NCX. */
  readonly tocId: string | undefined;
  /** Id of the identifier that tells the book from all others. */
  readonly uniqueIdentifierId: string | undefined;
  readonly guide: readonly GuideReference[];
  refinementsOf(element: XmlElement): readonly Refinement[];
}

/** Parses a package document at an archive path. Throws a CORRUPT problem if it is none. */
export function parsePackageDocument(data: Uint8Array, path: string): PackageDocument {
  const { root, usesForbiddenEntities } = parseXmlDocument(data);
  if (root.name !== 'package') {
    throw new BookFileError('CORRUPT', 'The package document of the EPUB cannot be read.');
  }
  const metadata = metadataOf(root);
  const refinements = refinementsById(metadata);
  const spine = childOf(root, 'spine');
  return {
    path,
    usesForbiddenEntities,
    metadata,
    manifest: childrenOf(childOf(root, 'manifest'), 'item').flatMap((item) => manifestItem(item, path)),
    spine: childrenOf(spine, 'itemref').map(spineItem),
    readingProgression: progressionOf(spine),
    tocId: spine?.attributes.get('toc'),
    uniqueIdentifierId: root.attributes.get('unique-identifier'),
    guide: childrenOf(childOf(root, 'guide'), 'reference').map(guideReference),
    refinementsOf: (element) => refinements.get(element.attributes.get('id') ?? '') ?? [],
  };
}

function metadataOf(root: XmlElement): XmlElement[] {
  const all: XmlElement[] = [];
  for (const element of childOf(root, 'metadata')?.children ?? []) {
    const isGroup = element.name === 'dc-metadata' || element.name === 'x-metadata';
    all.push(...(isGroup ? element.children : [element]));
  }
  return all.map(({ name, attributes, children, text }) => ({
    name: name.toLowerCase(),
    attributes,
    children,
    text,
  }));
}

function refinementsById(metadata: readonly XmlElement[]): Map<string, Refinement[]> {
  const byId = new Map<string, Refinement[]>();
  for (const { name, attributes, text } of metadata) {
    const target = attributes.get('refines');
    const property = attributes.get('property');
    if (name !== 'meta' || target === undefined || property === undefined) continue;
    const id = target.trim().replace(/^#/, '');
    const refinement = { property: property.trim(), text: text.trim() };
    const known = byId.get(id);
    if (known === undefined) byId.set(id, [refinement]);
    else known.push(refinement);
  }
  return byId;
}

function manifestItem({ attributes }: XmlElement, base: string): ManifestItem[] {
  const path = resolveHref(base, attributes.get('href') ?? '');
  if (path === undefined) return [];
  return [
    {
      id: attributes.get('id') ?? '',
      path,
      mediaType: (attributes.get('media-type') ?? '').trim().toLowerCase(),
      properties: (attributes.get('properties') ?? '').split(/\s+/),
    },
  ];
}

function spineItem({ attributes }: XmlElement): SpineItem {
  return {
    id: attributes.get('idref') ?? '',
    isLinear: attributes.get('linear')?.trim() !== 'no',
    properties: (attributes.get('properties') ?? '').split(/\s+/),
  };
}

function progressionOf(spine: XmlElement | undefined): 'ltr' | 'rtl' | null {
  const direction = spine?.attributes.get('page-progression-direction')?.trim();
  return direction === 'ltr' || direction === 'rtl' ? direction : null;
}

function guideReference({ attributes }: XmlElement): GuideReference {
  return {
    type: attributes.get('type')?.trim() ?? '',
    title: attributes.get('title'),
    href: attributes.get('href') ?? '',
  };
}

/** Archive paths of the guide's covers. */
export function guideCovers({ guide, path }: PackageDocument): string[] {
  return guide.flatMap(({ type, href }) =>
    /^(?:other\.ms-)?cover/i.test(type) ? (resolveHref(path, href) ?? []) : [],
  );
}
