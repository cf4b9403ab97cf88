import type { Db } from '@dust/db';
import { coverFilesOf, isCoverName } from '../covers/beside.ts';
import { isTitleFolder, layoutOf } from '../paths/layout.ts';
import { folderPrefix, libraryOfPath, type Library } from '../paths/libraries.ts';
import { formatOfName } from '@dust/formats';
import type { FileSystem } from '../walk/file-system.ts';
import { listFolder } from '../walk/list-folder.ts';
import type { ReaderPool } from '../workers/reader-pool.ts';
import { isUnlisted, problemOfFile } from '../write/book-problem.ts';
import { quarantineFiles } from '../write/quarantine.ts';
import { updateBook } from '../write/update-book.ts';
import { BookFileNotFoundError } from './errors.ts';
import { segmentsOf } from './find-files.ts';
import type { FoundFile } from './found-file.ts';
import { taskOf } from './read-in-order.ts';

export interface RefreshContext {
  readonly db: Db;
  readonly libraries: readonly Library[];
  readonly fileSystem: FileSystem;
  readonly clock: () => Date;
  readonly pool: ReaderPool;
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
  const { db, clock, pool } = context;
  const row = await db.selectFrom('books').select('file_path').where('id', '=', bookId).executeTakeFirst();
  const file = row === undefined ? null : locate(context, row.file_path);
  if (file === null) throw new BookFileNotFoundError();
  const [result] = await pool.read([taskOf(file)]);
  if (result?.isThere !== true) throw new BookFileNotFoundError();
  const read = { file, result, external: null };
  const warnings = result.problem === null ? [] : [result.problem.message];
  if (!isUnlisted(result.problem)) {
    await updateBook(db, { bookId, read, kind: keepsLegacy ? 'edit' : 'refresh' }, clock());
    return { warnings };
  }
  const entry = problemOfFile(read, bookId);
  if (entry !== null) await quarantineFiles(db, [entry], clock());
  return { warnings };
}

/** The file with the covers beside it, or null if it is not there or in no library. */
function locate({ fileSystem, libraries }: RefreshContext, path: string): FoundFile | null {
  const library = libraryOfPath(libraries, path);
  const format = formatOfName(path);
  if (library === undefined || format === undefined) return null;
  try {
    const stat = fileSystem.stat(path);
    if (stat?.isFile !== true) return null;
    const folder = path.slice(0, path.lastIndexOf('/'));
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
