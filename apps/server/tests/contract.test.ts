import { Validator } from '@seriousme/openapi-schema-validator';
import type { OperationId, Tag } from '@dust/api-contract';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import type { Call, Handler, Router } from '../src/http/router.ts';
import { call } from './matrix/call.ts';
import { operationIds, rowsOf } from './matrix/table.ts';
import { createWorld, type World } from './matrix/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test('every operation of the contract is served', () => {
  expect(world.server.missing).toEqual([]);
});

describe('nothing but the contract is served', () => {
  test('a route is named by an operation, and by nothing else', () => {
    expectTypeOf<Parameters<Router['route']>[0]>().toEqualTypeOf<OperationId>();
    // @ts-expect-error -- no operation of the contract
    expectTypeOf<Handler<'dropDatabase'>>().toBeFunction();
  });

  test('a handler gets the inputs of its operation and answers what it answers', () => {
    expectTypeOf<Call<'getPage'>['params']>().toEqualTypeOf<{ id: number; number: number }>();
    expectTypeOf<Call<'getHealth'>['principal']>().toBeNull();
    expectTypeOf<() => Promise<{ tags: Tag[] }>>().toExtend<Handler<'listTags'>>();
    expectTypeOf<() => Promise<{ labels: Tag[] }>>().not.toExtend<Handler<'listTags'>>();
  });
});

describe('/openapi.json', () => {
  test('is a valid description of OpenAPI 3.1', async () => {
    const document = (await world.server.inject({ url: '/openapi.json' })).json();
    const validator = new Validator();
    const result = await validator.validate(document);
    expect([result.valid, result.errors, validator.version]).toEqual([true, undefined, '3.1']);
  });

  test('names every operation', async () => {
    const { paths } = (await world.server.inject({ url: '/openapi.json' })).json();
    const ids = Object.values<Record<string, { operationId: string }>>(paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(ids).toEqual(expect.arrayContaining([...operationIds]));
  });
});

test.each(operationIds)('%s succeeds with an answer as its schema has it', async (id) => {
  const { id: callerId, token } = await world.signIn('admin');
  const request = await rowsOf(id)[0]?.request(world, callerId);
  const { status, problems } = await call(world, id, { ...request, token });
  expect([status < 300, problems]).toEqual([true, []]);
});
