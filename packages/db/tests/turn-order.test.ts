import { expect, test } from 'vitest';
import { BackgroundTurn, ForegroundTurn, newWriteTurns, type WriteTurn } from '../src/sqlite/write-turns.ts';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function newTurns(): { readonly front: WriteTurn; readonly behind: WriteTurn } {
  const shared = newWriteTurns();
  return { front: new ForegroundTurn(shared), behind: new BackgroundTurn(shared) };
}

test('a writer in front waits while one behind has its turn', async () => {
  const { front, behind } = newTurns();
  await behind.take();
  expect(front.tryTake()).toBe(false);
  const order: string[] = [];
  const taken = front.take().then(() => order.push('front'));
  await nextTurn();
  order.push('behind');
  behind.give();
  await taken;
  expect(order).toEqual(['behind', 'front']);
});

test('a writer behind takes no turn that is wanted in front', async () => {
  const { front, behind } = newTurns();
  expect(front.tryTake()).toBe(true);
  expect(behind.tryTake()).toBe(false);
  front.give();
  expect(behind.tryTake()).toBe(true);
  expect(behind.tryTake()).toBe(false);
});
