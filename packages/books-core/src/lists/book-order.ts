import { sql, type RawBuilder, type SqlBool } from '@dust/db';
import type { Strategy } from './book-conditions.ts';
import type { BookSort } from './book-query.ts';
import type { ViewerArguments } from '../viewer.ts';

export type Direction = 'asc' | 'desc';

/** One part of an order: books that have a value to sort by, or those without, which come after them. */
export interface Segment {
  /** Tables, `books` among them. */
  readonly from: RawBuilder<unknown>;
  readonly where: RawBuilder<SqlBool>;
  /** What the books are ordered by before their id; never null. At most three. */
  readonly keys: readonly RawBuilder<unknown>[];
  /** There is an index over the status followed by the keys. */
  readonly hasStatusIndex?: true;
}

export interface BookOrder {
  readonly direction: Direction;
  /** The id itself follows the direction, instead of breaking ties in ascending order. */
  readonly isById: boolean;
  readonly segments: readonly Segment[];
}

type SegmentMaker = (context: {
  readonly direction: Direction;
  readonly strategy: Strategy;
  readonly viewer: ViewerArguments;
}) => readonly Segment[];

const books = sql`books`;
const title = sql`books.name_key`;

const segmentMakers: Readonly<Record<string, SegmentMaker>> = {
  id: () => [{ from: books, where: sql`true`, keys: [] }],
  name: () => [{ from: books, where: sql`true`, keys: [title], hasStatusIndex: true }],
  created_at: () => byColumn(sql`books.created_at`),
  archived_at: () => byColumn(sql`books.archived_at`),
  author: ({ strategy }) => [
    {
      from: sql`authors ${joined(strategy)} books`,
      where: sql`books.author = authors.id`,
      keys: [sql`authors.name_key`, title],
    },
    { from: books, where: isAlone('authors', 'author'), keys: [title] },
  ],
  series: ({ strategy, direction }) => [
    {
      from: sql`series ${joined(strategy)} books`,
      where: sql`books.series_id = series.id`,
      keys: [sql`series.name_key`, numberOrLast(direction), title],
    },
    { from: books, where: isAlone('series', 'series_id'), keys: [title] },
  ],
  last_read_at: ({ strategy, viewer }) => [
    {
      from: sql`reading_progress as reading ${joined(strategy)} books`,
      where: sql`books.id = reading.book_id and reading.user_id = ${viewer.viewerId} and reading.last_read_at is not null`,
      keys: [sql`reading.last_read_at`],
    },
    {
      from: books,
      where: sql`not exists (select 1 from reading_progress as reading where reading.book_id = books.id
        and reading.user_id = ${viewer.viewerId} and reading.last_read_at is not null)`,
      keys: [],
    },
  ],
};

/** The order of a sort; `archived_at` is the archive's own. */
export function orderOf(
  sort: BookSort | '-archived_at',
  strategy: Strategy,
  viewer: ViewerArguments,
): BookOrder {
  const direction: Direction = sort.startsWith('-') ? 'desc' : 'asc';
  const name = sort.replace(/^-/, '');
  const makeSegments = segmentMakers[name];
  if (makeSegments === undefined) throw new RangeError(`Unknown sort "${sort}"`);
  return { direction, isById: name === 'id', segments: makeSegments({ direction, strategy, viewer }) };
}

function byColumn(column: RawBuilder<unknown>): readonly Segment[] {
  return [
    { from: books, where: sql`${column} is not null`, keys: [column], hasStatusIndex: true },
    { from: books, where: sql`${column} is null`, keys: [] },
  ];
}

/** `cross join` keeps SQLite from choosing another table for the outer loop than the one whose index gives the order. */
function joined(strategy: Strategy): RawBuilder<unknown> {
  return strategy === 'walk' ? sql`cross join` : sql`join`;
}

/** Volumes without a number stand after the others in either direction. */
function numberOrLast(direction: Direction): RawBuilder<unknown> {
  return sql`coalesce(books.series_number, ${sql.lit(direction === 'asc' ? 1e300 : -1e300)})`;
}

/** A book that belongs to no row of the table. */
function isAlone(table: 'authors' | 'series', column: 'author' | 'series_id'): RawBuilder<SqlBool> {
  const [id, reference] = [sql.ref(`${table}.id`), sql.ref(`books.${column}`)];
  return sql`not exists (select 1 from ${sql.table(table)} where ${id} = ${reference})`;
}
