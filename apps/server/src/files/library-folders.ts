import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { sep } from 'node:path';

/** A path that leads to no regular file inside a library directory. */
class OutsideLibraryError extends Error {}

/** Opens files of the configured library directories, and of nowhere else. */
export class LibraryFolders {
  readonly #directories: readonly string[];

  constructor(directories: readonly string[]) {
    this.#directories = directories;
  }

  /** A handle on a regular file whose real path lies in a library directory; throws for anything else. */
  async open(path: string): Promise<FileHandle> {
    const real = await realpath(path);
    if (!(await this.#contains(real))) throw new OutsideLibraryError('The file lies outside the library');
    const handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stats = await handle.stat();
    if (stats.isFile()) return handle;
    await handle.close();
    throw new OutsideLibraryError('Not a regular file');
  }

  /** Whether {@link open} would open the path. */
  async holds(path: string): Promise<boolean> {
    const handle = await this.open(path).catch(() => undefined);
    await handle?.close();
    return handle !== undefined;
  }

  async #contains(real: string): Promise<boolean> {
    for (const directory of this.#directories) {
      if (isInside(directory, real)) return true;
    }
    // The directory itself may be a link.
    for (const directory of this.#directories) {
      const target = await realpath(directory).catch(() => undefined);
      if (target !== undefined && isInside(target, real)) return true;
    }
    return false;
  }
}

function isInside(directory: string, path: string): boolean {
  return path.startsWith(directory.endsWith(sep) ? directory : directory + sep);
}
