import type { Db, KeyValue } from '@dust/db';
import { countBooks } from './book-count.ts';
import type { Strategy } from './book-conditions.ts';
import type { BookSelection, BookSort, Page, PageQuery } from './book-query.ts';
import { toBookRecord, type BookRecord } from '../books/book-record.ts';
import { readSegment, segmentCount, type PageRow, type Position } from './page-statement.ts';
import {
  isBackward,
  pageOf,
  placeOf,
  wantedOf,
  wholePage,
  type EntryKey,
  type Place,
  type PlacedList,
} from './place.ts';
import type { Remembered, Snapshot } from './remembered.ts';
import { viewerArguments, type Viewer } from '../viewer.ts';

/** A list of books as the server sees it. */
export interface BookList {
  readonly viewer: Viewer;
  readonly sort: BookSort | '-archived_at';
  /** Names the list for its cursors. */
  readonly context: string;
  readonly select: (snapshot: Snapshot) => BookSelection;
  /** How many books there are, where that is known. */
  readonly total?: number;
}

/** A book where it stands in the list. A cursor knows the position alone. */
interface PlacedRow extends Position {
  readonly row: PageRow;
}

const defaultLimit = 100;
const chunkSize = 250;
/** Up to so many books sorting them all is quicker than walking past those that do not fit. */
const gatherLimit = 2000;

const bookKey: EntryKey<Position> = {
  length: 5,
  toValues: ({ segment, k1, k2, k3, id }) => [segment, k1, k2, k3, id],
  fromValues: positionOf,
};

/** A page of a list, or the whole list if the query names none. */
export async function readPage(
  db: Db,
  remembered: Remembered,
  { list, page }: { readonly list: BookList; readonly page: PageQuery },
): Promise<Page<BookRecord>> {
  if (page.limit === undefined && page.cursor === undefined) {
    const items: BookRecord[] = [];
    for await (const chunk of readChunks(db, remembered, list)) items.push(...chunk);
    return wholePage(items);
  }
  const placed: PlacedList<Position> = { context: list.context, key: bookKey };
  const place = placeOf(placed, page.cursor);
  const total = await countBooks(db, remembered, list);
  const selection = list.select(remembered.latest);
  const limit = page.limit ?? defaultLimit;
  const strategy = strategyFor(list, selection, total);
  const found = await readRows(db, {
    list,
    selection,
    strategy,
    place,
    wanted: wantedOf(place, limit, total),
  });
  return pageOf(placed, { place, found, limit, total }, toRecord);
}

/** The whole list in pieces; the event loop turns between them. */
export async function* readChunks(
  db: Db,
  remembered: Remembered,
  list: BookList,
): AsyncGenerator<BookRecord[], void, undefined> {
  const total = await countBooks(db, remembered, list);
  const selection = list.select(remembered.latest);
  const strategy = strategyFor(list, selection, total);
  let place: Place<Position> = { kind: 'start' };
  for (;;) {
    const found = await readRows(db, { list, selection, strategy, place, wanted: chunkSize + 1 });
    const chunk = found.slice(0, chunkSize);
    const last = chunk.at(-1);
    if (last === undefined) return;
    yield chunk.map(toRecord);
    if (found.length <= chunkSize) return;
    place = { kind: 'after', entry: last };
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function strategyFor(list: BookList, selection: BookSelection, total: number): Strategy {
  const { q, authorId, seriesId, publisher, reading } = selection;
  // The indexes of the books of an author and of a publisher are in the order of their names.
  if (authorId !== null || publisher !== null) return list.sort === 'name' ? 'walk' : 'gather';
  if (seriesId !== null || reading === 'reading' || reading === 'completed') return 'gather';
  const { formats, languages, tagId, includeGenres, includeTags } = selection;
  const isRestricted = [q, formats, languages, tagId, includeGenres, includeTags].some((one) => one !== null);
  return isRestricted && total <= gatherLimit ? 'gather' : 'walk';
}

interface Request {
  readonly list: BookList;
  readonly selection: BookSelection;
  readonly strategy: Strategy;
  readonly place: Place<Position>;
  /** How many rows to look for. */
  readonly wanted: number;
}

/** Rows from a place on, in the direction of reading. */
async function readRows(db: Db, { list, selection, strategy, place, wanted }: Request): Promise<PlacedRow[]> {
  const rows: PlacedRow[] = [];
  const segments = segmentCount(list.sort);
  const isReversed = isBackward(place);
  const position = 'entry' in place ? place.entry : undefined;
  let segment = position?.segment ?? (isReversed ? segments - 1 : 0);
  for (; segment >= 0 && segment < segments && rows.length < wanted; segment += isReversed ? -1 : 1) {
    const from = segment === position?.segment ? position : undefined;
    const shape = {
      sort: list.sort,
      selection,
      strategy,
      segment,
      isReversed,
      isContinued: from !== undefined,
    };
    const { k1 = null, k2 = null, k3 = null, id = 0 } = from ?? {};
    const args = { ...selection, ...viewerArguments(list.viewer), k1, k2, k3, id };
    const found = await readSegment(db, shape, { ...args, limit: wanted - rows.length });
    for (const row of found) rows.push({ segment, k1: row.k1, k2: row.k2, k3: row.k3, id: row.id, row });
  }
  return rows;
}

function toRecord({ row: { k1: _k1, k2: _k2, k3: _k3, ...row } }: PlacedRow): BookRecord {
  return toBookRecord(row);
}

function positionOf([segment, k1, k2, k3, id]: readonly KeyValue[]): Position | undefined {
  if (!Number.isSafeInteger(segment) || !Number.isSafeInteger(id)) return undefined;
  return { segment: Number(segment), k1: k1 ?? null, k2: k2 ?? null, k3: k3 ?? null, id: Number(id) };
}
