import { parseId, validationText, type ErrorDetail, type Operation } from '@dust/api-contract';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { TObject } from 'typebox';
import { HttpError } from './http-error.ts';
import { readQuery } from './queries.ts';

type Fields = Record<string, unknown>;

/** Reads and checks the inputs of one operation; throws {@link HttpError} with the operation's texts. */
export interface InputReader {
  params(raw: unknown): Fields;
  /** @param url of the request: equal queries are read once, and the result is shared */
  query(raw: unknown, url: string): Fields;
  body(raw: unknown): Fields;
}

export function createInputReader(operation: Operation): InputReader {
  const checkQuery = lazyCheck(operation, 'query', operation.query);
  const checkBody = lazyCheck(operation, 'body', operation.body);
  const readQueryOf = rememberedByText((raw) =>
    checkQuery(readQuery(operation.query?.properties ?? {}, raw)),
  );
  const paramNames = Object.keys(operation.params?.properties ?? {});
  return {
    params: (raw) => {
      if (paramNames.length === 0) return none;
      const read: Fields = {};
      for (const name of paramNames) read[name] = readParam(operation, name, raw);
      return read;
    },
    query: (raw, url) => (operation.query === undefined ? none : readQueryOf(raw, url)),
    body: (raw) => {
      if (operation.body === undefined || (raw === undefined && operation.bodyRequired !== true)) return none;
      return checkBody(knownFields(operation.body, raw));
    },
  };
}

const keptQueries = 200;
const longestKeptQuery = 500;

/** Reads each text of a query once, as long as there are few and they are short: most requests ask what others asked before. */
function rememberedByText(read: (raw: unknown) => Fields): InputReader['query'] {
  const known = new Map<string, Fields>();
  return (raw, url) => {
    const start = url.indexOf('?');
    const text = start === -1 ? '' : url.slice(start);
    const kept = known.get(text);
    if (kept !== undefined) return kept;
    const fields = Object.freeze(read(raw));
    if (text.length > longestKeptQuery) return fields;
    if (known.size >= keptQueries) known.clear();
    known.set(text, fields);
    return fields;
  };
}

const none: Fields = Object.freeze({});
const longestParam = 1000;

function readParam(operation: Operation, name: string, raw: unknown): unknown {
  const key = operation.path.endsWith(`:${name}*`) ? '*' : name;
  const text: unknown = typeof raw === 'object' && raw !== null ? Reflect.get(raw, key) : undefined;
  const segment = typeof text === 'string' ? text : '';
  const noun = operation.idNouns?.[name];
  if (noun !== undefined) {
    const id = parseId(segment);
    if (id === undefined) throw new HttpError('INVALID_ID', `Invalid ${noun}`);
    return id;
  }
  if (isLonger(segment, longestParam)) throw new HttpError('NOT_FOUND');
  return segment.normalize('NFC');
}

/** Counts characters, where that makes a difference: those beyond U+FFFF have two units. */
function isLonger(text: string, characters: number): boolean {
  return text.length > characters && Array.from(text).length > characters;
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

/** All problems of a request are told at once. Values are taken as they are: queries have been read by type already. */
const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false, messages: true });

/** Schemas are compiled at their first use: a server starts faster than it could compile them all. */
function lazyCheck(
  operation: Operation,
  part: 'query' | 'body',
  schema: TObject | undefined,
): (fields: Fields) => Fields {
  let validate: ValidateFunction | undefined;
  return (fields) => {
    if (schema === undefined) return fields;
    validate ??= ajv.compile(schema);
    if (validate(fields)) return fields;
    const details = (validate.errors ?? []).map((problem): ErrorDetail => {
      const field = fieldOf(problem);
      return { path: field === '' ? part : `${part}.${field}`, message: problem.message ?? 'is not valid' };
    });
    const first = details[0]?.path.split('.')[1];
    const text = part === 'body' ? validationText(operation, first) : 'Invalid request';
    throw new HttpError('VALIDATION_ERROR', text, { details });
  };
}

/** Where a problem is: `roles.0` of the pointer `/roles/0`, or a missing property's name. */
function fieldOf({ instancePath, params }: ErrorObject): string {
  const pointed = instancePath.split('/').slice(1).join('.');
  const missing: unknown = Reflect.get(params, 'missingProperty');
  return pointed === '' && typeof missing === 'string' ? missing : pointed;
}
