import { sql, type Db, type RawBuilder, type SqlBool } from '@dust/db';
import { folderPrefix, type Library } from '../paths/libraries.ts';
import { paddedList } from '../queries/statement-sizes.ts';

/** What a scan needs to know of a book in the database. */
export interface KnownBook {
  readonly id: number;
  readonly file_path: string;
  readonly file_size: number | null;
  readonly file_mtime: number | null;
  readonly status: string | null;
  readonly archive_kind: string | null;
  readonly content_hash: string | null;
  readonly cover_source: string | null;
  readonly cover_image_path: string | null;
}

const columns = [
  'id',
  'file_path',
  'file_size',
  'file_mtime',
  'status',
  'archive_kind',
  'content_hash',
  'cover_source',
  'cover_image_path',
] as const;

export function isActive({ status }: { readonly status: string | null }): boolean {
  return status !== 'archived';
}

export function isMissing(book: Pick<KnownBook, 'status' | 'archive_kind'>): boolean {
  return !isActive(book) && book.archive_kind === 'missing';
}

/** The books at these paths, in no order. */
export async function findBooksAt(db: Db, paths: readonly string[]): Promise<KnownBook[]> {
  if (paths.length === 0) return [];
  return db.selectFrom('books').select(columns).where('file_path', 'in', paddedList(paths)).execute();
}

/** Paths from `from` (inclusive) up to `to` (exclusive) in the order of their bytes. */
export interface PathRange {
  readonly from: string;
  /** undefined: no end. */
  readonly to: string | undefined;
  /** Without those that have a slash after this. */
  readonly directlyIn?: string;
}

/** All paths inside a directory. */
export function rangeOf({ directory }: Pick<Library, 'directory'>): PathRange {
  const prefix = folderPrefix(directory);
  // "0" is the character after "/".
  return { from: prefix, to: `${prefix.slice(0, -1)}0` };
}

/** Paths of the files of a folder, without those in folders of it. */
export function rangeOfFiles(folder: string): PathRange {
  return { ...rangeOf({ directory: folder }), directlyIn: folderPrefix(folder) };
}

const PAGE = 1000;

/** The books of a range of paths, in pages. */
export async function* booksInRange(db: Db, range: PathRange): AsyncGenerator<KnownBook[]> {
  let page = await pageOf(db, range, undefined);
  for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
    yield page;
    page = page.length < PAGE ? [] : await pageOf(db, range, last.file_path);
  }
}

function pageOf(
  db: Db,
  { from, to, directlyIn }: PathRange,
  after: string | undefined,
): Promise<KnownBook[]> {
  const start = db.selectFrom('books').select(columns).orderBy('file_path').limit(PAGE);
  const begun =
    after === undefined ? start.where('file_path', '>=', from) : start.where('file_path', '>', after);
  const ended = to === undefined ? begun : begun.where('file_path', '<', to);
  return (directlyIn === undefined ? ended : ended.where(isDirectlyIn(directlyIn))).execute();
}

function isDirectlyIn(prefix: string): RawBuilder<SqlBool> {
  const below = `${prefix.replaceAll(/[\\%_]/g, '\\$&')}%/%`;
  return sql<SqlBool>`file_path not like ${below} escape '\\'`;
}
