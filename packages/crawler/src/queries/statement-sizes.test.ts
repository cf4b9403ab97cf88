import { describe, expect, it } from 'vitest';
import { inFewSizes, paddedList } from './statement-sizes.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('rows in few sizes', () => {
  it.each([0, 1, 2, 3, 64, 127, 128, 129, 300, 1000])('keep %i rows in their order', (count) => {
    const groups = inFewSizes(numbers(count));
    expect(groups.flat()).toEqual(numbers(count));
    expect(groups.every(({ length }) => Number.isInteger(Math.log2(length)) && length <= 128)).toBe(true);
  });
});

describe('a padded list', () => {
  it.each([1, 2, 3, 5, 400])('of %i values has the same values', (count) => {
    const padded = paddedList(numbers(count));
    expect([...new Set(padded)]).toEqual(numbers(count));
    expect(Number.isInteger(Math.log2(padded.length))).toBe(true);
  });

  it('of nothing is empty', () => {
    expect(paddedList([])).toEqual([]);
  });
});
