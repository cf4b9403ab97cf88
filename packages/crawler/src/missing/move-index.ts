import { lastSegment } from '../paths/naming.ts';
import type { FoundFile } from '../survey/found-file.ts';
import type { GoneBook } from '../survey/gone-books.ts';

/** A new file that may be a book that is gone, once all new files are known. */
export interface MoveCandidate {
  readonly file: FoundFile;
  readonly contentHash: string | null;
}

export interface SettledMove {
  readonly file: FoundFile;
  /** The book that has moved here; null: the file is a new book. */
  readonly book: GoneBook | null;
}

/** Finds out which new file is which book that is gone. A book is given away once. */
export class MoveIndex {
  readonly #byHash: ReadonlyMap<string, readonly GoneBook[]>;
  /** Books of earlier servers, whose content was never looked at. */
  readonly #bySizeAndName: ReadonlyMap<string, readonly GoneBook[]>;
  readonly #claimed = new Set<number>();

  constructor(gone: readonly GoneBook[]) {
    const ordered = gone.toSorted(byPath);
    this.#byHash = grouped(ordered, (book) => book.contentHash);
    this.#bySizeAndName = grouped(ordered, (book) =>
      book.contentHash === null && book.size !== null ? sizeAndName(book.path, book.size) : null,
    );
  }

  isClaimed(book: GoneBook): boolean {
    return this.#claimed.has(book.id);
  }

  /** Whether a book with this content and this file name is gone. */
  hasNamesake({ file, contentHash }: MoveCandidate): boolean {
    return this.#namesake(file, contentHash) !== undefined;
  }

  /** Claims a book with this content and this very file name: no other file can have a better right to it. */
  claimByName({ file, contentHash }: MoveCandidate): GoneBook | null {
    return this.#claim(this.#namesake(file, contentHash));
  }

  /** Whether the file may turn out to be a book that is gone. */
  isCandidate({ file, contentHash }: MoveCandidate): boolean {
    return this.#withHash(contentHash).length > 0 || this.#withSizeAndName(file).length > 0;
  }

  /** Decides about all candidates: by content in the order of paths, then by size and name where that is unambiguous. */
  settle(candidates: readonly MoveCandidate[]): SettledMove[] {
    const ordered = candidates.toSorted((a, b) => byPath(a.file, b.file));
    const byContent = ordered.map((candidate) => ({
      file: candidate.file,
      book: this.claimByName(candidate) ?? this.#claim(this.#withHash(candidate.contentHash)[0]),
    }));
    const open = byContent.filter(({ book }) => book === null).map(({ file }) => file);
    const rivals = grouped(open, (file) => sizeAndName(file.path, file.size));
    return byContent.map(({ file, book }) => ({
      file,
      book:
        book ?? (rivals.get(sizeAndName(file.path, file.size))?.length === 1 ? this.#claimOnly(file) : null),
    }));
  }

  #namesake(file: FoundFile, contentHash: string | null): GoneBook | undefined {
    const name = lastSegment(file.path);
    return this.#withHash(contentHash).find(({ path }) => lastSegment(path) === name);
  }

  #withHash(hash: string | null): readonly GoneBook[] {
    return this.#free(hash === null ? undefined : this.#byHash.get(hash));
  }

  #withSizeAndName(file: FoundFile): readonly GoneBook[] {
    return this.#free(this.#bySizeAndName.get(sizeAndName(file.path, file.size)));
  }

  #free(books: readonly GoneBook[] | undefined): readonly GoneBook[] {
    return books?.filter(({ id }) => !this.#claimed.has(id)) ?? [];
  }

  #claimOnly(file: FoundFile): GoneBook | null {
    const books = this.#withSizeAndName(file);
    return books.length === 1 ? this.#claim(books[0]) : null;
  }

  #claim(book: GoneBook | undefined): GoneBook | null {
    if (book === undefined) return null;
    this.#claimed.add(book.id);
    return book;
  }
}

function sizeAndName(path: string, size: number): string {
  return `${size}/${lastSegment(path)}`;
}

function byPath(one: { readonly path: string }, other: { readonly path: string }): number {
  return one.path < other.path ? -1 : Number(one.path > other.path);
}

function grouped<T>(
  items: readonly T[],
  keyOf: (item: T) => string | null,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
