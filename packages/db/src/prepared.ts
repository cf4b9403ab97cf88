import type { Compilable, CompiledQuery } from 'kysely';
import type { Db } from './schema.ts';

/** Where an argument goes in a query that is compiled once. */
class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

type Argument = string | number | null;

/** A query compiled once and run many times with different arguments, inside a transaction or not. */
export interface PreparedQuery<Arguments, Row> {
  all(db: Db, args: Arguments): Promise<Row[]>;
  /** The first row, if any. */
  first(db: Db, args: Arguments): Promise<Row | undefined>;
}

/**
 * Builds a query once, with placeholders in the place of its arguments; running it then costs neither building nor compiling.
 *
 * @param build gets the database and a record that yields, for each argument's name, the placeholder to use as its value
 */
export function prepareQuery<Arguments extends Readonly<Record<keyof Arguments, Argument>>, Row>(
  build: (db: Db, argument: Arguments) => Compilable<Row>,
): PreparedQuery<Arguments, Row> {
  let compiled: CompiledQuery<Row> | undefined;

  async function all(db: Db, args: Arguments): Promise<Row[]> {
    compiled ??= build(db, placeholders<Arguments>()).compile();
    const parameters = compiled.parameters.map((value) =>
      value instanceof Placeholder ? valueOf(args, value.name) : value,
    );
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters });
    return rows;
  }

  return { all, first: async (db, args) => (await all(db, args))[0] };
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- says what the placeholders stand for
function placeholders<Arguments>(): Arguments {
  const record: unknown = new Proxy({}, { get: (_, name) => new Placeholder(String(name)) });
  // While the query is built a placeholder stands for the value its name has in `Arguments`.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return record as Arguments;
}

function valueOf(args: object, name: string): unknown {
  const value: unknown = Reflect.get(args, name);
  if (value === undefined) throw new TypeError(`Missing argument "${name}" of a prepared query`);
  return value;
}
