import type { ByteSource } from '../byte-source.ts';
import type { ReadBudget } from '../limits.ts';
import { isOutsideName } from '../outside-names.ts';
import { BookFileError } from '../problem.ts';
import { findCentralDirectory } from './end-of-central-directory.ts';
import { expandEntry, readRawEntry } from './entry-data.ts';
import type { ZipEntry } from './zip-entry.ts';
import { parseZipEntries } from './zip-entry.ts';

/** Files up to this size are read at once: one read costs less than four. */
const WHOLE_FILE_BYTES = 256 * 1024;

/** A ZIP archive: its entries, found by name, and their bytes. */
export class ZipArchive {
  readonly entries: readonly ZipEntry[];
  readonly #source: ByteSource;
  readonly #budget: ReadBudget;
  readonly #prefixBytes: number;
  #byName: Map<string, ZipEntry> | undefined;
  #byFoldedName: Map<string, ZipEntry> | undefined;

  /** Reads the list of entries. Throws a CORRUPT or TOO_LARGE problem. */
  constructor(source: ByteSource, budget: ReadBudget) {
    this.#source = source.size <= WHOLE_FILE_BYTES ? inMemory(source) : source;
    this.#budget = budget;
    const directory = findCentralDirectory(this.#source);
    const { archiveEntries, metadataBytes } = budget.limits;
    if (directory.entries > archiveEntries || directory.size > metadataBytes) {
      throw new BookFileError('TOO_LARGE', 'The archive has more entries than are allowed.');
    }
    this.#prefixBytes = directory.prefixBytes;
    const data = this.#source.read(directory.offset + directory.prefixBytes, directory.size);
    this.entries = parseZipEntries(data, directory.entries);
  }

  /**
   * The entry of this name; if there is none, one whose name differs in case or Unicode form only. Names that lead out
   * of the archive are never found.
   */
  find(name: string): ZipEntry | undefined {
    this.#byName ??= byName(this.entries, (text) => text);
    const exact = this.#byName.get(name);
    if (exact !== undefined) return exact;
    this.#byFoldedName ??= byName(this.entries, folded);
    return this.#byFoldedName.get(folded(name));
  }

  /** Where the local header of an entry begins in the file. */
  headerOffsetOf(entry: ZipEntry): number {
    return this.#prefixBytes + entry.headerOffset;
  }

  /**
   * The bytes of an entry, at most `maxBytes` of them. Throws a problem: TOO_LARGE (also for what is packed far too
   * well), ENCRYPTED, or CORRUPT.
   */
  read(entry: ZipEntry, maxBytes: number): Uint8Array {
    const budget = this.#budget;
    budget.check();
    if (entry.sizeBytes > maxBytes) {
      throw new BookFileError('TOO_LARGE', 'A part of the file is larger than is allowed.');
    }
    budget.spend(entry.sizeBytes);
    const raw = readRawEntry(this.#source, entry, this.#prefixBytes);
    return expandEntry(entry, raw, budget.limits.inflateRatio);
  }
}

function byName(entries: readonly ZipEntry[], key: (name: string) => string): Map<string, ZipEntry> {
  const map = new Map<string, ZipEntry>();
  for (const entry of entries) {
    if (isOutsideName(entry.name)) continue;
    const name = key(entry.name);
    if (!map.has(name)) map.set(name, entry);
  }
  return map;
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function inMemory(source: ByteSource): ByteSource {
  const data = source.read(0, source.size);
  return {
    size: data.byteLength,
    read: (offset, length) => data.subarray(offset, offset + length),
    [Symbol.dispose]: () => {},
  };
}
