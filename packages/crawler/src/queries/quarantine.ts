import {
  decodeCursor,
  encodeCursor,
  InvalidCursorError,
  toIsoTime,
  type Db,
  type QuarantineRow,
} from '@dust/db';
import { formatOfName } from '@dust/formats';
import { librariesOf, libraryOfPath, pathInLibrary, type Library } from '../paths/libraries.ts';
import type { PageRequest } from './scans.ts';

/** A file with a problem, as the HTTP API shows it. */
export interface QuarantineItem {
  readonly id: number;
  /** Name of the library directory; empty if it is not configured any more. */
  readonly library: string;
  /** Relative to the library directory. */
  readonly filepath: string;
  readonly file_format: string | null;
  readonly file_size: number | null;
  readonly reason: string;
  readonly message: string;
  readonly book_id: number | null;
  readonly first_seen_at: string;
  readonly last_seen_at: string;
}

export interface QuarantinePage {
  readonly files: readonly QuarantineItem[];
  readonly total: number;
  readonly nextCursor: string | null;
}

const LIST = 'quarantine';
const DEFAULT_LIMIT = 100;

/** Files with problems, those met last first. Throws InvalidCursorError. */
export async function listQuarantine(
  db: Db,
  directories: readonly string[],
  { limit, cursor }: PageRequest = {},
): Promise<QuarantinePage> {
  const size = limit ?? (cursor === undefined ? undefined : DEFAULT_LIMIT);
  const all = db.selectFrom('quarantine').selectAll().orderBy('last_seen_at', 'desc').orderBy('id', 'desc');
  const after = cursor === undefined ? undefined : keyOf(cursor);
  const rest =
    after === undefined
      ? all
      : all.where((where) =>
          where(where.refTuple('last_seen_at', 'id'), '<', where.tuple(after.lastSeenAt, after.id)),
        );
  const rows = await (size === undefined ? rest : rest.limit(size + 1)).execute();
  const page = size === undefined ? rows : rows.slice(0, size);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  const libraries = librariesOf(directories);
  return {
    files: page.map((row) => toItem(row, libraries)),
    total: await countQuarantine(db),
    nextCursor: last === undefined ? null : encodeCursor(LIST, [last.last_seen_at, last.id]),
  };
}

/** How many files have a problem. */
export async function countQuarantine(db: Db): Promise<number> {
  const { total } = await db
    .selectFrom('quarantine')
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

function toItem(row: QuarantineRow, libraries: readonly Library[]): QuarantineItem {
  return {
    id: row.id,
    library: libraryOfPath(libraries, row.file_path)?.name ?? '',
    filepath: pathInLibrary(libraries, row.file_path),
    file_format: formatOfName(row.file_path) ?? null,
    file_size: row.file_size,
    reason: row.reason,
    message: row.message,
    book_id: row.book_id,
    first_seen_at: toIsoTime(row.first_seen_at) ?? row.first_seen_at,
    last_seen_at: toIsoTime(row.last_seen_at) ?? row.last_seen_at,
  };
}

function keyOf(cursor: string): { readonly lastSeenAt: string; readonly id: number } {
  const [lastSeenAt, id] = decodeCursor(LIST, cursor, 2);
  if (typeof lastSeenAt !== 'string' || typeof id !== 'number') throw new InvalidCursorError();
  return { lastSeenAt, id };
}
