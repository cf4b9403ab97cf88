import type { TObject } from 'typebox';
import type { ErrorCode } from '../errors.ts';
import { acceptsBasic, type Operation } from '../operation.ts';
import type { SharedErrors } from './shared-errors.ts';
import type { Json, SharedSchemas } from './shared-schemas.ts';

/** What the operations of one description share. */
export interface Shared {
  readonly schemas: SharedSchemas;
  readonly errors: SharedErrors;
}

const successTexts: ReadonlyMap<number, string> = new Map([
  [200, 'Success'],
  [201, 'Created'],
  [202, 'Accepted; the work goes on'],
  [206, 'The part that `Range` asked for'],
]);

/** The OpenAPI operation object of an operation at one of its paths; an id may be there but once. */
export function operationObject(operation: Operation, path: string, shared: Shared): Json {
  const { summary, description, tags, body, bodyRequired = false } = operation;
  const operationId = path === operation.path ? operation.operationId : `${operation.operationId}ForApps`;
  const parameters = [
    ...parametersOf('path', operation.params, shared),
    ...parametersOf('query', operation.query, shared),
  ];
  const content = body && { 'application/json': { schema: shared.schemas.refer(body) } };
  return {
    operationId,
    summary,
    ...(description !== undefined && { description }),
    tags,
    ...(operation.permission !== null && { 'x-dust-permission': operation.permission }),
    security: securityOf(operation, path),
    ...(parameters.length > 0 && { parameters }),
    ...(content && { requestBody: { required: bodyRequired, content } }),
    responses: {
      ...shared.errors.refer([...operation.errors, ...signInErrors(operation, path)]),
      ...ownResponses(operation, shared),
    },
  };
}

function securityOf({ permission }: Operation, path: string): readonly Json[] {
  if (permission === null) return [];
  const isTokenOptional = permission === 'signature' || permission === 'metrics';
  return [
    ...(isTokenOptional ? [{}] : []),
    { bearer: [] },
    ...(acceptsBasic(path) && permission !== 'signature' ? [{ basic: [] }] : []),
  ];
}

/** What a password is refused with; operations do not repeat these. */
function signInErrors({ permission }: Operation, path: string): readonly ErrorCode[] {
  return permission !== null && acceptsBasic(path) ? ['INVALID_CREDENTIALS', 'RATE_LIMITED'] : [];
}

function parametersOf(place: 'path' | 'query', schema: TObject | undefined, shared: Shared): Json[] {
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => {
    const parameter = { name, in: place, required: place === 'path', schema: shared.schemas.refer(property) };
    const isList = Reflect.get(property, 'type') === 'array';
    return isList ? Object.assign(parameter, { style: 'form', explode: false }) : parameter;
  });
}

function ownResponses(operation: Operation, shared: Shared): Json {
  const responses = Object.entries(operation.responses).map(([status, schema]) => {
    const isFailure = Number(status) >= 400;
    const mediaTypes = isFailure ? ['application/json'] : (operation.produces ?? ['application/json']);
    const referred = shared.schemas.refer(schema);
    const content = Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema: referred }]));
    return [status, { description: successTexts.get(Number(status)) ?? 'Failure', content }];
  });
  return { ...Object.fromEntries(responses), ...(isConditional(operation) && notModified) };
}

const notModified = { 304: { description: 'Not modified: `If-None-Match` matches' } };

function isConditional({ method, path, produces = [] }: Operation): boolean {
  const hasEntityTag = !produces.some((mediaType) => /^text\/|openmetrics/.test(mediaType));
  return method === 'GET' && hasEntityTag && !path.startsWith('/health');
}
