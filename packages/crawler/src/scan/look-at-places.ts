import type { Db } from '@dust/db';
import { contentHash, openFileSource } from '@dust/formats';
import { MoveIndex } from '../missing/move-index.ts';
import { folderPrefix } from '../paths/libraries.ts';
import { lastSegment } from '../paths/naming.ts';
import type { FoundFile } from '../survey/found-file.ts';
import { booksInRange, isActive, rangeOf, rangeOfFiles, type PathRange } from '../survey/known-books.ts';
import { surveyPlaces, type Survey } from '../survey/survey.ts';
import { presenceOf } from '../walk/file-system.ts';
import type { Place } from '../walk/place.ts';
import { importFiles } from './import-files.ts';
import type { ScanContext } from './scan-context.ts';

/** With more new files than this a whole scan is hardly dearer than looking at each twice. */
const MOST_NEW_FILES = 500;
/** Books of one content or size that are looked at. */
const MOST_TWINS = 100;

/**
 * Brings the books of some places in step with their files, as far as nothing but these places decides about it: files that are new
 * or have changed. Whatever may be a file that has gone, has moved or is back is left to a whole scan, which alone sees where to.
 *
 * @returns whether all was done; if not, a whole scan is needed
 */
export async function lookAtPlaces(context: ScanContext, places: readonly Place[]): Promise<boolean> {
  const found = await surveyPlaces(context, places);
  if (found.states.some((state) => !state.isReachable || state.unreadableFolders.length > 0)) return false;
  if (found.returned.length > 0 || found.badNames.length > 0) return false;
  if (hasOutdatedEntry(context, found, places)) return false;
  if (await isAnyGone(context, found, places)) return false;
  if (await hasAnyMoved(context, found)) return false;
  await importFiles(context, found, new MoveIndex([]));
  return true;
}

/** Whether a file of the quarantine, book or not, has gone. */
function hasOutdatedEntry(
  { fileSystem }: ScanContext,
  { ledger }: Survey,
  places: readonly Place[],
): boolean {
  return ledger
    .unconfirmed()
    .some((path) => isInside(places, path) && presenceOf(fileSystem, path).kind === 'gone');
}

function isInside(places: readonly Place[], path: string): boolean {
  return places.some(({ folder, names }) => {
    const prefix = folderPrefix(folder);
    if (!path.startsWith(prefix)) return false;
    const [first, ...rest] = path.slice(prefix.length).split('/');
    return rest.length === 0 || (first !== undefined && names.includes(first));
  });
}

/** Whether the file of an active book in these places is not there. */
async function isAnyGone(context: ScanContext, { seen }: Survey, places: readonly Place[]): Promise<boolean> {
  const ranges = places.flatMap(({ folder, names }): PathRange[] => {
    const inside = names.map((name) => rangeOf({ directory: folderPrefix(folder) + name }));
    return [rangeOfFiles(folder), ...inside];
  });
  for (const range of ranges) {
    for await (const page of booksInRange(context.db, range)) {
      context.signal.throwIfAborted();
      const unseen = page.filter((book) => isActive(book) && !seen.has(book.id));
      if (unseen.some((book) => presenceOf(context.fileSystem, book.file_path).kind === 'gone')) return true;
    }
  }
  return false;
}

/** Whether a new file may be a book that has gone from somewhere else. */
async function hasAnyMoved(context: ScanContext, { toRead }: Survey): Promise<boolean> {
  let count = 0;
  for (const { file, bookId } of toRead) {
    if (bookId !== null) continue;
    count += 1;
    if (count > MOST_NEW_FILES) return true;
    context.signal.throwIfAborted();
    const twins = await findTwins(context.db, file);
    if (twins.length > MOST_TWINS) return true;
    if (twins.some((path) => presenceOf(context.fileSystem, path).kind === 'gone')) return true;
  }
  return false;
}

/** Paths of books with the content of the file, or, where content was never looked at, with its size and name. */
async function findTwins(db: Db, file: FoundFile): Promise<string[]> {
  const paths = db
    .selectFrom('books')
    .select('file_path')
    .orderBy('id')
    .limit(MOST_TWINS + 1);
  const hash = hashOf(file.path);
  const equal = hash === null ? [] : await paths.where('content_hash', '=', hash).execute();
  const similar = await paths.where('file_size', '=', file.size).where('content_hash', 'is', null).execute();
  const name = lastSegment(file.path);
  const named = similar.filter((book) => lastSegment(book.file_path) === name);
  return [...equal, ...(similar.length > MOST_TWINS ? similar : named)].map((book) => book.file_path);
}

/** Null for what cannot be read; the reader that comes next says why. */
function hashOf(path: string): string | null {
  try {
    using source = openFileSource(path);
    return contentHash(source);
  } catch {
    return null;
  }
}
