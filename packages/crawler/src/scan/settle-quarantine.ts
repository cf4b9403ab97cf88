import { folderPrefix, libraryOfPath } from '../paths/libraries.ts';
import { findBooksAt, isActive } from '../survey/known-books.ts';
import { presenceOf } from '../walk/file-system.ts';
import { quarantineFiles, releaseFiles } from '../write/quarantine.ts';
import type { ScanContext } from './scan-context.ts';
import type { LibraryState } from '../survey/libraries-state.ts';
import type { Survey } from '../survey/survey.ts';

const CHUNK = 200;

/**
 * Enters files with bad names, and takes out entries of files that are gone. To be called after missing books are
 * settled: the entry of a book that stays active stays, as the file is not read again when it is back unchanged.
 */
export async function settleQuarantine(context: ScanContext, found: Survey): Promise<void> {
  const { db, clock, tally } = context;
  const badNames = found.badNames.map(({ path }) => ({
    path,
    size: null,
    mtimeMs: null,
    reason: 'BAD_NAME' as const,
    message: 'The name of the file is not valid UTF-8.',
    bookId: null,
  }));
  tally.files_quarantined += badNames.length;
  for (let start = 0; start < badNames.length; start += CHUNK) {
    await quarantineFiles(db, badNames.slice(start, start + CHUNK), clock());
  }
  const gone = found.ledger.unconfirmed().filter((path) => isGone(context, found, path));
  for (let start = 0; start < gone.length; start += CHUNK) {
    const paths = gone.slice(start, start + CHUNK);
    const kept = new Set((await findBooksAt(db, paths)).filter(isActive).map((book) => book.file_path));
    await releaseFiles(
      db,
      paths.filter((path) => !kept.has(path)),
    );
  }
}

function isGone(context: ScanContext, { states, ledger }: Survey, path: string): boolean {
  const library = libraryOfPath(context.libraries, path);
  const state = states.find((candidate) => candidate.library === library);
  if (state === undefined) return true;
  if (!state.isReachable || looksUnmounted(state)) return false;
  if (state.unreadableFolders.some((folder) => path.startsWith(folderPrefix(folder)))) return false;
  // A bad name is no path that could be looked for, and the walk has not met it.
  if (ledger.entryAt(path)?.reason === 'BAD_NAME') return true;
  return presenceOf(context.fileSystem, path).kind === 'gone';
}

/** An empty directory that should hold books is where a drive was, most likely. */
function looksUnmounted({ bookFiles, activeBooks }: LibraryState): boolean {
  return bookFiles === 0 && activeBooks > 0;
}
