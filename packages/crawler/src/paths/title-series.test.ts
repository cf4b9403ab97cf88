import { describe, expect, it } from 'vitest';
import { seriesOfTitle } from './title-series.ts';

describe('seriesOfTitle', () => {
  it.each([
    ['The Title (The Saga #12)', 'The Saga', 12],
    ['The Title (The Saga, #1.5)', 'The Saga', 1.5],
    ['Some Series 3: The Title', 'Some Series', 3],
    ['Wheel, Book 4', 'Wheel', 4],
    ['WHEEL BOOK 4', 'WHEEL', 4],
    ['Saga Vol. 2', 'Saga', 2],
    ['Saga volume 2.5', 'Saga', 2.5],
  ])('finds the series in "%s"', (title, name, number) => {
    expect(seriesOfTitle(title)).toEqual({ name, number });
  });

  it.each([
    'Saga v2',
    'Saga #2',
    'Wheel Book 1984',
    '2001: An Odyssey',
    '3: The Title',
    'Book 4',
    'The Title (Saga 12)',
    '(The Saga #12)',
    'The Guidebook 4',
    'Emma',
    '',
  ])('finds none in "%s"', (title) => {
    expect(seriesOfTitle(title)).toBeNull();
  });

  it('stays fast on a hostile title', () => {
    const start = performance.now();
    seriesOfTitle(`${'1 '.repeat(240)}:`);
    seriesOfTitle('a '.repeat(1_000_000));
    expect(performance.now() - start).toBeLessThan(200);
  });
});
