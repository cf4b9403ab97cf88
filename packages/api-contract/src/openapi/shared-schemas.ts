/** A JSON object of the description. */
export type Json = { readonly [key: string]: unknown };

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Collects the schemas that have a name (`title`), so that the description holds each of them once.
 * A schema of the contract is plain JSON Schema 2020-12, as OpenAPI 3.1 wants it.
 */
export class SharedSchemas {
  readonly #byName = new Map<string, unknown>();

  /** The schema with every named schema in it, itself included, replaced by a reference. */
  refer(schema: unknown): unknown {
    if (Array.isArray(schema)) return schema.map((item) => this.refer(item));
    if (!isJson(schema)) return schema;
    const { title, ...rest } = schema;
    if (typeof title !== 'string') return this.#referParts(schema);
    const isNullable = Array.isArray(rest.type);
    const [type] = Array.isArray(rest.type) ? rest.type : [rest.type];
    if (!this.#byName.has(title)) {
      this.#byName.set(title, {});
      this.#byName.set(title, this.#referParts({ ...rest, type }));
    }
    const reference = { $ref: `#/components/schemas/${title}` };
    return isNullable ? { anyOf: [reference, { type: 'null' }] } : reference;
  }

  /** All schemas met so far, by name. */
  all(): Json {
    const entries = [...this.#byName].sort(([left], [right]) => (left < right ? -1 : 1));
    return Object.fromEntries(entries);
  }

  #referParts(schema: Json): Json {
    return Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, this.refer(part)]));
  }
}
