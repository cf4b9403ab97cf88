import { Type, type Static, type TObject, type TProperties, type TSchema, type TUnsafe } from 'typebox';

/**
 * A value of the schema, or null. Yields `type: ['string', 'null']` rather than `anyOf`: serializers handle a list of
 * types without trying each branch. Only for schemas with a single `type`.
 */
export function Nullable<Schema extends TSchema>(schema: Schema): TUnsafe<Static<Schema> | null> {
  const type: unknown = Reflect.get(schema, 'type');
  const values: unknown = Reflect.get(schema, 'enum');
  if (typeof type !== 'string') throw new TypeError('Nullable needs a schema with exactly one type');
  const choices = Array.isArray(values) ? { enum: [...values, null] } : {};
  return Type.Unsafe<Static<Schema> | null>({ ...schema, type: [type, 'null'], ...choices });
}

/** A JSON request body. Properties that are not listed are removed without complaint by the server. */
export function Body<Properties extends TProperties>(properties: Properties): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false });
}

/** A request property that may be absent; null means the same. */
export function Maybe<Schema extends TSchema>(schema: Schema) {
  return Type.Optional(Nullable(schema));
}

/** An answer that is not JSON; its media types are in `Operation.produces`. */
export const Bytes = Type.Unknown();
