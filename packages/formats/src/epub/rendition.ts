import type { PublicationItem, PublicationLayout } from '../publication/publication.ts';
import type { PackageDocument } from './package-document.ts';

/** The layout of the whole book: what EPUB 3 states, or what the first fixed-layout books stated for their shops. */
export function layoutOf({ metadata }: PackageDocument): PublicationLayout {
  const isFixed = metadata.some(({ name, attributes, text }) => {
    if (name !== 'meta') return false;
    if (attributes.get('property') === 'rendition:layout') return text.trim() === 'pre-paginated';
    return attributes.get('name') === 'fixed-layout' && attributes.get('content')?.trim() === 'true';
  });
  return isFixed ? 'fixed' : 'reflowable';
}

/** What the properties of a spine item say of its own layout and place in a spread. */
export function placeInSpread(properties: readonly string[]): Pick<PublicationItem, 'layout' | 'page'> {
  const has = (...names: readonly string[]): boolean => names.some((name) => properties.includes(name));
  return {
    layout: has('rendition:layout-pre-paginated')
      ? 'fixed'
      : has('rendition:layout-reflowable')
        ? 'reflowable'
        : null,
    page: has('page-spread-left', 'rendition:page-spread-left')
      ? 'left'
      : has('page-spread-right', 'rendition:page-spread-right')
        ? 'right'
        : has('rendition:page-spread-center', 'page-spread-center')
          ? 'center'
          : null,
  };
}

const CONTAINS: ReadonlyMap<string, string> = new Map([
  ['mathml', 'mathml'],
  ['remote-resources', 'remote-resources'],
  ['scripted', 'js'],
  ['svg', 'svg'],
]);

/** What the properties of a manifest item say that its media type does not. */
export function contentsOf(properties: readonly string[]): string[] {
  return [...new Set(properties.flatMap((property) => CONTAINS.get(property) ?? []))];
}
