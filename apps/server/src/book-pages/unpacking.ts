import type { FilePool } from '../file-pool.ts';
import { fileStamp } from '../files/file-stamps.ts';
import type { LibraryFolders } from '../files/library-folders.ts';
import type { PageCache } from './page-cache.ts';
import type { PageKey } from './page-key.ts';
import type { PagedFormat } from './page-variant.ts';

export interface UnpackingOptions {
  readonly folders: LibraryFolders;
  readonly pool: Pick<FilePool, 'run'>;
  readonly cache: PageCache;
}

/**
 * Unpacks what follows a page of an archive in which a page costs all in front of it, so that turning pages does not cost that
 * again and again. One archive at a time: the other threads stay free for what somebody waits for.
 */
export class Unpacking {
  readonly #options: UnpackingOptions;
  #isBusy = false;

  constructor(options: UnpackingOptions) {
    this.#options = options;
  }

  /** Begins in the background with the page of the key; does nothing while it is at work on something else. */
  begin({ path, format }: { readonly path: string; readonly format: PagedFormat }, first: PageKey): void {
    if (this.#isBusy || this.#options.cache.maxBytes === 0) return;
    this.#isBusy = true;
    this.#unpack(path, format, first)
      .catch(() => undefined)
      .finally(() => {
        this.#isBusy = false;
      });
  }

  async #unpack(path: string, format: PagedFormat, first: PageKey): Promise<void> {
    const { folders, pool, cache } = this.#options;
    const handle = await folders.open(path);
    try {
      if (fileStamp(await handle.stat()) !== first.stamp) return;
      const task = {
        fd: handle.fd,
        format,
        first,
        folder: cache.folder,
        maxBytes: Math.floor(cache.maxBytes / 4),
      };
      const unpacked = await pool.run('unpackBookPages', task);
      // A thread that was ended does not tell what it has written.
      if (unpacked === undefined) await cache.sweep();
      else cache.adopt(unpacked);
    } finally {
      await handle.close();
    }
  }
}
