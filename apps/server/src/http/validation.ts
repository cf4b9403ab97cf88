import { parseId, validationText, type ErrorDetail, type Operation } from '@dust/api-contract';
import { Compile, type Validator } from 'typebox/compile';
import type { TObject } from 'typebox';
import { HttpError } from './http-error.ts';
import { readQuery } from './queries.ts';

type Fields = Record<string, unknown>;

/** Reads and checks the inputs of one operation; throws {@link HttpError} with the operation's texts. */
export interface InputReader {
  params(raw: unknown): Fields;
  query(raw: unknown): Fields;
  body(raw: unknown): Fields;
}

export function createInputReader(operation: Operation): InputReader {
  const checkQuery = lazyCheck(operation, 'query', operation.query);
  const checkBody = lazyCheck(operation, 'body', operation.body);
  const paramNames = Object.keys(operation.params?.properties ?? {});
  return {
    params: (raw) => {
      if (paramNames.length === 0) return none;
      const read: Fields = {};
      for (const name of paramNames) read[name] = readParam(operation, name, raw);
      return read;
    },
    query: (raw) =>
      operation.query === undefined ? none : checkQuery(readQuery(operation.query.properties, raw)),
    body: (raw) => {
      if (operation.body === undefined || (raw === undefined && operation.bodyRequired !== true)) return none;
      return checkBody(knownFields(operation.body, raw));
    },
  };
}

const none: Fields = Object.freeze({});
const longestParam = 1000;

function readParam(operation: Operation, name: string, raw: unknown): unknown {
  const text: unknown = typeof raw === 'object' && raw !== null ? Reflect.get(raw, name) : undefined;
  const segment = typeof text === 'string' ? text : '';
  const noun = operation.idNouns?.[name];
  if (noun !== undefined) {
    const id = parseId(segment);
    if (id === undefined) throw new HttpError('INVALID_ID', `Invalid ${noun}`);
    return id;
  }
  if (segment.length > longestParam) throw new HttpError('NOT_FOUND');
  return segment.normalize('NFC');
}

/** Without unknown properties. Texts stay as they are: a password in another normal form is another password. */
function knownFields(schema: TObject | undefined, raw: unknown): Fields {
  const given = new Map(Object.entries(typeof raw === 'object' && raw !== null ? raw : {}));
  const known: Fields = {};
  for (const name of Object.keys(schema?.properties ?? {})) {
    const value: unknown = given.get(name);
    if (value !== undefined) known[name] = value;
  }
  return known;
}

/** Schemas are compiled at their first use: a server starts faster than it could compile them all. */
function lazyCheck(
  operation: Operation,
  part: 'query' | 'body',
  schema: TObject | undefined,
): (fields: Fields) => Fields {
  let validator: Validator | undefined;
  return (fields) => {
    if (schema === undefined) return fields;
    validator ??= Compile(schema);
    if (validator.Check(fields)) return fields;
    const details: ErrorDetail[] = [];
    for (const problem of validator.Errors(fields)) {
      const field = fieldOf(problem);
      details.push({ path: field === '' ? part : `${part}.${field}`, message: problem.message });
    }
    const first = details[0]?.path.split('.')[1];
    const text = part === 'body' ? validationText(operation, first) : 'Invalid request';
    throw new HttpError('VALIDATION_ERROR', text, { details });
  };
}

/** The outermost field a problem is about: of the pointer `/roles/0`, or of a missing property's name. */
function fieldOf(problem: { readonly instancePath: string; readonly params: object }): string {
  const pointed = problem.instancePath.split('/').slice(1).join('.');
  if (pointed !== '') return pointed;
  const missing: unknown = Reflect.get(problem.params, 'requiredProperties');
  const first: unknown = Array.isArray(missing) ? missing[0] : undefined;
  return typeof first === 'string' ? first : '';
}
