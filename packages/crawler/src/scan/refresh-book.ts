import type { Db } from '@dust/db';
import { coverFilesOf, isCoverName } from '../covers/beside.ts';
import { isTitleFolder, layoutOf } from '../paths/layout.ts';
import { folderOf, folderPrefix, libraryOfPath, type Library } from '../paths/libraries.ts';
import { formatOfName } from '@dust/formats';
import type { FileSystem } from '../walk/file-system.ts';
import { listFolder } from '../walk/list-folder.ts';
import type { LookupResult } from '../providers/external-lookup.ts';
import { isbnToLookUp, type LookupPolicy } from '../providers/lookup-policy.ts';
import type { ReaderPool } from '../workers/reader-pool.ts';
import { isUnlisted, problemOfFile } from '../write/book-problem.ts';
import { quarantineFiles } from '../write/quarantine.ts';
import type { ReadBookFile } from '../write/book-draft.ts';
import { findStoredBook, storedMetadata, type StoredBook } from '../write/stored-book.ts';
import { isbnOfBook, updateBook } from '../write/update-book.ts';
import { BookFileNotFoundError } from './errors.ts';
import { segmentsOf } from '../survey/find-files.ts';
import type { FoundFile } from '../survey/found-file.ts';
import { keptCover } from '../survey/judge-file.ts';
import { taskOf } from './read-in-order.ts';

export interface RefreshContext {
  readonly db: Db;
  readonly libraries: readonly Library[];
  readonly fileSystem: FileSystem;
  readonly clock: () => Date;
  readonly pool: ReaderPool;
  readonly lookup: LookupPolicy;
  /** Asks outside catalogues anew; null: what they have said before counts. */
  readonly askCatalogues: ((isbn: string) => Promise<LookupResult>) | null;
}

export interface RefreshOptions {
  /** Leaves values of unknown origin from an earlier server alone; for edits that were dropped. */
  readonly keepsLegacy?: boolean;
}

export interface RefreshResult {
  /** Sentences for people. */
  readonly warnings: readonly string[];
}

/** Reads the file of a book again and derives metadata, cover and automatic tags anew. Throws {@link BookFileNotFoundError}. */
export async function refreshBook(
  context: RefreshContext,
  bookId: number,
  { keepsLegacy = false }: RefreshOptions = {},
): Promise<RefreshResult> {
  const { db, clock, pool, lookup } = context;
  const stored = await findStoredBook(db, bookId);
  const file = stored === undefined ? null : locate(context, stored.file_path);
  if (stored === undefined || file === null) throw new BookFileNotFoundError();
  const [result] = await pool.read([taskOf(file, keepsLegacy ? keptCover(file, stored) : null)]);
  if (result?.isThere !== true) throw new BookFileNotFoundError();
  const warnings = result.problem === null ? [] : [result.problem.message];
  const read: ReadBookFile = { file, result, external: null };
  if (isUnlisted(result.problem)) {
    const entry = problemOfFile(read, bookId);
    if (entry !== null) await quarantineFiles(db, [entry], clock());
    return { warnings };
  }
  const { facts: external, failures } = await askCatalogues(context, read, stored);
  const update = { bookId, read: { ...read, external }, kind: keepsLegacy ? 'edit' : 'refresh' } as const;
  await updateBook(db, update, { now: clock(), lookup });
  return { warnings: [...warnings, ...failures] };
}

async function askCatalogues(
  { lookup, askCatalogues: ask }: RefreshContext,
  read: ReadBookFile,
  stored: StoredBook,
): Promise<LookupResult> {
  const isbn = isbnToLookUp(isbnOfBook(read, storedMetadata(stored)), lookup);
  return isbn === null || ask === null ? { facts: null, failures: [] } : ask(isbn);
}

/** The file with the covers beside it, or null if it is not there or in no library. */
function locate({ fileSystem, libraries }: RefreshContext, path: string): FoundFile | null {
  const library = libraryOfPath(libraries, path);
  const format = formatOfName(path);
  if (library === undefined || format === undefined) return null;
  try {
    const stat = fileSystem.stat(path);
    if (stat?.isFile !== true) return null;
    const folder = folderOf(path);
    const { files } = listFolder(fileSystem, folder);
    const covers = coverFilesOf({
      books: files.filter((name) => formatOfName(name) !== undefined),
      images: files.filter(isCoverName),
      isTitleFolder: isTitleFolder(layoutOf(segmentsOf(library, folder))),
    });
    const name = path.slice(folderPrefix(folder).length);
    return { path, format, size: stat.size, mtimeMs: stat.mtimeMs, library, covers: covers(name) };
  } catch (cause) {
    throw new BookFileNotFoundError({ cause });
  }
}
