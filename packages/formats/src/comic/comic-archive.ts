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
}
