import type { BookFileError } from '../problem.ts';

/** A file in the archive of a comic. */
export interface ArchiveFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly isEncrypted: boolean;
  /** Its bytes, at most `maxBytes`. Throws a problem: TOO_LARGE, ENCRYPTED or CORRUPT. */
  read(maxBytes: number): Uint8Array;
}

/** What is the same for ZIP and RAR. Its files can be read until it is disposed. */
export interface ComicArchive extends Disposable {
  readonly files: readonly ArchiveFile[];
  /** Damage behind the files that could be listed. */
  readonly problem?: BookFileError | undefined;
  /** Whether a file can be had only by unpacking all those that lie in front of it. */
  readonly isSolid: boolean;
  /** Unpacks files in one pass, in the order they lie in. Throws as `read` does. */
  readInOrder(pass: ArchivePass): void;
}

/** What is to be unpacked. */
export interface ArchivePass {
  /** Largest file. */
  readonly maxBytes: number;
  readonly choose: (file: ArchiveFile) => boolean;
  /** Gets the bytes of each chosen file; returns whether to go on. */
  readonly take: (file: ArchiveFile, data: Uint8Array) => boolean;
}
