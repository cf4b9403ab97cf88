import { resolve } from 'node:path';
import { lastSegment } from './naming.ts';

/** A configured library directory. */
export interface Library {
  /** Absolute path without a slash at its end. */
  readonly directory: string;
  /** Last segment of the path, with a numeric suffix if another directory has the same. */
  readonly name: string;
}

const knownLibraries = new WeakMap<readonly string[], readonly Library[]>();

/** The directories as libraries, in their order; one that is named twice counts once. */
export function librariesOf(directories: readonly string[]): readonly Library[] {
  const known = knownLibraries.get(directories);
  if (known !== undefined) return known;
  const libraries = nameLibraries(directories);
  // Servers ask for every book they show, always with the same list.
  knownLibraries.set(directories, libraries);
  return libraries;
}

function nameLibraries(directories: readonly string[]): Library[] {
  const unique = [...new Set(directories.map((directory) => resolve(directory)))];
  const taken = new Set<string>();
  return unique.map((directory) => {
    const name = freeName(lastSegment(directory) || '/', taken);
    taken.add(name);
    return { directory, name };
  });
}

/** Directory → the name the API shows instead of its path. */
export function libraryNames(directories: readonly string[]): ReadonlyMap<string, string> {
  return new Map(librariesOf(directories).map(({ directory, name }) => [directory, name]));
}

/** The innermost library a path lies in. */
export function libraryOfPath(libraries: readonly Library[], path: string): Library | undefined {
  let innermost: Library | undefined;
  for (const library of libraries) {
    if (!path.startsWith(folderPrefix(library.directory))) continue;
    if (innermost === undefined || library.directory.length > innermost.directory.length) innermost = library;
  }
  return innermost;
}

/** The path of a file in its library directory; outside all of them only the file's name, so that no server path is shown. */
export function relativePath(directories: readonly string[], filePath: string): string {
  return pathInLibrary(librariesOf(directories), filePath);
}

/** {@link relativePath} for many files. */
export function pathInLibrary(libraries: readonly Library[], filePath: string): string {
  const library = libraryOfPath(libraries, filePath);
  return library === undefined ? lastSegment(filePath) : pathInDirectory(library.directory, filePath);
}

/** The folder a file lies in. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** What the path of everything inside a folder begins with. */
export function folderPrefix(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let candidate = name;
  for (let suffix = 2; taken.has(candidate); suffix += 1) candidate = `${name} ${suffix}`;
  return candidate;
}

/** The path of a file that lies in a directory, relative to it. */
export function pathInDirectory(directory: string, filePath: string): string {
  return filePath.slice(folderPrefix(directory).length);
}
