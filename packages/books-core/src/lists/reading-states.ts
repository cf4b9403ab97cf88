import { sql, storedNumber, type RawBuilder, type SqlBool } from '@dust/db';

const percentage = storedNumber(sql.ref('reading.percentage_complete'));
const page = sql`cast(${storedNumber(sql.ref('reading.current_page'))} as integer)`;
const isCompleted = sql<SqlBool>`${percentage} >= 100`;
const isBegun = sql<SqlBool>`(${page} > 0 or ${percentage} > 0 or coalesce(reading.current_location, '') <> '')`;

/** How far somebody has read, by a row `reading` of `reading_progress`: the terms are those of reading lists. */
export const readingStates: Readonly<Record<'begun' | 'reading' | 'completed', RawBuilder<SqlBool>>> = {
  begun: isBegun,
  reading: sql<SqlBool>`(${isBegun} and not ${isCompleted})`,
  completed: isCompleted,
};
