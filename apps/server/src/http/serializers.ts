import type { Operation } from '@dust/api-contract';
import fastJson from 'fast-json-stringify';
import type { TSchema } from 'typebox';

export type Serialize = (value: unknown) => string;

/** A JSON serialiser of the schema, compiled at its first use. */
export function lazySerializer(schema: TSchema): Serialize {
  let serialize: Serialize | undefined;
  return (value) => {
    serialize ??= fastJson({ ...schema });
    return serialize(value);
  };
}

/** The serialisers of an operation's answers by status. */
export function serializersOf(operation: Operation): ReadonlyMap<number, Serialize> {
  return new Map(
    Object.entries(operation.responses).map(([status, schema]) => [Number(status), lazySerializer(schema)]),
  );
}
