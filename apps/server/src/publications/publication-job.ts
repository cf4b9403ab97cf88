import {
  openDescriptorSource,
  readPublication,
  type BookIdentifier,
  type Obfuscation,
  type PackedFile,
  type Publication,
} from '@dust/formats';
import { manifestContent, positionList } from '@dust/opds';
import { contentOf, positionedResources, spineIndexes } from './publication-content.ts';
import type { PublicationFormat } from './publication-format.ts';
import { servedType } from './served-type.ts';

/** An open book; whoever asks closes the descriptor. */
export interface PublicationTask {
  readonly fd: number;
  readonly format: PublicationFormat;
}

/** What manifests take from the file, where the library does not know better. */
export interface FileMetadata {
  readonly languages: readonly string[];
  readonly identifiers: readonly BookIdentifier[];
  readonly readingProgression: 'ltr' | 'rtl' | null;
  readonly layout: 'reflowable' | 'fixed';
  readonly pageCount: number | null;
  /** Whether one of its resources is the cover. */
  readonly hasCover: boolean;
}

/** A publication in a form that costs little to send between threads and to keep. */
export interface DescribedPublication {
  readonly kind: 'publication';
  readonly metadata: FileMetadata;
  /** Collections of the manifest, as JSON. */
  readonly content: string;
  /** The position list, as JSON. */
  readonly positions: string;
  /** The place in the spine of an EPUB for each href of the reading order. */
  readonly spine: ReadonlyMap<string, number>;
  readonly paths: readonly string[];
  readonly mediaTypes: readonly string[];
  /** For each path four: offset, packed bytes, bytes, and 1 if it is deflated. Empty for pages that lie in no ZIP. */
  readonly places: Float64Array;
  /** For each path the number of a page that lies in no ZIP. */
  readonly pageNumbers: readonly number[];
  readonly obfuscations: ReadonlyMap<string, Obfuscation>;
}

/** Errors lose their class between threads. */
export type PublicationResult = DescribedPublication | { readonly kind: 'unreadable' };

/** Reads a publication, and writes what is the same for everyone who opens it. */
export async function describePublication({ fd, format }: PublicationTask): Promise<PublicationResult> {
  try {
    using source = openDescriptorSource(fd);
    const publication = await readPublication(source, { format });
    const { files, pages } = publication;
    const isZip = files.length > 0;
    return {
      kind: 'publication',
      metadata: metadataOf(publication),
      content: manifestContent(contentOf(publication)),
      positions: positionList(positionedResources(publication)),
      spine: spineIndexes(publication),
      paths: (isZip ? files : pages).map(({ path }) => path),
      mediaTypes: (isZip ? files : pages).map(({ mediaType }) => servedType(mediaType)),
      places: Float64Array.from(files.flatMap(placeOf)),
      pageNumbers: isZip ? [] : pages.map(({ number }) => number),
      obfuscations: new Map(
        files.flatMap(({ path, obfuscation }) => (obfuscation === null ? [] : [[path, obfuscation]])),
      ),
    };
  } catch {
    return { kind: 'unreadable' };
  }
}

function placeOf({ headerOffset, packedBytes, sizeBytes, isDeflated }: PackedFile): number[] {
  return [headerOffset, packedBytes, sizeBytes, isDeflated ? 1 : 0];
}

function metadataOf({ metadata, readingOrder, resources, pages }: Publication): FileMetadata {
  const { languages, identifiers, readingProgression, layout, pageCount } = metadata;
  const hasCover = [...readingOrder, ...resources, ...pages].some(({ isCover }) => isCover);
  return { languages, identifiers, readingProgression, layout, pageCount, hasCover };
}
