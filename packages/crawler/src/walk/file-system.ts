import { readdirSync, statSync, type Dirent, type Stats } from 'node:fs';

/** The two questions a scan asks a file system; they throw what `node:fs` throws. */
export interface FileSystem {
  /** Names as text, which is lossy for those that are not UTF-8. */
  list(folder: string | Buffer): Dirent[];
  /** Names as bytes. */
  listBytes(folder: string | Buffer): Dirent<Buffer>[];
  /** What is at a path, links followed. */
  stat(path: string): FileStat | undefined;
}

export interface FileStat {
  readonly isFile: boolean;
  readonly size: number;
  /** Whole milliseconds since 1970. */
  readonly mtimeMs: number;
  /** Milliseconds of the last change of content, name or rights. */
  readonly ctimeMs: number;
}

export const diskFileSystem: FileSystem = {
  list: (folder) => readdirSync(folder, { withFileTypes: true }),
  listBytes: (folder) => readdirSync(folder, { withFileTypes: true, encoding: 'buffer' }),
  stat: (path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats && fileStatOf(stats);
  },
};

function fileStatOf(stats: Stats): FileStat {
  return {
    isFile: stats.isFile(),
    size: stats.size,
    mtimeMs: Math.floor(stats.mtimeMs),
    ctimeMs: stats.ctimeMs,
  };
}

/** What became of a file that a scan expected. */
export type Presence =
  | { readonly kind: 'present'; readonly stat: FileStat }
  | { readonly kind: 'gone' }
  /** No access or an I/O error: nothing can be said. */
  | { readonly kind: 'unknown'; readonly error: string };

/** Looks for a regular file. `statSync` reports a folder above that is a file now (ENOTDIR) like a missing one. */
export function presenceOf(fileSystem: FileSystem, path: string): Presence {
  try {
    const stat = fileSystem.stat(path);
    return stat?.isFile === true ? { kind: 'present', stat } : { kind: 'gone' };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'gone' };
    return { kind: 'unknown', error: `The file cannot be examined (${code})` };
  }
}

export function errorCode(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : 'unknown error';
}
