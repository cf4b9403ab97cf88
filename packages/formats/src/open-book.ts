import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BookFormat } from './book-format.ts';
import { formatOfName } from './book-format.ts';
import type { ByteSource } from './byte-source.ts';
import { openDescriptorSource, openFileSource } from './byte-source.ts';
import type { ReadLimits } from './limits.ts';
import { ReadBudget } from './limits.ts';
import { BookFileError } from './problem.ts';

/** A path, an opened file (which stays open), or any random access to bytes (which stays open, too). */
export type BookInput = string | FileHandle | ByteSource;

export interface ReadOptions {
  /** Needed where the input has no name; else the extension says it. */
  readonly format?: BookFormat;
  /** To tell a title from a file name; the last segment of a path by default. */
  readonly fileName?: string;
  readonly limits?: Partial<ReadLimits>;
  readonly signal?: AbortSignal;
}

/** A file being read. Disposing closes it, if it was opened here. */
export interface OpenBook {
  readonly format: BookFormat;
  readonly fileName: string | undefined;
  readonly source: ByteSource;
  readonly budget: ReadBudget;
  [Symbol.dispose](): void;
}

/** The format of an input; a TypeError if it can be told from neither the name nor the options. */
export function formatOfInput(input: BookInput, options: ReadOptions): BookFormat {
  const format = options.format ?? (typeof input === 'string' ? formatOfName(input) : undefined);
  if (format === undefined) throw new TypeError('The format of the book must be given.');
  return format;
}

/** Opens a book. Throws a `BookFileError` for what is no regular file or has no bytes. */
export function openBook(input: BookInput, options: ReadOptions): OpenBook {
  const format = formatOfInput(input, options);
  const budget = new ReadBudget(options.limits, options.signal);
  budget.check();
  const isBorrowed = typeof input !== 'string' && 'read' in input && 'size' in input;
  const source = openSource(input);
  const dispose = (): void => {
    if (!isBorrowed) source[Symbol.dispose]();
  };
  if (source.size === 0) {
    dispose();
    throw new BookFileError('EMPTY', 'The file is empty.');
  }
  const fileName = options.fileName ?? (typeof input === 'string' ? basename(input) : undefined);
  return { format, fileName, source, budget, [Symbol.dispose]: dispose };
}

function openSource(input: BookInput): ByteSource {
  if (typeof input === 'string') return openFileSource(input);
  return 'fd' in input ? openDescriptorSource(input.fd) : input;
}
