import type { ByteSource } from '../byte-source.ts';
import type { CrossReferences } from './cross-references.ts';
import { crossReferences } from './cross-references.ts';
import type { PdfObject } from './pdf-syntax.ts';
import { integerIn, latin1, objectAt, referenceIn, streamOf } from './pdf-syntax.ts';

/**
 * The XMP metadata of a whole PDF, which its catalog refers to (those of its images are none); undefined where there
 * are none, where they are encrypted, or where the tables of the file are damaged. PDFium has no access to them.
 */
export function findXmpPacket(source: ByteSource, maxBytes: number): Uint8Array | undefined {
  const sections = [...crossReferences(source)];
  const newest = sections[0];
  if (newest === undefined || /\/Encrypt\b/.test(newest.trailer)) return undefined;
  const root = firstOf(sections, ({ trailer }) => referenceIn(trailer, 'Root'));
  const catalog = root === undefined ? undefined : dictionaryOf(source, sections, root);
  const metadata = catalog === undefined ? undefined : referenceIn(catalog, 'Metadata');
  const object = metadata === undefined ? undefined : plainObject(source, sections, metadata);
  if (object === undefined) return undefined;
  return xmlIn(streamOf(source, object, Math.min(maxBytes, source.size)));
}

function firstOf<T>(
  sections: readonly CrossReferences[],
  find: (section: CrossReferences) => T | undefined,
): T | undefined {
  for (const section of sections) {
    const found = find(section);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Only an object at an offset can have a stream. */
function plainObject(
  source: ByteSource,
  sections: readonly CrossReferences[],
  objectNumber: number,
): PdfObject | undefined {
  const place = firstOf(sections, (section) => section.placeOf(objectNumber));
  return place !== undefined && 'offset' in place ? objectAt(source, place.offset) : undefined;
}

function dictionaryOf(
  source: ByteSource,
  sections: readonly CrossReferences[],
  objectNumber: number,
): string | undefined {
  const place = firstOf(sections, (section) => section.placeOf(objectNumber));
  if (place === undefined) return undefined;
  if ('offset' in place) return objectAt(source, place.offset)?.dictionary;
  const container = plainObject(source, sections, place.container);
  return container === undefined ? undefined : packedObject(source, container, place.index);
}

const MAX_OBJECT_STREAM_BYTES = 4_000_000;

/** The n-th object of a stream of objects, whose head lists the number and offset of each. */
function packedObject(source: ByteSource, container: PdfObject, index: number): string | undefined {
  const data = streamOf(source, container, MAX_OBJECT_STREAM_BYTES);
  const first = integerIn(container.dictionary, 'First');
  if (data === undefined || first === undefined) return undefined;
  const text = latin1(data);
  const head = text.slice(0, first).trim().split(/\s+/).map(Number);
  const start = head[index * 2 + 1];
  const end = head[index * 2 + 3];
  if (start === undefined) return undefined;
  return text.slice(first + start, end === undefined ? undefined : first + end);
}

/** The element between the processing instructions and the padding of a packet. */
function xmlIn(packet: Buffer | undefined): Uint8Array | undefined {
  if (packet === undefined) return undefined;
  const start = packet.indexOf('<x:xmpmeta');
  const end = packet.indexOf('</x:xmpmeta>', start);
  if (start !== -1 && end !== -1) return packet.subarray(start, end + '</x:xmpmeta>'.length);
  const rdf = packet.indexOf('<rdf:RDF');
  const rdfEnd = packet.indexOf('</rdf:RDF>', rdf);
  return rdf === -1 || rdfEnd === -1 ? undefined : packet.subarray(rdf, rdfEnd + '</rdf:RDF>'.length);
}
