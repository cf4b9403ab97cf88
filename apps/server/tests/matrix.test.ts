import type { OperationId } from '@dust/api-contract';
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
  rowsOf(id).map((row, index): [OperationId, number, Row] => [id, index + 1, row]),
);

test.each(cases)(
  '%s answers each caller as its row %i says, and as the contract does',
  async (id, _, row) => {
    const statuses: Record<string, number> = {};
    const problems: string[] = [];
    for (const caller of callers) {
      const { id: callerId, token } = await world.signIn(caller);
      const request = await row.request(world, callerId);
      const answer = await call(world, id, { ...request, token });
      statuses[caller] = answer.status;
      problems.push(...answer.problems.map((problem) => `${caller}: ${problem}`));
    }
    expect(statuses).toEqual(row.expected);
    expect(problems).toEqual([]);
  },
);
