import { formatOfName, type BookFormat } from '@dust/formats';
import { folderPrefix } from '../paths/libraries.ts';
import { isCoverName } from '../covers/beside.ts';
import { lastSegment } from '../paths/naming.ts';
import { listFolder, type FolderListing } from './list-folder.ts';
import { errorCode, type FileSystem } from './file-system.ts';

export interface WalkOptions {
  readonly directory: string;
  /** Names of the folders in the directory itself that are entered; all of them by default. */
  readonly entered?: readonly string[] | undefined;
  /** Folders inside that are walked on their own. */
  readonly innerDirectories: ReadonlySet<string>;
  readonly fileSystem: FileSystem;
  readonly signal?: AbortSignal | undefined;
}

export interface WalkedBook {
  readonly name: string;
  readonly format: BookFormat;
  readonly size: number;
  readonly mtimeMs: number;
}

/** A folder with what matters in it, names in ascending order. */
export type WalkedFolder =
  | {
      readonly kind: 'listed';
      readonly path: string;
      readonly books: readonly WalkedBook[];
      /** Names that a cover may have. */
      readonly images: readonly string[];
      /** Names of book files that are not UTF-8, with the bytes in question as `\xNN`. */
      readonly badNames: readonly string[];
      /** Books that are listed but cannot be examined. */
      readonly unknown: readonly string[];
    }
  | { readonly kind: 'unreadable'; readonly path: string; readonly error: string };

/** How long the walk keeps its thread from other work. */
const SLICE_MS = 20;

/** Visits a directory and all folders in it, depth first in the order of their names, without following links. */
export async function* walk(options: WalkOptions): AsyncGenerator<WalkedFolder> {
  const stack: (string | Buffer)[] = [options.directory];
  let sliceEnd = performance.now() + SLICE_MS;
  for (let path = stack.pop(); path !== undefined; path = stack.pop()) {
    options.signal?.throwIfAborted();
    if (performance.now() > sliceEnd) {
      await new Promise((resolve) => setImmediate(resolve));
      sliceEnd = performance.now() + SLICE_MS;
    }
    const listing = tryList(options.fileSystem, path);
    if (typeof listing === 'string') {
      yield { kind: 'unreadable', path: path.toString(), error: listing };
      continue;
    }
    for (const folder of listing.folders.toReversed()) {
      if (isEntered(options, path, folder)) stack.push(folder);
    }
    yield examine(options.fileSystem, path.toString(), listing);
  }
}

function isEntered(options: WalkOptions, path: string | Buffer, folder: string | Buffer): boolean {
  const { directory, entered, innerDirectories } = options;
  if (typeof folder === 'string' && innerDirectories.has(folder)) return false;
  return entered === undefined || path !== directory || entered.includes(lastSegment(folder.toString()));
}

function tryList(fileSystem: FileSystem, path: string | Buffer): FolderListing | string {
  try {
    return listFolder(fileSystem, path);
  } catch (error) {
    return errorCode(error);
  }
}

function examine(fileSystem: FileSystem, path: string, listing: FolderListing): WalkedFolder {
  const books: WalkedBook[] = [];
  const unknown: string[] = [];
  const prefix = folderPrefix(path);
  for (const name of listing.files) {
    const format = formatOfName(name);
    if (format === undefined) continue;
    try {
      const stat = fileSystem.stat(prefix + name);
      if (stat?.isFile === true) books.push({ name, format, size: stat.size, mtimeMs: stat.mtimeMs });
    } catch {
      unknown.push(name);
    }
  }
  const images = listing.files.filter(isCoverName);
  return { kind: 'listed', path, books, images, badNames: listing.badNames, unknown };
}
