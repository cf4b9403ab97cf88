import { coverFilesOf } from '../covers/beside.ts';
import { isTitleFolder, layoutOf } from '../paths/layout.ts';
import { folderPrefix, pathInDirectory, type Library } from '../paths/libraries.ts';
import { lastSegment } from '../paths/naming.ts';
import type { Place } from '../walk/place.ts';
import { walk, type WalkedFolder } from '../walk/walk.ts';
import type { FoundFile } from './found-file.ts';
import { newLibraryState, type LibraryState } from './libraries-state.ts';
import type { ScanContext } from '../scan/scan-context.ts';

/** Files of some folders, complete folder by folder. */
export interface FoundFolder {
  readonly files: readonly FoundFile[];
  /** Paths of files whose name is not UTF-8, made readable. */
  readonly badNames: readonly string[];
}

/** Walks one library, or one place in it, and notes in its state what could not be seen. */
export async function* findFiles(
  context: ScanContext,
  state: LibraryState,
  place?: Place,
): AsyncGenerator<FoundFolder> {
  const { library } = state;
  const innerDirectories = new Set(context.libraries.map(({ directory }) => directory));
  innerDirectories.delete(library.directory);
  const { fileSystem, signal } = context;
  const start = { directory: place?.folder ?? library.directory, entered: place?.names };
  for await (const folder of walk({ ...start, innerDirectories, fileSystem, signal })) {
    if (folder.kind === 'unreadable') noteUnreadable(context, state, folder.path);
    else yield foundIn(context, state, folder);
  }
}

/** Libraries in the order of their paths, so that the order of configuration has no influence on results. */
export function libraryStates(libraries: readonly Library[]): LibraryState[] {
  return libraries.toSorted((a, b) => (a.directory < b.directory ? -1 : 1)).map(newLibraryState);
}

function noteUnreadable({ tally }: ScanContext, state: LibraryState, path: string): void {
  tally.errors += 1;
  if (path === state.library.directory) state.isReachable = false;
  else state.unreadableFolders.push(path);
}

function foundIn(
  { tally }: ScanContext,
  state: LibraryState,
  folder: WalkedFolder & { kind: 'listed' },
): FoundFolder {
  const { library } = state;
  const count = folder.books.length + folder.badNames.length + folder.unknown.length;
  tally.errors += folder.unknown.length;
  tally.books_found += count;
  state.bookFiles += count;
  const isSharedByTitle =
    folder.images.length > 0 && isTitleFolder(layoutOf(segmentsOf(library, folder.path)));
  const coversOf = coverFilesOf({
    books: folder.books.map(({ name }) => name),
    images: folder.images,
    isTitleFolder: isSharedByTitle,
  });
  const prefix = folderPrefix(folder.path);
  const files = folder.books.map(({ name, format, size, mtimeMs }) => ({
    path: prefix + name,
    format,
    size,
    mtimeMs,
    library,
    covers: coversOf(name),
  }));
  return { files, badNames: folder.badNames };
}

/** The segments that layouts look at: the directory's own name, then the folders down to this one. */
export function segmentsOf(library: Library, folder: string): string[] {
  const inside = pathInDirectory(library.directory, folder).split('/');
  return [lastSegment(library.directory), ...inside.filter((segment) => segment !== '')];
}
