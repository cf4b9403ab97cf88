import type { OutlineSource } from '../publication/outline.ts';
import { tidyText } from '../text/tidy-text.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { childOf, childrenOf } from '../xml/xml-element.ts';
import type { FindTarget } from './navigation-document.ts';

/** The entries of an NCX's `navMap`, which EPUB 2 has as its table of contents. */
export function ncxEntries(root: XmlElement, find: FindTarget): OutlineSource[] {
  return pointsOf(childOf(root, 'navMap'), 'navPoint', find);
}

/** The entries of an NCX's list of pages. */
export function ncxPages(root: XmlElement, find: FindTarget): OutlineSource[] {
  return pointsOf(childOf(root, 'pageList'), 'pageTarget', find);
}

function pointsOf(parent: XmlElement | undefined, name: string, find: FindTarget): OutlineSource[] {
  return childrenOf(parent, name).map((point) => {
    const source = childOf(point, 'content')?.attributes.get('src');
    return {
      title: tidyText(childOf(point, 'navLabel')?.text) ?? tidyText(point.attributes.get('value')),
      target: source === undefined ? undefined : find(source),
      children: () => pointsOf(point, name, find),
    };
  });
}
