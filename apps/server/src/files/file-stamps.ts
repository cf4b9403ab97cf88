import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { LibraryFolders } from './library-folders.ts';

export interface FileState {
  readonly size: number;
  readonly mtimeMs: number;
}

type KnownFile = Pick<Stats, 'dev' | 'ino' | 'size' | 'mtimeMs'>;

const mostKnown = 1000;

/** Changes with the size of a file or the time of its last change. Letters, digits and a hyphen. */
export function fileStamp({ size, mtimeMs }: FileState): string {
  return `${size.toString(36)}-${Math.round(mtimeMs * 1000).toString(36)}`;
}

/** Stamps of files in the library, at the price of one look at each that was looked at before. */
export class FileStamps {
  readonly #folders: LibraryFolders;
  readonly #known = new Map<string, KnownFile>();
  readonly #looks = new Map<string, Promise<Stats>>();

  constructor(folders: LibraryFolders) {
    this.#folders = folders;
  }

  /** The stamp of the file as it is now; throws for what {@link LibraryFolders.open} throws for. */
  async get(path: string): Promise<string> {
    const found = await this.#look(path);
    const known = this.#known.get(path);
    if (known === undefined || !isSame(known, found)) await this.#check(path);
    return fileStamp(found);
  }

  /** Who asks while somebody looks gets the same answer. */
  #look(path: string): Promise<Stats> {
    const look = this.#looks.get(path) ?? stat(path).finally(() => this.#looks.delete(path));
    this.#looks.set(path, look);
    return look;
  }

  /** That a path leads into the library has to be found out once for each file it leads to. */
  async #check(path: string): Promise<void> {
    const handle = await this.#folders.open(path);
    try {
      if (this.#known.size >= mostKnown) this.#known.clear();
      this.#known.set(path, await handle.stat());
    } finally {
      await handle.close();
    }
  }
}

function isSame(known: KnownFile, { dev, ino, size, mtimeMs }: KnownFile): boolean {
  return known.ino === ino && known.dev === dev && known.size === size && known.mtimeMs === mtimeMs;
}
