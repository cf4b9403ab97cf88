import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Library } from '../paths/libraries.ts';
import type { FoundFile } from './found-file.ts';

/** A file that has to be opened. */
export interface FileToRead {
  readonly file: FoundFile;
  /** The book it is already. */
  readonly bookId: number | null;
  /** Path of a cover that an earlier server has chosen. */
  readonly keptCover: string | null;
}

/** A file with the number of its library in the place of the library. */
interface PackedFile extends Omit<FileToRead, 'file'> {
  readonly file: Omit<FoundFile, 'library'>;
  readonly library: number;
}

/** Files packed together: enough to be packed well, few enough to unpack without anybody noticing. */
const BLOCK = 256;

/**
 * Files to open, in the order in which they were added. The first scan of a library names all of its files before it reads
 * one: as paths differ little, they are kept packed, at about a tenth of the memory.
 */
export class ReadingList implements Iterable<FileToRead> {
  readonly #blocks: Uint8Array[] = [];
  readonly #libraries: Library[] = [];
  #open: FileToRead[] = [];

  add(item: FileToRead): void {
    this.#open.push(item);
    if (this.#open.length < BLOCK) return;
    this.#blocks.push(this.#pack(this.#open));
    this.#open = [];
  }

  *[Symbol.iterator](): Iterator<FileToRead> {
    for (const block of this.#blocks) yield* this.#unpack(block);
    yield* this.#open;
  }

  #pack(items: readonly FileToRead[]): Uint8Array {
    const packed = items.map(({ file: { library, ...file }, bookId, keptCover }): PackedFile => {
      return { file, bookId, keptCover, library: this.#numberOf(library) };
    });
    // A copy of exactly the packed bytes: what zlib returns is part of a larger block of memory.
    return new Uint8Array(deflateRawSync(JSON.stringify(packed), { level: 1 }));
  }

  #unpack(block: Uint8Array): FileToRead[] {
    const packed: readonly PackedFile[] = JSON.parse(inflateRawSync(block).toString());
    return packed.flatMap(({ file, bookId, keptCover, library: number }) => {
      const library = this.#libraries[number];
      return library === undefined ? [] : [{ file: { ...file, library }, bookId, keptCover }];
    });
  }

  #numberOf(library: Library): number {
    const known = this.#libraries.indexOf(library);
    return known === -1 ? this.#libraries.push(library) - 1 : known;
  }
}
