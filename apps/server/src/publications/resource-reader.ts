import type { FileHandle } from 'node:fs/promises';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { readPackedFile, streamPackedFile, type PackedFile } from '@dust/formats';
import type { ByteRange } from '../files/ranges.ts';
import { fileStamp } from '../files/file-stamps.ts';
import type { LibraryFolders } from '../files/library-folders.ts';
import { KeptBytes } from '../images/kept-bytes.ts';

/** An archive as it was when its files were looked up. */
export interface StampedFile {
  readonly path: string;
  readonly stamp: string;
}

/** The archive is no longer the one in which the file was looked up. */
export class ArchiveChangedError extends Error {}

/** Resources up to this size are read at once and kept; larger ones are streamed. */
export const smallBytes: number = 512 * 1024;
const keptBytes = { maxTotalBytes: 24 * 1024 * 1024, maxBytes: smallBytes };

interface Kept {
  readonly data: Buffer;
}

/** Takes files out of archives. What is small is kept, as readers turn back, and many read the same. */
export class ResourceReader {
  readonly #folders: LibraryFolders;
  readonly #kept = new KeptBytes<Kept>(keptBytes);

  constructor(folders: LibraryFolders) {
    this.#folders = folders;
  }

  /** A small file that was read before, at once. */
  getKept(archive: StampedFile, file: PackedFile): Buffer | undefined {
    return this.#kept.get(keyOf(archive, file))?.data;
  }

  /** A small file; rejects where {@link streamPackedFile} does, where the archive cannot be opened, or with an ArchiveChangedError. */
  async read(archive: StampedFile, file: PackedFile): Promise<Buffer> {
    const handle = await this.#open(archive);
    try {
      const { buffer, byteOffset, byteLength } = await readPackedFile(handle, file);
      const data = Buffer.from(buffer, byteOffset, byteLength);
      this.#kept.set(keyOf(archive, file), { data });
      return data;
    } finally {
      await handle.close();
    }
  }

  /** A part of a file, of which the first bytes are there; rejects as {@link read} does. */
  async stream(archive: StampedFile, file: PackedFile, range: ByteRange): Promise<Readable> {
    const handle = await this.#open(archive);
    try {
      const stream = await streamPackedFile(handle, file, { range });
      stream.once('close', () => void handle.close());
      await once(stream, 'readable');
      return stream;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async #open({ path, stamp }: StampedFile): Promise<FileHandle> {
    const handle = await this.#folders.open(path);
    if (fileStamp(await handle.stat()) === stamp) return handle;
    await handle.close();
    throw new ArchiveChangedError('The archive has changed');
  }
}

function keyOf({ path, stamp }: StampedFile, { headerOffset, sizeBytes }: PackedFile): string {
  return `${stamp} ${headerOffset} ${sizeBytes} ${path}`;
}
