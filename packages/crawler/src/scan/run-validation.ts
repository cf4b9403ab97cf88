import { walk } from '../walk/walk.ts';
import { libraryStates } from '../survey/find-files.ts';
import { findGoneBooks } from '../survey/gone-books.ts';
import { IdSet } from '../survey/id-set.ts';
import type { LibraryState } from '../survey/libraries-state.ts';
import { isToSettle, takeBack, type ScanOutcome } from './run-scan.ts';
import type { ScanContext } from './scan-context.ts';
import { settleMissing } from '../missing/settle-missing.ts';
import { listingWarnings } from '../reports/warnings.ts';

/** Looks for the file of every book, by the rules and safeguards of a scan, without looking for new files. */
export async function runValidation(context: ScanContext): Promise<ScanOutcome> {
  const { tally } = context;
  const states = libraryStates(context.libraries);
  for (const state of states) checkDirectory(context, state);
  const search = await findGoneBooks(context, states, new IdSet());
  tally.warnings.push(...listingWarnings(states));
  const unarchived = await takeBack(context, search.returned);
  const missing = search.gone.filter(isToSettle);
  for (const state of states) {
    tally.books_found += state.bookFiles;
    if (state.bookFiles === 0 && missing.some((book) => book.state === state))
      await findAnyBook(context, state);
  }
  const { archived, heldBack } = await settleMissing(context, missing, states);
  tally.books_archived += archived.length;
  context.onBooks({ archived });
  return { heldBack, archived, unarchived, unexamined: search.unexamined };
}

function checkDirectory({ fileSystem, tally }: ScanContext, state: LibraryState): void {
  try {
    fileSystem.list(state.library.directory);
    tally.directories_scanned += 1;
  } catch {
    tally.errors += 1;
    state.isReachable = false;
  }
}

/** A directory with any book in it is not empty, even if it is none of those that are known. */
async function findAnyBook(
  { libraries, fileSystem, signal }: ScanContext,
  state: LibraryState,
): Promise<void> {
  const { directory } = state.library;
  const innerDirectories = new Set(libraries.map((library) => library.directory));
  innerDirectories.delete(directory);
  for await (const folder of walk({ directory, innerDirectories, fileSystem, signal })) {
    if (folder.kind !== 'listed' || folder.books.length === 0) continue;
    state.bookFiles += 1;
    return;
  }
}
