import { lstat, readdir } from 'node:fs/promises';
import { folderPrefix } from '../paths/libraries.ts';
import { isSkippedName } from '../walk/skip.ts';

export interface FolderInTree {
  readonly path: string;
  /** Whether there are folders in it. */
  readonly isBranch: boolean;
}

/** The folders of some directories, themselves included, without links and skipped names. Unreadable ones are left out. */
export async function* foldersOf(directories: readonly string[]): AsyncGenerator<FolderInTree> {
  const stack = [...directories];
  for (let path = stack.pop(); path !== undefined; path = stack.pop()) {
    const inside = await subfolders(path);
    if (inside === undefined) continue;
    yield { path, isBranch: inside.length > 0 };
    stack.push(...inside);
  }
}

async function subfolders(path: string): Promise<string[] | undefined> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const prefix = folderPrefix(path);
    return entries
      .filter((entry) => entry.isDirectory() && !isSkippedName(entry.name))
      .map(({ name }) => prefix + name);
  } catch {
    // What cannot be listed cannot be watched; the scans report it.
    return undefined;
  }
}

/** Whether there is a folder, and no link to one. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch {
    return false;
  }
}
