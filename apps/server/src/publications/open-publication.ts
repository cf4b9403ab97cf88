import type { PackedFile } from '@dust/formats';
import type { KeptAnswer } from '../http/answer.ts';
import type { DescribedPublication, FileMetadata } from './publication-job.ts';

/** A resource, and where to take it from: the archive, or the pages of a comic by number. */
export type Resource =
  { readonly kind: 'packed'; readonly file: PackedFile } | { readonly kind: 'page'; readonly number: number };

type Index = Omit<DescribedPublication, 'metadata' | 'content' | 'positions' | 'spine'>;

const bytesOfFile = 100;

/** A publication that has been read: what it is, and where each of its files lies. */
export class OpenPublication {
  readonly metadata: FileMetadata;
  /** Collections of its manifest, as JSON. */
  readonly content: string;
  readonly positions: KeptAnswer;
  /** The place in the spine of an EPUB for each href of the reading order. */
  readonly spine: ReadonlyMap<string, number>;
  /** About so much memory it takes. */
  readonly sizeBytes: number;
  readonly #index: Index;
  #indexes: ReadonlyMap<string, number> | undefined;

  constructor(described: DescribedPublication, stamp: string) {
    const { metadata, content, positions, spine, ...index } = described;
    const { paths } = index;
    this.#index = index;
    this.metadata = metadata;
    this.content = content;
    this.spine = spine;
    this.positions = {
      body: Buffer.from(positions),
      etag: `W/"${stamp}-positions"`,
      compressed: new Map(),
    };
    const names = paths.reduce((sum, path) => sum + path.length, 0);
    this.sizeBytes = 2 * (content.length + names) + positions.length + paths.length * bytesOfFile;
  }

  /** The resource at a path; undefined if the publication has none there. */
  find(path: string): Resource | undefined {
    const { paths, mediaTypes, places, pageNumbers, obfuscations } = this.#index;
    this.#indexes ??= indexesOf(paths);
    const index = this.#indexes.get(path.normalize('NFC'));
    if (index === undefined) return undefined;
    const mediaType = mediaTypes[index] ?? 'application/octet-stream';
    const number = pageNumbers[index];
    if (number !== undefined) return { kind: 'page', number };
    const [headerOffset = 0, packedBytes = 0, sizeBytes = 0, isDeflated] = places.subarray(4 * index);
    const obfuscation = obfuscations.get(paths[index] ?? '') ?? null;
    const place = { headerOffset, packedBytes, sizeBytes, isDeflated: isDeflated === 1 };
    return { kind: 'packed', file: { path, mediaType, ...place, obfuscation } };
  }
}

/** Names are compared in one normal form: links are written in another one than archives at times. */
function indexesOf(paths: readonly string[]): ReadonlyMap<string, number> {
  const indexes = new Map<string, number>();
  for (const [index, path] of paths.entries()) {
    const name = path.normalize('NFC');
    if (!indexes.has(name)) indexes.set(name, index);
  }
  return indexes;
}
