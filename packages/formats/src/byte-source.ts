import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { BookFileError } from './problem.ts';

/** Random access to bytes. Disposing closes what it opened. */
export interface ByteSource {
  readonly size: number;
  /** Bytes from `offset` on; fewer than `length` only at the end. The caller must not change them. */
  read(offset: number, length: number): Uint8Array;
  /** Reads into memory that is there already, as far as it and the file go; returns the number of bytes. */
  readInto?(target: Uint8Array, offset: number): number;
  [Symbol.dispose](): void;
}

/** Opens a regular file. Throws a `BookFileError` with reason UNREADABLE for anything else. */
export function openFileSource(path: string): ByteSource {
  let fd: number;
  try {
    // Opening a pipe would wait for somebody to write into it.
    fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    throw unreadable(cause);
  }
  try {
    return descriptorSource(fd, () => closeSync(fd));
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** Reads a file that somebody else has opened and will close. */
export function openDescriptorSource(fd: number): ByteSource {
  return descriptorSource(fd, () => {});
}

/** Reads bytes in memory. */
export function bytesSource(data: Uint8Array): ByteSource {
  return {
    size: data.byteLength,
    read: (offset, length) => data.subarray(offset, offset + length),
    [Symbol.dispose]: () => {},
  };
}

function descriptorSource(fd: number, close: () => void): ByteSource {
  const stat = fstatSync(fd);
  if (!stat.isFile()) throw new BookFileError('UNREADABLE', 'This is not a regular file.');
  return {
    size: stat.size,
    read: (offset, length) => {
      const buffer = Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, stat.size - offset)));
      const filled = readFully(fd, buffer, offset);
      return filled === buffer.byteLength ? buffer : buffer.subarray(0, filled);
    },
    readInto: (target, offset) => readFully(fd, target, offset),
    [Symbol.dispose]: close,
  };
}

function readFully(fd: number, target: Uint8Array, offset: number): number {
  let filled = 0;
  try {
    while (filled < target.byteLength) {
      const count = readSync(fd, target, filled, target.byteLength - filled, offset + filled);
      if (count === 0) break;
      filled += count;
    }
  } catch (cause) {
    throw unreadable(cause);
  }
  return filled;
}

function unreadable(cause: unknown): BookFileError {
  return new BookFileError('UNREADABLE', 'The file cannot be opened or read.', { cause });
}
