import { contract, pathsOf, type OperationId } from '@dust/api-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from './matrix/call.ts';
import { callers, type Row } from './matrix/row.ts';
import { operationIds, rowsOf, strayRows } from './matrix/table.ts';
import { createWorld, type World } from './matrix/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test('every operation has a row, and every row an operation', () => {
  expect(operationIds.filter((id) => rowsOf(id).length === 0)).toEqual([]);
  expect(strayRows).toEqual([]);
});

const cases = operationIds.flatMap((id) =>
  pathsOf(contract[id]).flatMap((path) =>
    rowsOf(id).map((row, index): [OperationId, string, number, Row] => [id, path, index + 1, row]),
  ),
);

test.each(cases)(
  '%s at %s answers each caller as its row %i says, and as the contract does',
  async (id, at, _, row) => {
    const statuses: Record<string, number> = {};
    const problems: string[] = [];
    for (const caller of callers) {
      const { id: callerId, token } = await world.signIn(caller);
      const request = await row.request(world, callerId);
      const answer = await call(world, id, { ...request, token, at });
      statuses[caller] = answer.status;
      problems.push(...answer.problems.map((problem) => `${caller}: ${problem}`));
    }
    expect(statuses).toEqual(row.expected);
    expect(problems).toEqual([]);
  },
);
