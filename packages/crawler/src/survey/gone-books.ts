import { folderPrefix, type Library } from '../paths/libraries.ts';
import { presenceOf } from '../walk/file-system.ts';
import type { IdSet } from './id-set.ts';
import { booksInRange, isActive, isMissing, rangeOf, type KnownBook, type PathRange } from './known-books.ts';
import type { LibraryState } from './libraries-state.ts';
import type { ScanContext } from '../scan/scan-context.ts';

/** A book of which the file is not where it was. */
export interface GoneBook {
  readonly id: number;
  readonly path: string;
  readonly size: number | null;
  readonly contentHash: string | null;
  readonly isActive: boolean;
  /** Archived because its file was missing. */
  readonly isMissing: boolean;
  /** null: the path lies in no configured directory. */
  readonly state: LibraryState | null;
}

export interface Unexamined {
  readonly bookId: number;
  readonly error: string;
}

export interface GoneBooks {
  readonly gone: readonly GoneBook[];
  /** Books archived as missing whose file is there, in a place the walk does not enter. */
  readonly returned: readonly number[];
  /** Books whose file could be neither found nor ruled out. */
  readonly unexamined: readonly Unexamined[];
}

/** Looks for the file of every book that the walk has not met. Books in directories that cannot be listed are not judged. */
export async function findGoneBooks(
  context: ScanContext,
  states: readonly LibraryState[],
  seen: IdSet,
): Promise<GoneBooks> {
  const search = new GoneSearch(context, seen);
  for (const state of states) await search.searchLibrary(state, states);
  if (states.length > 0) await search.searchOutside(states);
  return search.result;
}

class GoneSearch {
  readonly #context: ScanContext;
  readonly #seen: IdSet;
  readonly result: { gone: GoneBook[]; returned: number[]; unexamined: Unexamined[] };

  constructor(context: ScanContext, seen: IdSet) {
    this.#context = context;
    this.#seen = seen;
    this.result = { gone: [], returned: [], unexamined: [] };
  }

  async searchLibrary(state: LibraryState, states: readonly LibraryState[]): Promise<void> {
    const inner = states
      .filter((other) => other !== state)
      .map(({ library }) => folderPrefix(library.directory))
      .filter((prefix) => prefix.startsWith(folderPrefix(state.library.directory)));
    for await (const page of booksInRange(this.#context.db, rangeOf(state.library))) {
      this.#context.signal.throwIfAborted();
      const own = page.filter(({ file_path: path }) => !inner.some((prefix) => path.startsWith(prefix)));
      for (const book of own) this.#judge(book, state);
    }
  }

  async searchOutside(states: readonly LibraryState[]): Promise<void> {
    for (const range of rangesOutside(states.map(({ library }) => library))) {
      for await (const page of booksInRange(this.#context.db, range)) {
        this.#context.signal.throwIfAborted();
        for (const book of page) this.#addGone(book, null);
      }
    }
  }

  #judge(book: KnownBook, state: LibraryState): void {
    if (isActive(book)) state.activeBooks += 1;
    if (this.#seen.has(book.id) || !state.isReachable) return;
    const presence = presenceOf(this.#context.fileSystem, book.file_path);
    if (presence.kind === 'present') {
      state.bookFiles += 1;
      if (isMissing(book)) this.result.returned.push(book.id);
      return;
    }
    if (presence.kind === 'unknown') this.#addUnexamined(book.id, presence.error);
    else if (state.unreadableFolders.some((folder) => book.file_path.startsWith(folderPrefix(folder)))) {
      this.#addUnexamined(book.id, 'A folder above the file cannot be listed');
    } else this.#addGone(book, state);
  }

  #addUnexamined(bookId: number, error: string): void {
    this.#context.tally.errors += 1;
    this.result.unexamined.push({ bookId, error });
  }

  #addGone(book: KnownBook, state: LibraryState | null): void {
    this.result.gone.push({
      id: book.id,
      path: book.file_path,
      size: book.file_size,
      contentHash: book.content_hash,
      isActive: isActive(book),
      isMissing: isMissing(book),
      state,
    });
  }
}

/** The ranges of paths between the directories. */
function rangesOutside(libraries: readonly Library[]): PathRange[] {
  const inside = libraries
    .map(rangeOf)
    .sort((a, b) => Buffer.compare(Buffer.from(a.from), Buffer.from(b.from)));
  const outside: PathRange[] = [];
  let start = '';
  for (const { from, to } of inside) {
    if (from < start) continue;
    outside.push({ from: start, to: from });
    start = to ?? start;
  }
  return [...outside, { from: start, to: undefined }];
}
