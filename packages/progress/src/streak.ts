import { addDays, type Day } from './calendar.ts';

/** The days in a row on which somebody read, ending today or, while today may yet become one, yesterday. */
export function currentStreak(days: ReadonlySet<Day>, today: Day): number {
  let day = days.has(today) ? today : addDays(today, -1);
  let length = 0;
  for (; days.has(day); day = addDays(day, -1)) length += 1;
  return length;
}

/** The most days in a row on which somebody read. */
export function longestStreak(days: ReadonlySet<Day>): number {
  let longest = 0;
  let length = 0;
  let expected: Day | undefined;
  for (const day of [...days].sort()) {
    length = day === expected ? length + 1 : 1;
    longest = Math.max(longest, length);
    expected = addDays(day, 1);
  }
  return longest;
}
