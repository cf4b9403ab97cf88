import { expect, test } from 'vitest';
import { currentStreak, longestStreak } from './streak.ts';

function days(...list: readonly string[]): ReadonlySet<string> {
  return new Set(list);
}

test('a streak may end today', () => {
  expect(currentStreak(days('2026-02-27', '2026-02-28', '2026-03-01'), '2026-03-01')).toBe(3);
});

test('a streak may end yesterday: today is not over', () => {
  expect(currentStreak(days('2026-02-27', '2026-02-28'), '2026-03-01')).toBe(2);
});

test('a streak that ended two days ago is over', () => {
  expect(currentStreak(days('2026-02-26', '2026-02-27'), '2026-03-01')).toBe(0);
});

test('without reading there is no streak', () => {
  expect(currentStreak(days(), '2026-03-01')).toBe(0);
  expect(longestStreak(days())).toBe(0);
});

test('the longest streak may be in the past, over leap days and new years', () => {
  const read = days('2024-02-28', '2024-02-29', '2024-03-01', '2025-12-31', '2026-01-01', '2026-01-05');
  expect(longestStreak(read)).toBe(3);
});

test('days are taken in their order, not in that of the set', () => {
  expect(longestStreak(days('2026-01-03', '2026-01-01', '2026-01-02'))).toBe(3);
});
