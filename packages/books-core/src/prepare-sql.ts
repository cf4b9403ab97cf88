import { prepareQuery, type PreparedQuery, type RawBuilder } from '@dust/db';

/** `prepareQuery` for a statement written as SQL. */
export function prepareSql<Arguments extends Readonly<Record<keyof Arguments, string | number | null>>, Row>(
  build: (argument: Arguments) => RawBuilder<Row>,
): PreparedQuery<Arguments, Row> {
  return prepareQuery((db, argument: Arguments) => ({ compile: () => build(argument).compile(db) }));
}
