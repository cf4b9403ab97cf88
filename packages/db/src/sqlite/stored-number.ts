import { sql, type RawBuilder } from 'kysely';

/** The number in a column, or 0 where an earlier server left text or nothing: SQLite takes text as greater than any number. */
export function storedNumber(column: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`case when typeof(${column}) in ('integer', 'real') then ${column} else 0 end`;
}
