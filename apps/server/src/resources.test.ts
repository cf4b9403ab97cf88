import { expect, test } from 'vitest';
import { Resources } from './resources.ts';

test('resources are given back in reverse order, all of them even if one fails', async () => {
  const order: string[] = [];
  const resources = new Resources();
  resources.use({ [Symbol.dispose]: () => order.push('first') });
  resources.defer(() => {
    throw new Error('stuck');
  });
  resources.use({
    [Symbol.asyncDispose]: async () => {
      order.push('last');
    },
  });
  await expect(resources[Symbol.asyncDispose]()).rejects.toThrow('stuck');
  expect(order).toEqual(['last', 'first']);
});

test('what has been moved is given back by its new holder only', async () => {
  let given = 0;
  const resources = new Resources();
  resources.defer(() => (given += 1));
  const moved = resources.move();
  await resources[Symbol.asyncDispose]();
  expect(given).toBe(0);
  await moved[Symbol.asyncDispose]();
  expect(given).toBe(1);
});
