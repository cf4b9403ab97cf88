import { expect, test } from 'vitest';
import { roundPercentage } from './percentage.ts';

test.each([
  [0, 0],
  [33.33333333333333, 33.33],
  [6.382978723404255, 6.38],
  [99.996, 99.99],
  [99.99999999, 99.99],
  [0.0001, 0.01],
  [100, 100],
  [250, 100],
  [-3, 0],
  [Number.NaN, 0],
])('%d is shown as %d', (percentage, shown) => {
  expect(roundPercentage(percentage)).toBe(shown);
});
