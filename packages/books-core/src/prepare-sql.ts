import { prepareQuery, type PreparedQuery, type RawBuilder } from '@dust/db';

/**
 * `prepareQuery` for a statement written as SQL, in which no literal may contain a question mark.
 *
 * SQLite compares `column = ?` with statistics and therefore compiles such a statement anew whenever another value is bound, which
 * takes several times as long as running it. `column = +?` means the same and is compiled once.
 */
export function prepareSql<Arguments extends Readonly<Record<keyof Arguments, string | number | null>>, Row>(
  build: (argument: Arguments) => RawBuilder<Row>,
): PreparedQuery<Arguments, Row> {
  return prepareQuery((db, argument: Arguments) => ({
    compile: () => {
      const query = build(argument).compile(db);
      return { ...query, sql: query.sql.replaceAll('?', '+?') };
    },
  }));
}
