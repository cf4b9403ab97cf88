import { describe, expect, test } from 'vitest';
import { computeProgress, type ProgressChange } from './compute-progress.ts';
import { InvalidProgressError } from './errors.ts';
import type { Position } from './position.ts';

const at10of100: Position = { page: 10, total: 100, percentage: 10, location: null };
const unknownTotal: Position = { page: 7, total: null, percentage: 12, location: null };

describe('the total', () => {
  test('of the request goes before the stored one, is stored, and its fraction is cut off', () => {
    expect(computeProgress(at10of100, { current_page: 10, total_pages: 40.9 }, 300)).toMatchObject({
      total: 40,
      percentage: 25,
    });
  });

  test.each([{ total_pages: null }, { total_pages: 0 }, {}])(
    'that is stored stays when the request has %o',
    (totals) => {
      expect(computeProgress(at10of100, { current_page: 20, ...totals }, 300)).toMatchObject({
        total: 100,
        percentage: 20,
      });
    },
  );

  test('of the book counts when nobody else has one, and is not stored', () => {
    expect(computeProgress(null, { current_page: 30 }, 300)).toMatchObject({
      page: 30,
      total: null,
      percentage: 10,
    });
  });

  test('stays unknown when the book has no pages either', () => {
    expect(computeProgress(null, { current_page: 30 }, 0)).toMatchObject({ total: null, percentage: 0 });
  });
});

describe('a page', () => {
  test('with a known total gives the percentage', () => {
    expect(computeProgress(at10of100, { current_page: 20 }, null)).toMatchObject({
      page: 20,
      total: 100,
      percentage: 20,
    });
  });

  test('beyond the total is the last page, whatever the percentage sent', () => {
    const change = { current_page: 48, total_pages: 47, percentage_complete: 1 };
    expect(computeProgress(null, change, null)).toMatchObject({ page: 47, total: 47, percentage: 100 });
  });

  test('with a known total goes before a percentage in another unit', () => {
    const change = { current_page: 3, total_pages: 47, percentage_complete: 0.06 };
    expect(computeProgress(null, change, null).percentage).toBeCloseTo(6.383, 3);
  });

  test('is never beyond what can be added up, and neither is a total', () => {
    expect(computeProgress(null, { current_page: 1e300 }, null)).toMatchObject({ page: 2_147_483_647 });
    expect(computeProgress(null, { current_page: 1e300, total_pages: 1e300 }, null)).toMatchObject({
      page: 2_147_483_647,
      total: 2_147_483_647,
      percentage: 100,
    });
  });

  test('loses its fraction, and is never below 0', () => {
    expect(computeProgress(null, { current_page: 3.9 }, null).page).toBe(3);
    expect(computeProgress(null, { current_page: -3 }, 10)).toMatchObject({ page: 0, percentage: 0 });
  });

  test.each([
    ['the percentage sent', unknownTotal, { percentage_complete: 40 }, 40],
    ['the stored percentage', unknownTotal, {}, 12],
    ['0 in a new row', null, {}, 0],
    ['at most 100', null, { percentage_complete: 170 }, 100],
    ['at least 0', unknownTotal, { percentage_complete: -5 }, 0],
  ])('without a known total leaves %s', (_, stored, change, percentage) => {
    expect(computeProgress(stored, { current_page: 9, ...change }, null)).toMatchObject({
      page: 9,
      total: null,
      percentage,
    });
  });

  test('of 0 is a value', () => {
    expect(computeProgress(at10of100, { current_page: 0 }, null)).toMatchObject({ page: 0, percentage: 0 });
  });
});

describe('a percentage without a page', () => {
  test('gives the nearest page of a known total', () => {
    expect(computeProgress(at10of100, { percentage_complete: 33.6 }, null)).toMatchObject({
      page: 34,
      percentage: 33.6,
    });
  });

  test('without any total leaves the stored page, or 0', () => {
    const change = { current_page: null, percentage_complete: 33.3 };
    expect(computeProgress(unknownTotal, change, null)).toMatchObject({ page: 7, percentage: 33.3 });
    expect(computeProgress(null, change, null)).toMatchObject({ page: 0, percentage: 33.3 });
  });

  test('of 0 is a value', () => {
    expect(computeProgress(at10of100, { percentage_complete: 0 }, null)).toMatchObject({
      page: 0,
      percentage: 0,
    });
  });
});

test('a location alone leaves page and percentage', () => {
  const change = { current_location: 'epubcfi(/6/4)' };
  expect(computeProgress(at10of100, change, null)).toMatchObject({ page: 10, percentage: 10 });
  expect(computeProgress(null, change, 50)).toMatchObject({ page: 0, percentage: 0 });
});

describe('the location', () => {
  const placed: Position = { ...at10of100, location: 'epubcfi(/6/4)' };
  const after = (change: ProgressChange): string | null => computeProgress(placed, change, null).location;

  test('that is sent is stored as it is', () => {
    expect(after({ current_page: 10, current_location: ' e\u0301 ' })).toBe(' e\u0301 ');
  });

  test('is cleared by null and by empty text', () => {
    expect(after({ current_page: 10, current_location: null })).toBeNull();
    expect(after({ current_page: 10, current_location: '' })).toBeNull();
  });

  test('that is not sent stays with its page and goes with it', () => {
    expect(after({ current_page: 10 })).toBe('epubcfi(/6/4)');
    expect(after({ current_page: 11 })).toBeNull();
    expect(after({ percentage_complete: 10.2 })).toBe('epubcfi(/6/4)');
  });
});

function read(stored: Position | null, change: ProgressChange, pages: number | null = null): number {
  return computeProgress(stored, change, pages).pagesRead;
}

describe('pages read', () => {
  test('are the difference while the total stays', () => {
    expect(read(at10of100, { current_page: 25 })).toBe(15);
    expect(read({ ...at10of100, total: null }, { current_page: 25 }, 200)).toBe(15);
    expect(read(unknownTotal, { current_page: 9 })).toBe(2);
  });

  test('are none when a reader turns back or stays', () => {
    expect(read(at10of100, { current_page: 5 })).toBe(0);
    expect(read(at10of100, { current_page: 10 })).toBe(0);
    expect(read(at10of100, { current_page: 15, total_pages: 400 })).toBe(0);
  });

  test('follow the percentage when the total changed', () => {
    expect(read(at10of100, { current_page: 21, total_pages: 200 })).toBe(1);
    expect(read(null, { current_page: 12, total_pages: 47 })).toBe(12);
  });
});

test.each([{}, { total_pages: 10 }, { current_page: null, current_location: '' }])(
  '%o lacks what is required',
  (change) => {
    expect(() => computeProgress(at10of100, change, 10)).toThrow(
      new InvalidProgressError('current_page is required'),
    );
  },
);

test.each([
  { current_page: 1, total_pages: -1 },
  { current_page: 1, total_pages: Infinity },
  { current_page: Number.NaN },
  { current_page: 1, current_location: 'é'.repeat(2049) },
])('%o is invalid', (change) => {
  expect(() => computeProgress(null, change, 10)).toThrow(new InvalidProgressError('Invalid request'));
});

test('a location of exactly 4,096 bytes is stored', () => {
  const location = 'é'.repeat(2048);
  expect(computeProgress(null, { current_location: location }, null).location).toBe(location);
});
