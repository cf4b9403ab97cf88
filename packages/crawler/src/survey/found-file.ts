import type { BookFormat } from '@dust/formats';
import type { CoverFiles } from '../covers/beside.ts';
import type { Library } from '../paths/libraries.ts';

/** A book file as the walk saw it. */
export interface FoundFile {
  /** Absolute. */
  readonly path: string;
  readonly format: BookFormat;
  readonly size: number;
  /** Whole milliseconds since 1970. */
  readonly mtimeMs: number;
  readonly library: Library;
  /** Names of images in the same folder. */
  readonly covers: CoverFiles;
}
