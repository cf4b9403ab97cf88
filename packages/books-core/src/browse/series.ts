import { sql, type Db, type RawBuilder } from '@dust/db';
import { SeriesNotFoundError } from '../errors.ts';
import { hasStatus } from '../lists/book-conditions.ts';
import type { Page, PageQuery } from '../lists/book-query.ts';
import { prepareQuestion, visibilitySignature, type Remembered } from '../lists/remembered.ts';
import { prepareSql } from '../prepare-sql.ts';
import { viewerArguments, type Viewer, type ViewerArguments } from '../viewer.ts';
import { visibleTo } from '../visibility.ts';
import { namedList, readNamedList, type NamedList } from './named-list.ts';
import { countGroups, hasVisible, visibleCount } from './visible-active.ts';

/** A series; times as stored. */
export interface SeriesRecord {
  readonly id: number;
  readonly name: string;
  /** Active books that the viewer sees. */
  readonly bookCount: number;
  /** The first of them by number and name: what the series is shown with. */
  readonly firstBook: { readonly id: number; readonly coverHash: string | null } | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

interface SeriesRow extends Omit<SeriesRecord, 'firstBook'> {
  readonly nameKey: string;
  /** JSON: id and cover hash. */
  readonly firstBook: string | null;
}

const seriesId = sql.ref('series.id');

const selectCount = prepareQuestion((argument: ViewerArguments) =>
  countGroups(argument, 'series', 'series_id'),
);

const list: NamedList<SeriesRow> = namedList(
  'series',
  (argument, { isBeyond, orderAndLimit }) => sql<SeriesRow>`
    select ${seriesColumns(argument)} from series
    where ${isBeyond} and ${hasVisible(argument, 'series_id', seriesId)} ${orderAndLimit}`,
);

const selectSeries = prepareSql(
  (argument: ViewerArguments & { readonly seriesId: number }) => sql<SeriesRow & { isSeen: number }>`
    select ${seriesColumns(argument)},
      exists (select 1 from books where books.series_id = series.id and ${visibleTo(argument, sql`books.id`)}) as isSeen
    from series where id = ${argument.seriesId}`,
);

/** Series with an active book that the viewer sees, by name. */
export async function listSeries(
  db: Db,
  remembered: Remembered,
  { viewer, page }: { readonly viewer: Viewer; readonly page: PageQuery },
): Promise<Page<SeriesRecord>> {
  const total = await countSeries(remembered, viewer);
  const request = { viewer: viewerArguments(viewer), page, total };
  const { items, ...rest } = await readNamedList(db, list, request);
  return { items: items.map(toSeries), ...rest };
}

/** How many series {@link listSeries} lists. */
export async function countSeries(remembered: Remembered, viewer: Viewer): Promise<number> {
  const count = await remembered.ask((snapshot) => ({
    key: `series ${visibilitySignature(viewer, snapshot)}`,
    query: selectCount,
    args: viewerArguments(viewer),
  }));
  return Number(count);
}

/** One series; throws {@link SeriesNotFoundError} also if the viewer sees no book of it. */
export async function getSeries(db: Db, viewer: Viewer, id: number): Promise<SeriesRecord> {
  const row = await selectSeries.first(db, { ...viewerArguments(viewer), seriesId: id });
  if (row === undefined || row.isSeen === 0) throw new SeriesNotFoundError();
  const { isSeen: _, ...series } = row;
  return toSeries(series);
}

function seriesColumns(viewer: ViewerArguments): RawBuilder<SeriesRow> {
  return sql<SeriesRow>`series.id, series.name, series.name_key as nameKey,
    series.created_at as createdAt, series.updated_at as updatedAt,
    ${visibleCount(viewer, 'series_id', seriesId)} as bookCount,
    (select json_array(books.id, books.cover_hash) from books
      where books.series_id = series.id and ${hasStatus('active')} and ${visibleTo(viewer, sql`books.id`)}
      order by books.series_number is null, books.series_number, books.name_key, books.id limit 1) as firstBook`;
}

function toSeries(row: SeriesRow): SeriesRecord {
  const { nameKey: _, firstBook, ...series } = row;
  if (firstBook === null) return { ...series, firstBook: null };
  const [id, coverHash]: readonly [number, string | null] = JSON.parse(firstBook);
  return { ...series, firstBook: { id, coverHash } };
}
