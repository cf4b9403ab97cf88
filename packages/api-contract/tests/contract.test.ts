import { describe, expect, it } from 'vitest';
import { contract, errors, pathsOf, validationText, type Operation } from '../src/index.ts';

const operations: readonly Operation[] = Object.values(contract);

describe('the contract', () => {
  it('files every operation under its own id', () => {
    expect(operations.map(({ operationId }) => operationId)).toEqual(Object.keys(contract));
  });

  it('has no two operations with the same method and path', () => {
    const routes = operations.flatMap((operation) =>
      pathsOf(operation).map((path) => `${operation.method} ${path.replaceAll(/:\w+\*?/g, ':')}`),
    );
    expect(new Set(routes).size).toBe(routes.length);
  });

  it.each(operations)('$operationId describes exactly the parameters of its paths', (operation) => {
    for (const path of pathsOf(operation)) {
      const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      expect(Object.keys(operation.params?.properties ?? {})).toEqual(inPath);
    }
  });

  it.each(operations)('$operationId tells what it calls a bad id', ({ params, errors, idNouns }) => {
    const ids = Object.entries(params?.properties ?? {}).filter(([, schema]) =>
      Reflect.has(schema, 'maximum'),
    );
    expect(Object.keys(idNouns ?? {})).toEqual(ids.map(([name]) => name));
    expect(errors.includes('INVALID_ID')).toBe(ids.length > 0);
  });

  it.each(operations)('$operationId refuses callers as its permission demands', ({ permission, errors }) => {
    const refusals = {
      token: undefined,
      admin: 'ADMIN_REQUIRED',
      self: 'SELF_OR_ADMIN_REQUIRED',
      'user-management': 'USER_MANAGEMENT_REQUIRED',
    } as const;
    expect(errors.includes('AUTHENTICATION_REQUIRED')).toBe(permission !== null);
    if (permission === null || permission === 'token') return;
    const refusal = Object.hasOwn(refusals, permission)
      ? Reflect.get(refusals, permission)
      : 'PERMISSION_DENIED';
    expect(errors).toContain(refusal);
  });

  it.each(operations)('$operationId refuses broken bodies unless it ignores them', (operation) => {
    const { operationId, method, errors } = operation;
    const refusals = ['MALFORMED_JSON', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const;
    const isIgnored = method === 'GET' || operationId === 'logout';
    expect(refusals.filter((code) => errors.includes(code))).toEqual(isIgnored ? [] : refusals);
  });

  it.each(operations)('$operationId knows all properties of its body', (operation) => {
    const { body, errors, responses } = operation;
    // KOReader is told of them in a form of its own.
    const isTold = errors.includes('VALIDATION_ERROR') || responses[403] !== undefined;
    expect(body === undefined || isTold).toBe(true);
    expect(body === undefined || Reflect.get(body, 'additionalProperties') === false).toBe(true);
  });

  it.each(operations)('$operationId refuses a bad cursor only if it is paged', ({ query, errors, path }) => {
    const isPaged = Object.hasOwn(query?.properties ?? {}, 'limit');
    expect(errors.includes('INVALID_CURSOR')).toBe(isPaged);
    expect(Object.hasOwn(query?.properties ?? {}, 'cursor')).toBe(isPaged && path !== '/admin/users');
  });

  it.each(operations)('$operationId always sends every property of its answer', ({ responses }) => {
    for (const [status, schema] of Object.entries(responses)) {
      if (Number(status) < 400) expect(optionalProperties(schema)).toEqual([]);
    }
  });
});

describe('the text of a validation error', () => {
  it('is the text of the field, where it has one', () => {
    expect(validationText(contract.updateProfile, 'email')).toBe('Invalid email address');
  });

  it('is the text of the route for other fields', () => {
    expect(validationText(contract.createUser, 'email')).toBe('username, email, and password are required');
    expect(validationText(contract.login, undefined)).toBe('Invalid login data');
  });

  it('is "Invalid request" where the route has none', () => {
    expect(validationText(contract.updateBook, 'name')).toBe(errors.VALIDATION_ERROR.text);
  });
});

function optionalProperties(schema: unknown, path = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const properties: unknown = Reflect.get(schema, 'properties');
  const required: unknown = Reflect.get(schema, 'required');
  const own =
    typeof properties === 'object' &&
    properties !== null &&
    typeof Reflect.get(properties, 'type') !== 'string'
      ? Object.keys(properties).filter((name) => !Array.isArray(required) || !required.includes(name))
      : [];
  const nested = Object.entries(schema).flatMap(([key, part]) => optionalProperties(part, `${path}/${key}`));
  return [...own.map((name) => `${path}/${name}`), ...nested];
}
