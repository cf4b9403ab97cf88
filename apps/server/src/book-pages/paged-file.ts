import type { FileHandle } from 'node:fs/promises';
import { fileStamp } from '../files/file-stamps.ts';
import type { LibraryFolders } from '../files/library-folders.ts';
import type { PageFailure } from './page-worker.ts';
import type { PagedFormat } from './page-variant.ts';

/** A book whose pages are asked for. */
export interface PagedFile {
  readonly path: string;
  readonly format: PagedFormat;
  /** Of its content. */
  readonly stamp: string;
}

/** `changed`: the file is no longer the one of that stamp. `failed`: it took too much time or memory. */
export type NoPage = PageFailure | { readonly kind: 'changed' | 'failed' };

/** Works on a file if it is the one of that stamp, and does not change meanwhile. Throws where it cannot be opened. */
export async function withPagedFile<Result>(
  folders: LibraryFolders,
  { path, stamp }: PagedFile,
  work: (handle: FileHandle) => Promise<Result>,
): Promise<Result | NoPage> {
  const handle = await folders.open(path);
  try {
    if (fileStamp(await handle.stat()) !== stamp) return { kind: 'changed' };
    const result = await work(handle);
    return fileStamp(await handle.stat()) === stamp ? result : { kind: 'changed' };
  } finally {
    await handle.close();
  }
}
