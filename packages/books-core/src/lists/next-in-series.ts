import { sql, type Db } from '@dust/db';
import { hasStatus } from './book-conditions.ts';
import { readingStates } from './reading-states.ts';
import { prepareSql } from '../prepare-sql.ts';
import { viewerArguments, type Viewer, type ViewerArguments } from '../viewer.ts';
import { visibleTo } from '../visibility.ts';

const bookId = sql`books.id`;
const isUnnumbered = sql`books.series_number is null`;

/** One lookup in the index of series for each series of which something has been read. */
const selectNext = prepareSql(
  (argument: ViewerArguments & { readonly limit: number }) => sql<{ readonly id: number }>`
    with begun as materialized (
      select books.series_id as series_id, max(reading.last_read_at) as last_read_at,
        max(${readingStates.completed}) as has_completed, max(${readingStates.reading}) as has_open
      from reading_progress as reading cross join books on books.id = reading.book_id
      where reading.user_id = ${argument.viewerId} and books.series_id is not null
        and ${hasStatus('active')} and ${visibleTo(argument, bookId)}
      group by books.series_id
    )
    select next.id from (
      select begun.last_read_at, (
        select books.id from books
        where books.series_id = begun.series_id and ${hasStatus('active')} and ${visibleTo(argument, bookId)}
          and not exists (select 1 from reading_progress as reading
            where reading.user_id = ${argument.viewerId} and reading.book_id = books.id and ${readingStates.begun})
        order by ${isUnnumbered}, books.series_number, books.name_key, books.id limit 1
      ) as id from begun where begun.has_completed and not begun.has_open
    ) as next where next.id is not null
    order by next.last_read_at desc, next.id limit ${argument.limit}`,
);

/**
 * What to read next: of every series of which the viewer has read a book to its end and has none open, the first book by number
 * that is not begun. The series read last comes first; ids of visible active books.
 */
export async function listNextInSeries(db: Db, viewer: Viewer, limit: number): Promise<number[]> {
  const rows = await selectNext.all(db, { ...viewerArguments(viewer), limit });
  return rows.map(({ id }) => id);
}
