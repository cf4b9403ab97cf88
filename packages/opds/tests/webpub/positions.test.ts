import { Locator } from '@dust/tooling/publications';
import { describe, expect, test } from 'vitest';
import { countPositions, positionList } from '../../src/index.ts';

interface List {
  readonly total: number;
  readonly positions: readonly { readonly href: string; readonly locations: Record<string, unknown> }[];
}

const read = (text: string): List => JSON.parse(text);

describe('the number of positions', () => {
  test.each([
    [0, 1],
    [1, 1],
    [1024, 1],
    [1025, 2],
    [10_240, 10],
  ])('of %i bytes of text is %i', (packedBytes, positions) => {
    expect(countPositions([{ packedBytes, layout: 'reflowable' }])).toEqual([positions]);
  });

  test('of a page of fixed size is one', () => {
    expect(countPositions([{ packedBytes: 99_999, layout: 'fixed' }])).toEqual([1]);
  });

  test('is bounded', () => {
    const [count = 0] = countPositions([{ packedBytes: 4e9, layout: 'reflowable' }]);
    expect(count).toBeGreaterThan(20_000);
    expect(count).toBeLessThanOrEqual(50_000);
  });
});

describe('the positions of an EPUB', () => {
  const { total, positions } = read(
    positionList([
      { href: 'a', type: 'text/html', positions: 1 },
      { href: 'b', type: 'text/html', positions: 4 },
    ]),
  );

  test('are numbered through, with their place in the resource and in the book', () => {
    expect(total).toBe(5);
    expect(positions.map(({ href, locations }) => [href, ...Object.values(locations)])).toEqual([
      ['a', 1, 0, 0],
      ['b', 2, 0, 0.2],
      ['b', 3, 0.25, 0.4],
      ['b', 4, 0.5, 0.6],
      ['b', 5, 0.75, 0.8],
    ]);
  });

  test('are locators that Readium reads', () => {
    const locators = positions.map((position) => Locator.deserialize(position));
    expect(locators.map((locator) => locator?.locations.position)).toEqual([1, 2, 3, 4, 5]);
    expect(locators[4]?.locations.totalProgression).toBe(0.8);
  });
});

test('the positions of a PDF are its pages', () => {
  const { positions } = read(positionList([{ href: 'stream', type: 'application/pdf', positions: 2 }]));
  expect(positions.map(({ locations }) => locations['fragments'])).toEqual([['page=1'], ['page=2']]);
});
