import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';

const blockBytes = 1 << 20;

/**
 * Copies all bytes of an open file to a new one, readable by its owner only and on the disk when this returns. Throws when the
 * target exists.
 *
 * @returns SHA-256 of what was read
 */
export function copyToNewFile(from: number, to: string): string {
  const hash = createHash('sha256');
  const target = openSync(to, 'wx', 0o600);
  try {
    for (const block of blocksOf(from)) {
      hash.update(block);
      for (let written = 0; written < block.length;) written += writeSync(target, block, written);
    }
    fsyncSync(target);
  } finally {
    closeSync(target);
  }
  return hash.digest('hex');
}

/** SHA-256 (hex) of a file that nobody holds a lock on. */
export function digestOf(file: string): string {
  const hash = createHash('sha256');
  withDescriptor(file, (descriptor) => {
    for (const block of blocksOf(descriptor)) hash.update(block);
  });
  return hash.digest('hex');
}

/** Calls with a descriptor of a file or folder that is open for reading meanwhile. */
export function withDescriptor<T>(path: string, use: (descriptor: number) => T): T {
  const descriptor = openSync(path, 'r');
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Puts what has been written to a file, or the names in a folder, on the disk. */
export function syncToDisk(path: string): void {
  withDescriptor(path, fsyncSync);
}

/** The bytes of a file from its beginning; each block is only good until the next one. */
function* blocksOf(descriptor: number): Generator<Uint8Array> {
  const buffer = Buffer.alloc(blockBytes);
  for (let position = 0; ;) {
    const length = readSync(descriptor, buffer, 0, blockBytes, position);
    if (length === 0) return;
    yield buffer.subarray(0, length);
    position += length;
  }
}
