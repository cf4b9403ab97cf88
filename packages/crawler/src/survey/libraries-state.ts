import type { Library } from '../paths/libraries.ts';

/** What a scan has learnt about one library directory. */
export interface LibraryState {
  readonly library: Library;
  /** False if the directory itself cannot be listed: nothing in it can be judged. */
  isReachable: boolean;
  /** Supported files seen in it, broken ones included. */
  bookFiles: number;
  /** Folders inside that could not be listed. */
  readonly unreadableFolders: string[];
  /** Active books the database has in it. */
  activeBooks: number;
}

export function newLibraryState(library: Library): LibraryState {
  return { library, isReachable: true, bookFiles: 0, unreadableFolders: [], activeBooks: 0 };
}
