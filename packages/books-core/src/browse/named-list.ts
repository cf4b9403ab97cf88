import { sql, type Db, type KeyValue, type PreparedQuery, type RawBuilder, type SqlBool } from '@dust/db';
import type { Page, PageQuery } from '../lists/book-query.ts';
import {
  isBackward,
  pageOf,
  placeOf,
  wantedOf,
  wholePage,
  type EntryKey,
  type Place,
  type PlacedList,
} from '../lists/place.ts';
import { prepareSql } from '../prepare-sql.ts';
import type { ViewerArguments } from '../viewer.ts';

/** Arguments of a statement that lists names beyond a name and an id. */
export interface NamedPageArguments extends ViewerArguments {
  readonly fromName: string;
  readonly fromId: number;
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
  readonly forward: PreparedQuery<NamedPageArguments, Row>;
  /** The other way round. */
  readonly backward: PreparedQuery<NamedPageArguments, Row>;
}

/** Which rows a statement takes, and in what order. */
export interface NamedWalk {
  readonly isBeyond: RawBuilder<SqlBool>;
  readonly orderAndLimit: RawBuilder<unknown>;
}

/** A list of the rows of a table with `name_key` and `id`. */
export function namedList<Row extends NamedRow>(
  table: 'authors' | 'series',
  select: (argument: NamedPageArguments, walk: NamedWalk) => RawBuilder<Row>,
): NamedList<Row> {
  const [name, id] = [sql.ref(`${table}.name_key`), sql.ref(`${table}.id`)];
  return {
    context: table,
    forward: prepareSql((argument: NamedPageArguments) =>
      select(argument, {
        isBeyond: sql`${name} >= ${argument.fromName} and (${name}, ${id}) > (${argument.fromName}, ${argument.fromId})`,
        orderAndLimit: sql`order by ${name}, ${id} limit ${argument.limit}`,
      }),
    ),
    backward: prepareSql((argument: NamedPageArguments) =>
      select(argument, {
        isBeyond: sql`${name} <= ${argument.fromName} and (${name}, ${id}) < (${argument.fromName}, ${argument.fromId})`,
        orderAndLimit: sql`order by ${name} desc, ${id} desc limit ${argument.limit}`,
      }),
    ),
  };
}

const defaultLimit = 100;
const chunkSize = 250;

/** Names sort before and after all others. */
const firstRow: NamedRow = { nameKey: '', id: 0 };
const lastRow: NamedRow = { nameKey: '\u{10ffff}'.repeat(8), id: Number.MAX_SAFE_INTEGER };

const namedKey: EntryKey<NamedRow> = {
  length: 2,
  toValues: ({ nameKey, id }) => [nameKey, id],
  fromValues: ([nameKey, id]: readonly KeyValue[]) =>
    typeof nameKey === 'string' && typeof id === 'number' ? { nameKey, id } : undefined,
};

/** A page of names, or all of them if the query asks for none; the event loop turns between pieces of the whole. */
export async function readNamedList<Row extends NamedRow>(
  db: Db,
  list: NamedList<Row>,
  request: { readonly viewer: ViewerArguments; readonly page: PageQuery; readonly total: number },
): Promise<Page<Row>> {
  const { viewer, page, total } = request;
  if (page.limit !== undefined || page.cursor !== undefined) {
    const placed: PlacedList<NamedRow> = { context: list.context, key: namedKey };
    const place = placeOf(placed, page.cursor);
    const limit = page.limit ?? defaultLimit;
    const found = await readFrom(db, list, { viewer, place, wanted: wantedOf(place, limit, total) });
    return pageOf(placed, { place, found, limit, total }, (row) => row);
  }
  const all: Row[] = [];
  for (let place: Place<NamedRow> = { kind: 'start' }; ;) {
    const found: Row[] = await readFrom(db, list, { viewer, place, wanted: chunkSize });
    all.push(...found);
    const last = found.at(-1);
    if (last === undefined || found.length < chunkSize) return wholePage(all);
    place = { kind: 'after', entry: last };
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function readFrom<Row extends NamedRow>(
  db: Db,
  list: NamedList<Row>,
  part: { readonly viewer: ViewerArguments; readonly place: Place<NamedRow>; readonly wanted: number },
): Promise<Row[]> {
  const { viewer, place, wanted } = part;
  const isReversed = isBackward(place);
  const from = 'entry' in place ? place.entry : isReversed ? lastRow : firstRow;
  const args = { ...viewer, fromName: from.nameKey, fromId: from.id, limit: wanted };
  return (isReversed ? list.backward : list.forward).all(db, args);
}
