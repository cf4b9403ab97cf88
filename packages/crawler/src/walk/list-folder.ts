import { isUtf8 } from 'node:buffer';
import { formatOfName } from '@dust/formats';
import { folderPrefix } from '../paths/libraries.ts';
import type { FileSystem } from './file-system.ts';
import { isSkippedName } from './skip.ts';

/** What a folder contains, in ascending order of names. */
export interface FolderListing {
  /** Paths of the folders in it; as bytes where they are not UTF-8. */
  readonly folders: readonly (string | Buffer)[];
  /** Names of regular files. */
  readonly files: readonly string[];
  /** Paths of book files that are not UTF-8, readable. */
  readonly badNames: readonly string[];
}

/** Lists a folder without links, skipped names and special files. Throws what the file system throws. */
export function listFolder(fileSystem: FileSystem, path: string | Buffer): FolderListing {
  if (typeof path !== 'string') return listBadFolder(fileSystem, path);
  const entries = fileSystem.list(path).filter(({ name }) => !isSkippedName(name));
  // U+FFFD stands for bytes that are not UTF-8, rarely for itself; the bytes tell.
  if (entries.some(({ name }) => name.includes('\uFFFD'))) return listMixedFolder(fileSystem, path);
  const prefix = folderPrefix(path);
  return {
    folders: entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => prefix + name)
      .sort(),
    files: entries
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort(),
    badNames: [],
  };
}

function listMixedFolder(fileSystem: FileSystem, path: string): FolderListing {
  const folders: (string | Buffer)[] = [];
  const files: string[] = [];
  const badNames: string[] = [];
  const prefix = folderPrefix(path);
  for (const entry of sortedByBytes(fileSystem.listBytes(path))) {
    const isText = isUtf8(entry.name);
    const name = entry.name.toString();
    if (isSkippedName(name)) continue;
    if (entry.isDirectory()) folders.push(isText ? prefix + name : joinBytes(path, entry.name));
    else if (entry.isFile() && isText) files.push(name);
    else if (entry.isFile() && formatOfName(name) !== undefined)
      badNames.push(prefix + escapeBytes(entry.name));
  }
  return { folders, files, badNames };
}

/** In a folder whose own name is bad every book has a bad path. */
function listBadFolder(fileSystem: FileSystem, path: Buffer): FolderListing {
  const entries = sortedByBytes(fileSystem.listBytes(path)).filter(
    ({ name }) => !isSkippedName(name.toString()),
  );
  const books = entries.filter(
    (entry) => entry.isFile() && formatOfName(entry.name.toString()) !== undefined,
  );
  return {
    folders: entries.filter((entry) => entry.isDirectory()).map(({ name }) => joinBytes(path, name)),
    files: [],
    badNames: books.map(({ name }) => escapeBytes(joinBytes(path, name))),
  };
}

function sortedByBytes<Entry extends { readonly name: Buffer }>(entries: Entry[]): Entry[] {
  return entries.sort((one, other) => Buffer.compare(one.name, other.name));
}

function joinBytes(folder: string | Buffer, name: Buffer): Buffer {
  return Buffer.concat([Buffer.from(folder), Buffer.from('/'), name]);
}

/** A name that is not UTF-8, distinct and printable: other than ASCII as `\xNN`. */
function escapeBytes(path: Buffer): string {
  return [...path]
    .map((byte) => (byte < 0x80 ? String.fromCodePoint(byte) : `\\x${byte.toString(16).toUpperCase()}`))
    .join('');
}
