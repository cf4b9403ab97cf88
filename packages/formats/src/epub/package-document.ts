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
  readonly spine: readonly string[];
  /** Manifest id of the NCX. */
  readonly tocId: string | undefined;
  /** Archive paths of the guide's covers. */
  readonly guideCovers: readonly string[];
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
    spine: childrenOf(spine, 'itemref').map((item) => item.attributes.get('idref') ?? ''),
    tocId: spine?.attributes.get('toc'),
    guideCovers: guideCoversOf(root, path),
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

function guideCoversOf(root: XmlElement, base: string): string[] {
  return childrenOf(childOf(root, 'guide'), 'reference').flatMap(({ attributes }) => {
    if (!/^(?:other\.ms-)?cover/i.test(attributes.get('type')?.trim() ?? '')) return [];
    return resolveHref(base, attributes.get('href') ?? '') ?? [];
  });
}
