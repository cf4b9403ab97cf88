import type { OutlineSource, OutlineTarget } from '../publication/outline.ts';
import { tidyText } from '../text/tidy-text.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { childOf, childrenOf, descendantsOf } from '../xml/xml-element.ts';

export type FindTarget = (href: string) => OutlineTarget | undefined;

/** The entries of the `nav` of a type in an EPUB 3 navigation document: `toc`, `page-list`, `landmarks`. */
export function navigationEntries(root: XmlElement, type: string, find: FindTarget): OutlineSource[] {
  for (const nav of descendantsOf(root, 'nav')) {
    const types = nav.attributes.get('type')?.split(/\s+/) ?? [];
    if (types.includes(type)) return listEntries(childOf(nav, 'ol'), find);
  }
  return [];
}

function listEntries(list: XmlElement | undefined, find: FindTarget): OutlineSource[] {
  return childrenOf(list, 'li').map((item) => {
    const label = childOf(item, 'a') ?? childOf(item, 'span');
    const href = label?.attributes.get('href');
    return {
      title: titleOf(label),
      target: href === undefined ? undefined : find(href),
      children: () => listEntries(childOf(item, 'ol'), find),
    };
  });
}

/** A picture stands for its text. */
function titleOf(label: XmlElement | undefined): string | null {
  if (label === undefined) return null;
  const text = tidyText(label.text) ?? tidyText(label.attributes.get('title'));
  if (text !== null) return text;
  for (const image of descendantsOf(label, 'img')) return tidyText(image.attributes.get('alt'));
  return null;
}
