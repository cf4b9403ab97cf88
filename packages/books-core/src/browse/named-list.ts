import { decodeCursor, encodeCursor, InvalidCursorError, type Db, type PreparedQuery } from '@dust/db';
import type { Page, PageQuery } from '../lists/book-query.ts';
import type { ViewerArguments } from '../viewer.ts';

/** Arguments of a statement that lists names after a name and an id. */
export interface NamedPageArguments extends ViewerArguments {
  readonly afterName: string;
  readonly afterId: number;
  readonly limit: number;
}

/** A row of such a statement, with the key it is ordered by. */
export interface NamedRow {
  readonly id: number;
  readonly nameKey: string;
}

export interface NamedList<Row extends NamedRow> {
  /** Names the list for its cursors. */
  readonly context: string;
  /** By name, then id. */
  readonly query: PreparedQuery<NamedPageArguments, Row>;
}

const defaultLimit = 100;
const chunkSize = 250;

interface Place {
  readonly name: string;
  readonly id: number;
}

interface NamedPage<Row> {
  readonly items: Row[];
  readonly next: Place | null;
}

const start: Place = { name: '', id: 0 };

/** A page of names, or all of them if the query asks for none; the event loop turns between pieces of the whole. */
export async function readNamedList<Row extends NamedRow>(
  db: Db,
  list: NamedList<Row>,
  request: { readonly viewer: ViewerArguments; readonly page: PageQuery; readonly total: number },
): Promise<Page<Row>> {
  const { viewer, page, total } = request;
  if (page.limit !== undefined || page.cursor !== undefined) {
    const from = page.cursor === undefined ? start : placeOf(list.context, page.cursor);
    const limit = page.limit ?? defaultLimit;
    const { items, next } = await readFrom(db, list, { viewer, from, limit });
    return { items, total, nextCursor: next && encodeCursor(list.context, [next.name, next.id]) };
  }
  const all: Row[] = [];
  for (let from: Place | null = start; from !== null;) {
    const { items, next }: NamedPage<Row> = await readFrom(db, list, { viewer, from, limit: chunkSize });
    all.push(...items);
    from = next;
    if (next !== null) await new Promise((resolve) => setImmediate(resolve));
  }
  return { items: all, total: all.length, nextCursor: null };
}

async function readFrom<Row extends NamedRow>(
  db: Db,
  list: NamedList<Row>,
  slice: { readonly viewer: ViewerArguments; readonly from: Place; readonly limit: number },
): Promise<NamedPage<Row>> {
  const { viewer, from, limit } = slice;
  const after = { afterName: from.name, afterId: from.id, limit: limit + 1 };
  const found = await list.query.all(db, { ...viewer, ...after });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const isLastPage = found.length <= limit || last === undefined;
  return { items, next: isLastPage ? null : { name: last.nameKey, id: last.id } };
}

function placeOf(context: string, cursor: string): Place {
  const [name, id] = decodeCursor(context, cursor, 2);
  if (typeof name !== 'string' || typeof id !== 'number') throw new InvalidCursorError();
  return { name, id };
}
