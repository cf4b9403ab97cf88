import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { contract, createOpenApi, getHealth, type Operation } from '../src/index.ts';

const document = createOpenApi({ version: '1.2.3', serverUrl: 'https://books.example' });
const json: unknown = JSON.parse(JSON.stringify(document));

describe('the OpenAPI description', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate(JSON.parse(JSON.stringify(document)));
    expect(result.errors).toBeUndefined();
    expect([result.valid, validator.version]).toEqual([true, '3.1']);
  });

  it('is the agreed one (after a deliberate change: pnpm run golden)', async () => {
    await expect(`${JSON.stringify(json, null, 1)}\n`).toMatchFileSnapshot('./golden/openapi.json');
  });

  it('has every operation', () => {
    const ids = Object.values(document.paths).flatMap((item) =>
      Object.values(item).map((op) => op['operationId']),
    );
    const operations: readonly Operation[] = Object.values(contract);
    const expected = operations.flatMap(({ operationId, appPath }) =>
      appPath === undefined ? [operationId] : [operationId, `${operationId}ForApps`],
    );
    expect(ids.map(String).toSorted()).toEqual(expected.toSorted());
  });

  it('refers only to what it holds', () => {
    const references = JSON.stringify(json).matchAll(/"\$ref":"#\/([^"]+)"/g);
    const missing = [...references].filter(([, path]) => lookUp(json, path ?? '') === undefined);
    expect(missing).toEqual([]);
  });

  it('gives one name to one schema only', () => {
    const definitions = new Map<string, Set<string>>();
    collectNamed(contract, definitions);
    const ambiguous = [...definitions].filter(([, bodies]) => bodies.size > 1).map(([name]) => name);
    expect(ambiguous).toEqual([]);
  });

  it('lists the codes of a failure by status', () => {
    expect(document.paths['/books/{id}']?.['get']?.['responses']).toMatchObject({
      401: { $ref: '#/components/responses/AUTHENTICATION_REQUIRED.INVALID_TOKEN.TOKEN_EXPIRED' },
      403: { $ref: '#/components/responses/CONTENT_RESTRICTED.PERMISSION_DENIED' },
      404: { $ref: '#/components/responses/BOOK_NOT_FOUND' },
    });
  });

  it('asks for no token where none is needed', () => {
    expect(document.paths['/auth/login']?.['post']?.['security']).toEqual([]);
    expect(document.paths['/profile']?.['get']?.['security']).toEqual([{ bearer: [] }]);
    expect(document.paths['/covers/{id}']?.['get']?.['security']).toEqual([{}, { bearer: [] }]);
  });

  it('offers metrics with a token and without, for they depend on where the caller is', () => {
    expect(document.paths['/metrics']?.['get']).toMatchObject({
      security: [{}, { bearer: [] }],
      'x-dust-permission': 'metrics',
    });
    expect(Object.keys(Object(document.paths['/metrics']?.['get']?.['responses']))).not.toContain('304');
  });

  it('is relative to the server when no URL is known', () => {
    expect(createOpenApi({ version: '1' }).servers).toEqual([{ url: '/' }]);
  });

  it('takes up operations that the server adds', () => {
    const extra = { ...getHealth, operationId: 'opdsRoot', path: '/opds' } as const;
    const { paths } = createOpenApi({ version: '1', extraOperations: [extra] });
    expect(paths['/opds']?.['get']?.['operationId']).toBe('opdsRoot');
  });
});

function lookUp(root: unknown, path: string): unknown {
  return path
    .split('/')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
      root,
    );
}

function collectNamed(value: unknown, found: Map<string, Set<string>>): void {
  if (typeof value !== 'object' || value === null) return;
  const title: unknown = Reflect.get(value, 'title');
  if (typeof title === 'string') {
    const body = JSON.stringify(value).replaceAll('"type":["object","null"]', '"type":"object"');
    found.set(title, (found.get(title) ?? new Set()).add(body));
  }
  for (const part of Object.values(value)) collectNamed(part, found);
}
