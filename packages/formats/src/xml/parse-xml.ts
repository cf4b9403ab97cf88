import { XMLParser } from 'fast-xml-parser';
import { BookFileError } from '../problem.ts';
import { decodeXmlBytes } from './decode-text.ts';
import { decodeEntities, hasUnknownEntity } from './entities.ts';
import type { XmlElement } from './xml-element.ts';

/** Deeper documents are made to exhaust the stack. */
const MAX_DEPTH = 200;
/** A package document with 50,000 files has about 100,000 elements; every one costs memory. */
const MAX_ELEMENTS = 250_000;
const TEXT = '#text';
const CDATA = '#cdata';
const ATTRIBUTES = ':@';
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  cdataPropName: CDATA,
  // Entities are decoded by us, and only those that need no declaration: none of a file can refer to anything.
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: MAX_DEPTH,
});

export interface XmlDocument {
  readonly root: XmlElement;
  /** Whether it refers to entities that need a declaration; texts and attributes that do are left out. */
  readonly usesForbiddenEntities: boolean;
}

/** The root element of a document, see {@link parseXmlDocument}. */
export function parseXml(data: Uint8Array): XmlElement {
  return parseXmlDocument(data).root;
}

/**
 * Parses a document. Document types are skipped, so that no entity of theirs exists. The caller bounds the bytes.
 * Throws a CORRUPT problem if it is not XML.
 */
export function parseXmlDocument(data: Uint8Array): XmlDocument {
  const text = withoutDocumentType(decodeXmlBytes(data));
  if (hasMoreTags(text, 2 * MAX_ELEMENTS)) {
    throw new BookFileError('TOO_LARGE', 'A description inside the file has too many elements.');
  }
  let nodes: unknown;
  try {
    nodes = parser.parse(text);
  } catch (cause) {
    throw new BookFileError('CORRUPT', 'A description inside the file is not valid XML.', { cause });
  }
  const reader = new NodeReader();
  const root = reader.elementsOf(nodes)[0];
  if (root === undefined) throw new BookFileError('CORRUPT', 'A description inside the file is empty.');
  return { root, usesForbiddenEntities: reader.usesForbiddenEntities };
}

function withoutDocumentType(text: string): string {
  const root = text.search(/<[\p{L}_]/u);
  const start = text.search(/<!DOCTYPE/i);
  if (start === -1 || start > root) return text;
  const subset = text.indexOf('[', start);
  const close = text.indexOf('>', start);
  const hasSubset = subset !== -1 && subset < close;
  const subsetEnd = hasSubset ? /\]\s*>/.exec(text.slice(subset)) : null;
  const end = subsetEnd === null ? close + 1 : subset + subsetEnd.index + subsetEnd[0].length;
  return end === 0 ? text.slice(0, start) : text.slice(0, start) + text.slice(end);
}

function hasMoreTags(text: string, count: number): boolean {
  let at = -1;
  for (let found = 0; found <= count; found += 1) {
    at = text.indexOf('<', at + 1);
    if (at === -1) return false;
  }
  return true;
}

/** Makes elements of the parser's nodes. */
class NodeReader {
  usesForbiddenEntities = false;

  elementsOf(nodes: unknown): XmlElement[] {
    const elements: XmlElement[] = [];
    for (const node of Array.isArray(nodes) ? nodes : []) {
      const name = nameOf(node);
      if (name !== undefined && name !== TEXT && name !== CDATA) elements.push(this.#elementOf(name, node));
    }
    return elements;
  }

  #elementOf(name: string, node: object): XmlElement {
    const content: unknown = property(node, name);
    const children: XmlElement[] = [];
    let text = '';
    for (const child of Array.isArray(content) ? content : []) {
      const childName = nameOf(child);
      if (childName === TEXT) {
        text += this.#decoded(String(property(child, TEXT))) ?? '';
      } else if (childName === CDATA) {
        text += cdataOf(child);
      } else if (childName !== undefined) {
        const element = this.#elementOf(childName, child);
        children.push(element);
        text += element.text;
      }
    }
    return { name, attributes: this.#attributesOf(node), children, text };
  }

  #attributesOf(node: object): ReadonlyMap<string, string> {
    const written = property(node, ATTRIBUTES);
    if (typeof written !== 'object' || written === null) return NO_ATTRIBUTES;
    const attributes = new Map<string, string>();
    for (const [name, value] of Object.entries(written)) {
      const text = this.#decoded(String(value));
      if (text !== undefined) attributes.set(name, text);
    }
    return attributes;
  }

  #decoded(written: string): string | undefined {
    if (!hasUnknownEntity(written)) return decodeEntities(written);
    this.usesForbiddenEntities = true;
    return undefined;
  }
}

function cdataOf(node: object): string {
  const parts: unknown = property(node, CDATA);
  return Array.isArray(parts) ? parts.map((part: object) => String(property(part, TEXT))).join('') : '';
}

function nameOf(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  for (const key in node) if (key !== ATTRIBUTES) return key;
  return undefined;
}

function property(node: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(node, name)?.value;
}
