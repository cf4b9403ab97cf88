import { decodeCursor, encodeCursor, InvalidCursorError, type Db, type KeyValue } from '@dust/db';
import { BoundedMap } from '../bounded-map.ts';
import { countOf, type SelectionArguments, type Strategy } from './book-conditions.ts';
import {
  restrictionsOf,
  type BookSelection,
  type BookSort,
  type Page,
  type PageQuery,
} from './book-query.ts';
import { toBookRecord, type BookRecord } from '../books/book-record.ts';
import { readSegment, segmentCount, type PageRow, type Position } from './page-statement.ts';
import {
  prepareQuestion,
  visibilitySignature,
  type Question,
  type Remembered,
  type Snapshot,
} from './remembered.ts';
import { viewerArguments, type Viewer, type ViewerArguments } from '../viewer.ts';

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

type CountArguments = SelectionArguments & ViewerArguments;

const defaultLimit = 100;
const chunkSize = 250;
/** Up to so many books sorting them all is quicker than walking past those that do not fit. */
const gatherLimit = 2000;

type CountQuery = Question<CountArguments>['query'];

const countQueries = new BoundedMap<string, CountQuery>(200);

/** A page of a list, or the whole list if the query names none. */
export async function readPage(
  db: Db,
  remembered: Remembered,
  { list, page }: { readonly list: BookList; readonly page: PageQuery },
): Promise<Page<BookRecord>> {
  if (page.limit === undefined && page.cursor === undefined) {
    const items: BookRecord[] = [];
    for await (const chunk of readChunks(db, remembered, list)) items.push(...chunk);
    return { items, total: items.length, nextCursor: null };
  }
  const start =
    page.cursor === undefined ? undefined : positionOf(decodeCursor(list.context, page.cursor, 5));
  const total = await countBooks(remembered, list);
  const selection = list.select(remembered.latest);
  const limit = page.limit ?? defaultLimit;
  const slice = { list, selection, strategy: strategyFor(list, selection, total), start, limit };
  const { rows, next } = await readRows(db, slice, start === undefined ? total : Infinity);
  return { items: rows.map(toRecord), total, nextCursor: next === null ? null : cursorOf(list, next) };
}

/** The whole list in pieces; the event loop turns between them. */
export async function* readChunks(
  db: Db,
  remembered: Remembered,
  list: BookList,
): AsyncGenerator<BookRecord[], void, undefined> {
  const total = await countBooks(remembered, list);
  const selection = list.select(remembered.latest);
  const strategy = strategyFor(list, selection, total);
  let start: Position | undefined;
  for (;;) {
    const slice = { list, selection, strategy, start, limit: chunkSize };
    const { rows, next } = await readRows(db, slice, Infinity);
    if (rows.length > 0) yield rows.map(toRecord);
    if (next === null) return;
    start = next;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** How many books the list has for its viewer. */
async function countBooks(remembered: Remembered, list: BookList): Promise<number> {
  const { viewer } = list;
  if (list.total !== undefined) return list.total;
  const total = await remembered.ask((snapshot) => {
    const selection = list.select(snapshot);
    const key = `books ${JSON.stringify(selection)} ${visibilitySignature(viewer, snapshot)}`;
    return { key, query: countQuery(selection), args: { ...selection, ...viewerArguments(viewer) } };
  });
  return Number(total);
}

function countQuery(selection: BookSelection): CountQuery {
  const prepare = (): CountQuery =>
    prepareQuestion((argument: CountArguments) => countOf(selection, argument));
  if (selection.q !== null) return prepare();
  return countQueries.getOrMake(restrictionsOf(selection), prepare);
}

function strategyFor(list: BookList, selection: BookSelection, total: number): Strategy {
  const { q, authorId, seriesId, formats, includeGenres, includeTags } = selection;
  // The index of an author's books is in the order of their names.
  if (authorId !== null) return list.sort === 'name' ? 'walk' : 'gather';
  if (seriesId !== null) return 'gather';
  const isRestricted = q !== null || formats !== null || includeGenres !== null || includeTags !== null;
  return isRestricted && total <= gatherLimit ? 'gather' : 'walk';
}

interface Slice {
  readonly list: BookList;
  readonly selection: BookSelection;
  readonly strategy: Strategy;
  readonly start: Position | undefined;
  readonly limit: number;
}

/** @param most how many rows there can be at most, so that none are looked for in vain */
async function readRows(
  db: Db,
  { list, selection, strategy, start, limit }: Slice,
  most: number,
): Promise<{ rows: PageRow[]; next: Position | null }> {
  const rows: PageRow[] = [];
  const segments = segmentCount(list.sort);
  const wanted = Math.min(limit + 1, most);
  let segment = start?.segment ?? 0;
  let last: Position | null = null;
  for (; segment < segments && rows.length < wanted; segment += 1) {
    const position = segment === start?.segment ? start : undefined;
    const shape = { sort: list.sort, selection, strategy, segment, isContinued: position !== undefined };
    const { k1 = null, k2 = null, k3 = null, id = 0 } = position ?? {};
    const key = { k1, k2, k3, id };
    const args = { ...selection, ...viewerArguments(list.viewer), ...key, limit: limit + 1 - rows.length };
    const found = await readSegment(db, shape, args);
    const lastOfPage = found[limit - rows.length - 1] ?? found.at(-1);
    if (lastOfPage !== undefined && rows.length < limit) last = positionAt(segment, lastOfPage);
    rows.push(...found);
  }
  return rows.length > limit ? { rows: rows.slice(0, limit), next: last } : { rows, next: null };
}

function positionAt(segment: number, { k1, k2, k3, id }: PageRow): Position {
  return { segment, k1, k2, k3, id };
}

function toRecord(found: PageRow): BookRecord {
  const { k1: _k1, k2: _k2, k3: _k3, ...row } = found;
  return toBookRecord(row);
}

function cursorOf(list: BookList, { segment, k1, k2, k3, id }: Position): string {
  return encodeCursor(list.context, [segment, k1, k2, k3, id]);
}

function positionOf([segment, k1, k2, k3, id]: readonly KeyValue[]): Position {
  if (typeof segment !== 'number' || typeof id !== 'number') throw new InvalidCursorError();
  return { segment, k1: k1 ?? null, k2: k2 ?? null, k3: k3 ?? null, id };
}
