import { ErrorBody, errors, type ErrorCode } from '../errors.ts';
import { everyRoute } from '../failure-sets.ts';
import type { Json, SharedSchemas } from './shared-schemas.ts';

/** Collects error responses, so that operations which fail alike share them. */
export class SharedErrors {
  readonly #byName = new Map<string, Json>();
  readonly #schemas: SharedSchemas;

  constructor(schemas: SharedSchemas) {
    this.#schemas = schemas;
  }

  /** The error responses of an operation with these codes by status, as references. */
  refer(operationCodes: readonly ErrorCode[]): Json {
    const codes = [...new Set([...operationCodes, ...everyRoute])];
    const statuses = new Set(codes.map((code) => errors[code].status));
    const responses = [...statuses].map((status) => {
      const group = codes.filter((code) => errors[code].status === status);
      return [status, this.#referGroup(group)] as const;
    });
    return Object.fromEntries(responses);
  }

  /** All responses met so far, by name: the codes joined with dots. */
  all(): Json {
    const entries = [...this.#byName].sort(([left], [right]) => (left < right ? -1 : 1));
    return Object.fromEntries(entries);
  }

  #referGroup(group: readonly ErrorCode[]): Json {
    const codes = group.toSorted();
    const name = codes.join('.');
    if (!this.#byName.has(name)) this.#byName.set(name, this.#response(codes));
    return { $ref: `#/components/responses/${name}` };
  }

  #response(codes: readonly ErrorCode[]): Json {
    const schema = { allOf: [this.#schemas.refer(ErrorBody), { properties: { code: { enum: codes } } }] };
    return {
      description: codes.map((code) => `\`${code}\`: ${errors[code].text}`).join('; '),
      content: { 'application/json': { schema } },
    };
  }
}
