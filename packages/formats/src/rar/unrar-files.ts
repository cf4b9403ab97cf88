import type { OpenBook } from '../open-book.ts';
import { BookFileError } from '../problem.ts';
import type { Unrar, UnrarCallbacks } from './unrar-api.ts';

/** By this name the archive is opened; there are no others, so that volumes never lead to another file. */
export const ARCHIVE_NAME = 'archive.rar';
const ARCHIVE_HANDLE = 1;
const OUTPUT_HANDLE = 2;

/** What unrar reads from and writes to: the book, and memory of bounded size. */
export interface UnrarFiles extends UnrarCallbacks {
  /** All that was written since this was last called. */
  takeOutput(): Uint8Array;
  /** Whether unrar looked for something behind the end of the archive: a part of it is missing. */
  isCutOff(): boolean;
}

/** Files for one run of unrar. Its callbacks throw a TOO_LARGE, TIMEOUT or CORRUPT problem. */
export function unrarFiles({ source, budget }: OpenBook, unrar: Unrar, maxBytes: number): UnrarFiles {
  let parts: Uint8Array[] = [];
  let position = 0;
  let written = 0;
  let isCutOff = false;
  const readTo = (memory: Uint8Array, offset: number): number => {
    // Without a copy: a solid archive may be read from end to end.
    if (source.readInto !== undefined) return source.readInto(memory, offset);
    const data = source.read(offset, memory.byteLength);
    memory.set(data);
    return data.byteLength;
  };
  return {
    open: (name) => {
      if (name !== ARCHIVE_NAME)
        throw new BookFileError('CORRUPT', 'A part of the archive is in another file.');
      position = 0;
      return ARCHIVE_HANDLE;
    },
    create: () => OUTPUT_HANDLE,
    read: (_handle, target, bytes) => {
      budget.check();
      const count = readTo(unrar.HEAPU8.subarray(target, target + bytes), position);
      position += count;
      return count;
    },
    write: (_handle, from, bytes) => {
      budget.check();
      written += bytes;
      if (written > maxBytes) {
        throw new BookFileError('TOO_LARGE', 'A part of the file is larger than is allowed.');
      }
      budget.spend(bytes);
      parts.push(unrar.HEAPU8.slice(from, from + bytes));
      return true;
    },
    tell: (handle) => (handle === ARCHIVE_HANDLE ? position : written),
    seek: (handle, offset, from) => {
      if (handle !== ARCHIVE_HANDLE) return false;
      const start = { SET: 0, CUR: position, END: source.size }[from];
      isCutOff ||= start + offset > source.size;
      if (start + offset < 0 || start + offset > source.size) return false;
      position = start + offset;
      return true;
    },
    close: () => {},
    isCutOff: () => isCutOff,
    takeOutput: () => {
      const output = new Uint8Array(Buffer.concat(parts));
      parts = [];
      written = 0;
      return output;
    },
  };
}
