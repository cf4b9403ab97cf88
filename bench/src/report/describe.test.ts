import { expect, test } from 'vitest';
import { describe } from './describe.ts';
import { median, percentile } from './statistics.ts';
import { formatTable } from './table.ts';

test('columns are as wide as their widest cell', () => {
  expect(
    formatTable(
      ['name', 'n'],
      [
        ['a', '10,000'],
        ['longer', '5'],
      ],
    ),
  ).toBe(['name         n', '──────  ──────', 'a       10,000', 'longer       5'].join('\n'));
});

test('percentiles and medians are values of the list', () => {
  const sorted = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([percentile(sorted, 0.5), percentile(sorted, 0.99), median([3, 1, 2])]).toEqual([50, 99, 2]);
});

test('an empty list has the percentile 0', () => {
  expect(percentile([], 0.99)).toBe(0);
});

test('only what was measured is described', () => {
  const machine = { cpu: 'CPU', cores: 2, node: '24.0.0', date: '2026-01-01T00:00:00Z' };
  const text = describe({ machine, books: 1000, start: { medianMs: 312.4, allMs: [312.4] } });
  expect(text).toBe(
    '1,000 books · CPU, 2 cores · Node 24.0.0\n\nstart of the process to /health: 312 ms (median)\n',
  );
});
