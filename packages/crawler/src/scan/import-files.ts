import { addBooks } from '../write/add-books.ts';
import type { ReadBookFile } from '../write/book-draft.ts';
import { isUnlisted, problemOfFile } from '../write/book-problem.ts';
import { quarantineFiles, releaseFiles } from '../write/quarantine.ts';
import { updateBook, type BookUpdate } from '../write/update-book.ts';
import type { ReadResult } from '../workers/read-file.ts';
import type { GoneBook } from '../survey/gone-books.ts';
import type { LibraryState } from '../survey/libraries-state.ts';
import type { MoveCandidate, MoveIndex } from '../missing/move-index.ts';
import { errorCode } from '../walk/file-system.ts';
import type { FoundFile } from '../survey/found-file.ts';
import { Pace } from './pace.ts';
import { readInOrder } from './read-in-order.ts';
import type { ScanContext } from './scan-context.ts';
import type { FileToRead } from '../survey/reading-list.ts';
import type { Survey } from '../survey/survey.ts';

interface FileRead {
  readonly item: FileToRead & { readonly movedBook?: GoneBook | null };
  readonly result: ReadResult;
}

/** Opens the files that need it and writes what was found: new books, changed ones, moved ones. */
export async function importFiles(context: ScanContext, found: Survey, moves: MoveIndex): Promise<void> {
  const importer = new FileImporter(context, found, moves);
  await importer.import(found.toRead);
  // Renamed files wait until all new ones are known, and are read again: keeping what was read would have no bound.
  const settled = moves.settle(importer.candidates.splice(0));
  await importer.import(
    settled.map(({ file, book }) => ({ file, bookId: null, keptCover: null, movedBook: book })),
  );
}

class FileImporter {
  readonly #context: ScanContext;
  readonly #found: Survey;
  readonly #moves: MoveIndex;
  readonly #pace: Pace;
  readonly #newBooks: ReadBookFile[] = [];
  /** New files that may be books that are gone under another name. */
  readonly candidates: MoveCandidate[] = [];

  constructor(context: ScanContext, found: Survey, moves: MoveIndex) {
    this.#context = context;
    this.#found = found;
    this.#moves = moves;
    this.#pace = new Pace(context);
  }

  async import(items: Iterable<FileRead['item']>): Promise<void> {
    const { pool, signal } = this.#context;
    for await (const batch of readInOrder(pool, items, signal)) {
      for (const read of batch) await this.#guard(read.item.file, () => this.#take(read));
    }
    await this.#flush();
  }

  /** A book that cannot be written is counted and logged; a database that cannot be written ends the scan. */
  async #guard(file: FoundFile, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isAboutOneBook(error)) throw error;
      this.#context.tally.errors += 1;
      this.#context.logger.error({ path: file.path, error: String(error) }, 'A book could not be written');
    }
  }

  async #take({ item, result }: FileRead): Promise<void> {
    const { tally } = this.#context;
    const { file, bookId, movedBook } = item;
    if (movedBook === undefined && bookId === null && this.#isHeldBack(item, result)) return;
    tally.filesDone += 1;
    if (!result.isThere) return;
    const read: ReadBookFile = { file, result, external: null };
    if (result.problem !== null) tally.files_quarantined += 1;
    if (isUnlisted(result.problem)) return this.#quarantine(read, bookId);
    if (bookId !== null) return this.#update({ bookId, read, kind: 'change' });
    const gone = movedBook ?? this.#moves.claimByName({ file, contentHash: result.contentHash });
    if (gone !== null) return this.#move(gone, read);
    this.#newBooks.push(read);
    if (this.#newBooks.length >= this.#pace.size) await this.#flush();
  }

  /** A new file that might be a book which is gone, but not certainly the best fit, waits for the others. */
  #isHeldBack({ file }: FileToRead, result: ReadResult): boolean {
    const candidate = { file, contentHash: result.contentHash };
    if (!result.isThere || !this.#moves.isCandidate(candidate) || this.#moves.hasNamesake(candidate))
      return false;
    this.candidates.push(candidate);
    return true;
  }

  async #quarantine(read: ReadBookFile, bookId: number | null): Promise<void> {
    const entry = problemOfFile(read, bookId);
    if (entry !== null) await quarantineFiles(this.#context.db, [entry], this.#context.clock());
  }

  async #update(update: BookUpdate): Promise<void> {
    const { db, clock, lookup, tally, onBooks } = this.#context;
    const isChanged = await this.#pace.run(1, () => updateBook(db, update, { now: clock(), lookup }));
    if (!isChanged) return;
    tally.books_updated += 1;
    onBooks({ updated: [update.bookId] });
  }

  async #move(gone: GoneBook, read: ReadBookFile): Promise<void> {
    const { db, clock, lookup, tally, onBooks } = this.#context;
    await this.#pace.run(1, () =>
      updateBook(db, { bookId: gone.id, read, kind: 'move' }, { now: clock(), lookup }),
    );
    tally.books_moved += 1;
    if (!gone.isActive) tally.books_unarchived += gone.isMissing ? 1 : 0;
    else if (gone.state !== null) gone.state.activeBooks -= 1;
    const target = this.#stateOf(read);
    if (gone.isActive && target !== undefined) target.activeBooks += 1;
    onBooks({ updated: [gone.id] });
  }

  #stateOf({ file }: ReadBookFile): LibraryState | undefined {
    return this.#found.states.find(({ library }) => library === file.library);
  }

  async #flush(): Promise<void> {
    const files = this.#newBooks.splice(0);
    if (files.length === 0) return;
    try {
      await this.#add(files);
    } catch (error) {
      if (!isAboutOneBook(error)) throw error;
      for (const read of files) await this.#guard(read.file, () => this.#add([read]));
    }
  }

  async #add(files: readonly ReadBookFile[]): Promise<void> {
    const { db, clock, lookup, tally, onBooks } = this.#context;
    const added = await this.#pace.run(files.length, () => addBooks(db, files, { now: clock(), lookup }));
    tally.books_added += added.length;
    onBooks({ added });
    const { ledger } = this.#found;
    const healed = files.filter(
      ({ file, result }) => result.problem === null && ledger.entryAt(file.path) !== undefined,
    );
    await releaseFiles(
      db,
      healed.map(({ file }) => file.path),
    );
  }
}

/** Whether an error comes from the values of a book, not from the state of the database or a wish to stop. */
function isAboutOneBook(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  return /^SQLITE_(?:CONSTRAINT|TOOBIG|MISMATCH|RANGE)/.test(errorCode(error));
}
