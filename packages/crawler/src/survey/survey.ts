import { folderPrefix, libraryOfPath, type Library } from '../paths/libraries.ts';
import type { Place } from '../walk/place.ts';
import { findFiles, libraryStates } from './find-files.ts';
import type { FoundFile } from './found-file.ts';
import { IdSet } from './id-set.ts';
import { judgeFile, keptCover, type ComparedFile } from './judge-file.ts';
import { findBooksAt, isMissing, type KnownBook } from './known-books.ts';
import type { LibraryState } from './libraries-state.ts';
import { QuarantineLedger } from './quarantine-ledger.ts';
import { ReadingList } from './reading-list.ts';
import type { ScanContext } from '../scan/scan-context.ts';

/** What the folders hold, compared with the database; nothing was opened yet. */
export interface Survey {
  readonly states: readonly LibraryState[];
  readonly toRead: ReadingList;
  /** Books whose path was seen. */
  readonly seen: IdSet;
  /** Books archived as missing whose path is there again. */
  readonly returned: readonly number[];
  readonly badNames: readonly BadName[];
  readonly ledger: QuarantineLedger;
}

export interface BadName {
  readonly path: string;
  readonly library: Library;
}

/** Paths compared with the database in one query. */
const CHUNK = 512;

/** Walks all libraries and compares what is there with what is known, by path, size and time. */
export async function survey(context: ScanContext): Promise<Survey> {
  const surveyor = new Surveyor(context, await QuarantineLedger.load(context.db));
  const states = libraryStates(context.libraries);
  for (const state of states) await surveyor.survey(state);
  return { ...surveyor.result, states };
}

/** Looks at some places of libraries only. */
export async function surveyPlaces(context: ScanContext, places: readonly Place[]): Promise<Survey> {
  const surveyor = new Surveyor(context, await QuarantineLedger.load(context.db));
  const states = libraryStates(context.libraries);
  for (const place of places) {
    const library = libraryOfPath(context.libraries, folderPrefix(place.folder));
    const state = states.find((candidate) => candidate.library === library);
    if (state !== undefined) await surveyor.survey(state, place);
  }
  return { ...surveyor.result, states };
}

class Surveyor {
  readonly #context: ScanContext;
  readonly #folders: (readonly FoundFile[])[] = [];
  #count = 0;
  readonly result: {
    toRead: ReadingList;
    seen: IdSet;
    returned: number[];
    badNames: BadName[];
    ledger: QuarantineLedger;
  };

  constructor(context: ScanContext, ledger: QuarantineLedger) {
    this.#context = context;
    this.result = { toRead: new ReadingList(), seen: new IdSet(), returned: [], badNames: [], ledger };
  }

  async survey(state: LibraryState, place?: Place): Promise<void> {
    for await (const { files, badNames } of findFiles(this.#context, state, place)) {
      for (const path of badNames) {
        this.result.badNames.push({ path, library: state.library });
        this.result.ledger.confirm(path);
      }
      this.#folders.push(files);
      this.#count += files.length;
      if (this.#count >= CHUNK) await this.#compare();
    }
    await this.#compare();
    if (state.isReachable) this.#context.tally.directories_scanned += 1;
  }

  async #compare(): Promise<void> {
    const folders = this.#folders.splice(0);
    this.#count = 0;
    const paths = folders.flatMap((files) => files.map(({ path }) => path));
    const known = new Map<string, KnownBook>();
    for (let start = 0; start < paths.length; start += CHUNK) {
      const books = await findBooksAt(this.#context.db, paths.slice(start, start + CHUNK));
      for (const book of books) known.set(book.file_path, book);
    }
    for (const files of folders) {
      const hasNewFile = files.some(({ path }) => !known.has(path));
      for (const file of files) {
        this.#judge({ file, known: known.get(file.path), hasNewNeighbour: hasNewFile });
      }
    }
  }

  #judge(compared: ComparedFile): void {
    const { file, known } = compared;
    const { toRead, seen, returned, ledger } = this.result;
    const { tally } = this.#context;
    const isListed = ledger.entryAt(file.path) !== undefined;
    ledger.confirm(file.path);
    if (known !== undefined) {
      seen.add(known.id);
      if (isMissing(known)) returned.push(known.id);
    }
    const verdict = judgeFile(this.#context, ledger, compared);
    if (verdict === 'read') {
      const cover = known === undefined ? null : keptCover(file, known);
      toRead.add({ file, bookId: known?.id ?? null, keptCover: cover });
      return;
    }
    tally.filesDone += 1;
    if (isListed) tally.files_quarantined += 1;
  }
}
