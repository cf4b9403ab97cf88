import { BookFileError } from '../problem.ts';
import { parseXml } from '../xml/parse-xml.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { descendantsOf } from '../xml/xml-element.ts';

/** What XMP says about a document, as written. */
export interface Xmp {
  readonly title: string | undefined;
  readonly creators: readonly string[];
  readonly description: string | undefined;
  /** In the default language. */
  readonly rights: string | undefined;
  readonly subjects: readonly string[];
  readonly keywords: string | undefined;
}

/** Reads an XMP packet; undefined if it is no XML. */
export function parseXmp(packet: Uint8Array): Xmp | undefined {
  let root: XmlElement;
  try {
    root = parseXml(packet);
  } catch (error) {
    if (error instanceof BookFileError) return undefined;
    throw error;
  }
  const descriptions = [...descendantsOf(root, 'Description')];
  const values = (name: string): string[] => descriptions.flatMap((element) => valuesOf(element, name));
  return {
    title: values('title')[0],
    creators: values('creator'),
    description: values('description')[0],
    rights: values('rights')[0],
    subjects: values('subject'),
    keywords: values('Keywords')[0],
  };
}

/** A property is an attribute, a text, or a list of items; of alternatives the default language comes first. */
function valuesOf(description: XmlElement, name: string): string[] {
  const attribute = description.attributes.get(name);
  if (attribute !== undefined) return [attribute];
  return description.children
    .filter((child) => child.name === name)
    .flatMap((property) => {
      const items = [...descendantsOf(property, 'li')];
      if (items.length === 0) return [property.text];
      return [...items.filter(isDefault), ...items.filter((item) => !isDefault(item))].map(
        ({ text }) => text,
      );
    })
    .filter((text) => text.trim() !== '');
}

function isDefault({ attributes }: XmlElement): boolean {
  return attributes.get('lang') === 'x-default';
}
