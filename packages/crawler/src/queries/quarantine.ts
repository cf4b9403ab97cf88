import {
  decodeCursor,
  encodeCursor,
  InvalidCursorError,
  sql,
  toIsoTime,
  type Db,
  type QuarantineRow,
  type RawBuilder,
  type SqlBool,
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

export interface QuarantineRequest extends PageRequest {
  /** Whether the book with an id may be known to who asks; without it every file is listed. */
  readonly isVisible?: (bookId: RawBuilder<unknown>) => RawBuilder<SqlBool>;
}

const LIST = 'quarantine';
const DEFAULT_LIMIT = 100;

/** Files with problems, those met last first, but not those of hidden books. Throws InvalidCursorError. */
export async function listQuarantine(
  db: Db,
  directories: readonly string[],
  { limit, cursor, isVisible = everyBook }: QuarantineRequest = {},
): Promise<QuarantinePage> {
  const size = limit ?? (cursor === undefined ? undefined : DEFAULT_LIMIT);
  const all = db
    .selectFrom('quarantine')
    .selectAll()
    .where(isShown(isVisible))
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc');
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
    total: await countQuarantine(db, isVisible),
    nextCursor: last === undefined ? null : encodeCursor(LIST, [last.last_seen_at, last.id]),
  };
}

type IsVisible = NonNullable<QuarantineRequest['isVisible']>;

const everyBook: IsVisible = () => sql<SqlBool>`true`;

/** A file that is no book names none. */
function isShown(isVisible: IsVisible): RawBuilder<SqlBool> {
  return sql<SqlBool>`(book_id is null or ${isVisible(sql.ref('quarantine.book_id'))})`;
}

/** How many files have a problem, but for those of hidden books. */
export async function countQuarantine(db: Db, isVisible: IsVisible = everyBook): Promise<number> {
  const { total } = await db
    .selectFrom('quarantine')
    .where(isShown(isVisible))
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
