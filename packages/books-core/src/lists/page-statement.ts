import { sql, type Db, type PreparedQuery, type RawBuilder, type SqlBool } from '@dust/db';
import { BoundedMap } from '../bounded-map.ts';
import {
  allOf,
  conditionsOf,
  hasStatus,
  statusLookups,
  type SelectionArguments,
  type Strategy,
} from './book-conditions.ts';
import { orderOf, type BookOrder, type Direction, type Segment } from './book-order.ts';
import { restrictionsOf, type BookSelection, type BookSort } from './book-query.ts';
import { bookColumns, bookSources, type BookRecordRow } from '../books/book-record.ts';
import { prepareSql } from '../prepare-sql.ts';
import type { ViewerArguments } from '../viewer.ts';
import { visibleTo } from '../visibility.ts';

/** Where a book stands: with these values, in this segment of the order. */
export interface Position {
  readonly segment: number;
  readonly k1: string | number | null;
  readonly k2: string | number | null;
  readonly k3: string | number | null;
  readonly id: number;
}

/** What shapes the statement of a page; everything else is an argument. */
export interface PageShape {
  readonly sort: BookSort | '-archived_at';
  readonly selection: BookSelection;
  readonly strategy: Strategy;
  readonly segment: number;
  /** Read from the end of the list to its start. */
  readonly isReversed: boolean;
  /** Begins beside a position, instead of at the start or the end of the segment. */
  readonly isContinued: boolean;
}

export interface PageArguments extends SelectionArguments, ViewerArguments, Omit<Position, 'segment'> {
  readonly limit: number;
}

export type PageRow = BookRecordRow & Pick<Position, 'k1' | 'k2' | 'k3'>;

const prepared = new BoundedMap<string, PreparedQuery<PageArguments, PageRow>>(500);

/** The books of one segment from a position on, in the direction of reading, and what the next position is made of. */
export async function readSegment(db: Db, shape: PageShape, args: PageArguments): Promise<PageRow[]> {
  // The words of a search are part of its statement.
  if (shape.selection.q !== null) return preparePage(shape).all(db, args);
  return prepared.getOrMake(shapeKey(shape), () => preparePage(shape)).all(db, args);
}

/** How many segments the order of a sort has. */
export function segmentCount(sort: BookSort | '-archived_at'): number {
  return orderOf(sort, 'walk', { viewerId: 0, viewerPermissions: '[]' }).segments.length;
}

function shapeKey({ sort, selection, strategy, segment, isReversed, isContinued }: PageShape): string {
  return [sort, strategy, segment, isReversed, isContinued, restrictionsOf(selection)].join(' ');
}

function preparePage(shape: PageShape): PreparedQuery<PageArguments, PageRow> {
  return prepareSql((argument: PageArguments) => pageStatement(shape, argument));
}

/** Which books are on the page is settled on keys alone; only those are then read in full. */
export function pageStatement(shape: PageShape, argument: PageArguments): RawBuilder<PageRow> {
  const order = orderOf(shape.sort, shape.strategy, argument);
  const reading = directionsOf(order, shape.isReversed);
  const segment = order.segments[shape.segment];
  if (segment === undefined) throw new RangeError(`No segment ${shape.segment} of sort "${shape.sort}"`);
  const keys = segment.keys.map((_, index) => sql.raw(`k${index + 1}`));
  return sql<PageRow>`
    select ${bookColumns}, page.k1, page.k2, page.k3 from (
      ${shape.strategy === 'walk' ? walk(shape, { reading, segment, argument }) : gather(shape, { reading, segment, argument })}
      order by ${orderTerms(reading, keys, sql.raw('id'))} limit ${argument.limit}
    ) as page cross join books on books.id = page.id ${bookSources}
    order by ${orderTerms(reading, keys, sql.raw('page.id'))}`;
}

/** Which way the keys and the ids go while reading. */
interface Directions {
  readonly keys: Direction;
  readonly id: Direction;
}

interface PagePlan {
  readonly reading: Directions;
  readonly segment: Segment;
  readonly argument: PageArguments;
}

function walk(shape: PageShape, plan: PagePlan): RawBuilder<unknown> {
  const { segment, argument } = plan;
  const { status } = shape.selection;
  const parts = segment.hasStatusIndex === true ? statusLookups(status) : [hasStatus(status)];
  const conditions = [
    ...placeConditions(shape, plan),
    ...conditionsOf(shape.selection, argument, 'walk'),
    visibleTo(argument, sql`books.id`),
  ];
  const walks = parts.map(
    (part) => sql`${keysOf(segment)} from ${segment.from} where ${allOf([...conditions, part])}`,
  );
  return sql.join(walks, sql` union all `);
}

function gather(shape: PageShape, plan: PagePlan): RawBuilder<unknown> {
  const { segment, argument } = plan;
  const conditions = [
    ...conditionsOf(shape.selection, argument, 'gather'),
    hasStatus(shape.selection.status),
    visibleTo(argument, sql`books.id`),
  ];
  return sql`
    with gathered as materialized (select books.id from books where ${allOf(conditions)})
    ${keysOf(segment)} from gathered cross join ${segment.from}
    where ${allOf([sql`books.id = gathered.id`, ...placeConditions(shape, plan)])}`;
}

function keysOf(segment: Segment): RawBuilder<unknown> {
  const [k1, k2, k3] = [0, 1, 2].map((index) => segment.keys[index] ?? sql`null`);
  return sql`select books.id as id, ${k1} as k1, ${k2} as k2, ${k3} as k3`;
}

function placeConditions(shape: PageShape, { reading, segment, argument }: PagePlan): RawBuilder<SqlBool>[] {
  return [segment.where, ...(shape.isContinued ? beyondPosition(reading, segment, argument) : [])];
}

function directionsOf({ direction, isById }: BookOrder, isReversed: boolean): Directions {
  const id = isById ? direction : 'asc';
  return isReversed ? { keys: opposite[direction], id: opposite[id] } : { keys: direction, id };
}

const opposite: Readonly<Record<Direction, Direction>> = { asc: 'desc', desc: 'asc' };

function orderTerms(
  reading: Directions,
  keys: readonly RawBuilder<unknown>[],
  id: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql.join([...keys.map((key) => directed(key, reading.keys)), directed(id, reading.id)]);
}

function directed(expression: RawBuilder<unknown>, direction: Direction): RawBuilder<unknown> {
  return direction === 'asc' ? sql`${expression} asc` : sql`${expression} desc`;
}

/** What comes beyond something in a direction. */
const beyond: Readonly<Record<Direction, RawBuilder<unknown>>> = { asc: sql`>`, desc: sql`<` };

function beyondPosition(
  reading: Directions,
  segment: Segment,
  argument: PageArguments,
): RawBuilder<SqlBool>[] {
  const id = sql`books.id`;
  const isIdBeyond = sql<SqlBool>`${id} ${beyond[reading.id]} ${argument.id}`;
  const [first] = segment.keys;
  if (first === undefined) return [isIdBeyond];
  const values = [argument.k1, argument.k2, argument.k3]
    .slice(0, segment.keys.length)
    .map((value) => sql`${value}`);
  const keys = sql.join([...segment.keys]);
  const position = sql.join(values);
  // The first condition alone is what lets SQLite begin in the middle of the index.
  const start = sql<SqlBool>`${first} ${beyond[reading.keys]}= ${argument.k1}`;
  return reading.keys === reading.id
    ? [start, sql`(${keys}, ${id}) ${beyond[reading.keys]} (${position}, ${argument.id})`]
    : [
        start,
        sql`((${keys}) ${beyond[reading.keys]} (${position}) or ((${keys}) = (${position}) and ${isIdBeyond}))`,
      ];
}
