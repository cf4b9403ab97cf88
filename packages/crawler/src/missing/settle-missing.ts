import { presenceOf } from '../walk/file-system.ts';
import { archiveBooks, REASON_NOT_FOUND, REASON_OUTSIDE } from './archive.ts';
import type { GoneBook } from '../survey/gone-books.ts';
import type { LibraryState } from '../survey/libraries-state.ts';
import { isTooMany } from './missing-limit.ts';
import type { ScanContext } from '../scan/scan-context.ts';
import { emptyWarning, manyMissingWarning, outsideWarning, unreachableWarning } from '../reports/warnings.ts';

/** Books that were not archived because they are too many. */
export interface HeldBack {
  readonly ids: readonly number[];
  /** Active books of the libraries in question. */
  readonly of: number;
}

export interface SettledMissing {
  readonly archived: readonly number[];
  readonly heldBack: HeldBack | null;
}

/** Archives the active books that are gone, library by library, unless that looks like an accident. */
export async function settleMissing(
  context: ScanContext,
  missing: readonly GoneBook[],
  states: readonly LibraryState[],
): Promise<SettledMissing> {
  const settler = new MissingSettler(context);
  for (const state of states) {
    await settler.settleLibrary(
      state,
      missing.filter((book) => book.state === state),
    );
  }
  await settler.settleOutside(missing.filter((book) => book.state === null));
  const { archived, heldBackIds, of } = settler;
  return { archived, heldBack: heldBackIds.length === 0 ? null : { ids: heldBackIds, of } };
}

class MissingSettler {
  readonly #context: ScanContext;
  readonly archived: number[] = [];
  readonly heldBackIds: number[] = [];
  of = 0;

  constructor(context: ScanContext) {
    this.#context = context;
  }

  async settleLibrary(state: LibraryState, missing: readonly GoneBook[]): Promise<void> {
    if (missing.length === 0) return;
    const { fileSystem, missingLimit, tally } = this.#context;
    const { library, bookFiles, activeBooks } = state;
    if (bookFiles === 0) {
      tally.warnings.push(emptyWarning(library.name, missing.length));
      return;
    }
    const areTooMany = isTooMany(missing.length, activeBooks, missingLimit);
    // Reading may have taken long since the file was looked for.
    const stillGone = areTooMany
      ? []
      : missing.filter(({ path }) => presenceOf(fileSystem, path).kind === 'gone');
    // Looked at last: a drive that was taken away meanwhile is no reason to miss its files.
    if (!this.#isStillThere(state)) return;
    if (areTooMany) this.#holdBack(library.name, missing, activeBooks);
    else await this.#archive(stillGone, REASON_NOT_FOUND);
  }

  /** Whether the library directory can be listed and is not empty, unlike a place where nothing is mounted; warns if not. */
  #isStillThere({ library, activeBooks }: LibraryState): boolean {
    const { fileSystem, tally } = this.#context;
    try {
      if (fileSystem.list(library.directory).length > 0) return true;
      tally.warnings.push(emptyWarning(library.name, activeBooks));
    } catch {
      tally.errors += 1;
      tally.warnings.push(unreachableWarning(library.name, activeBooks));
    }
    return false;
  }

  async settleOutside(missing: readonly GoneBook[]): Promise<void> {
    const active = missing.length;
    if (active === 0) return;
    this.#context.tally.warnings.push(outsideWarning(active));
    if (isTooMany(active, active, this.#context.missingLimit)) this.#holdBack('', missing, active);
    else await this.#archive(missing, REASON_OUTSIDE);
  }

  #holdBack(library: string, missing: readonly GoneBook[], of: number): void {
    this.#context.tally.warnings.push(manyMissingWarning(library, missing.length));
    this.heldBackIds.push(...missing.map(({ id }) => id));
    this.of += of;
  }

  async #archive(books: readonly GoneBook[], reason: string): Promise<void> {
    const ids = books.map(({ id }) => id);
    const archived = await archiveBooks(this.#context.db, ids, { reason, now: this.#context.clock() });
    this.archived.push(...archived);
  }
}
