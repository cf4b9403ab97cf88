import { sql, storedNumber, type RawBuilder, type SqlBool } from '@dust/db';
import { maxPages } from '../position.ts';

const storedInteger = sql<number>`cast(${storedNumber(sql.ref('reading_progress.current_page'))} as integer)`;

/** Whole pages of a row of `reading_progress`, as many as its position shows: earlier servers stored any number. */
export const storedPage: RawBuilder<number> = sql<number>`min(${storedInteger}, ${sql.lit(maxPages)})`;

/** Unrounded percentage of a row of `reading_progress`. */
export const storedPercentage: RawBuilder<number> = storedNumber(
  sql.ref('reading_progress.percentage_complete'),
);

export const isCompleted: RawBuilder<SqlBool> = sql<SqlBool>`${storedPercentage} >= 100`;

export const isStarted: RawBuilder<SqlBool> = sql<SqlBool>`(${storedPage} > 0 or ${storedPercentage} > 0
  or coalesce(reading_progress.current_location, '') <> '')`;

/** Started, not completed, and the book (joined) is in the library. */
export const isCurrent: RawBuilder<SqlBool> = sql<SqlBool>`(${isStarted} and not ${isCompleted}
  and coalesce(books.status, 'active') = 'active')`;
