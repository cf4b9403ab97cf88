import { expect, test } from 'vitest';
import { addDays, dayTeller } from './calendar.ts';
import { InvalidTimeZoneError } from './errors.ts';

test('the day of a moment depends on the zone', () => {
  const moment = new Date('2026-01-01T03:00:00Z');
  expect(dayTeller('UTC')(moment)).toBe('2026-01-01');
  expect(dayTeller('America/New_York')(moment)).toBe('2025-12-31');
  expect(dayTeller('Pacific/Kiritimati')(moment)).toBe('2026-01-01');
  expect(dayTeller('Asia/Kathmandu')(moment.getTime() / 1000)).toBe('2026-01-01');
});

test('the day follows summer time', () => {
  const tell = dayTeller('Europe/Berlin');
  expect(tell(new Date('2026-03-28T22:59:59Z'))).toBe('2026-03-28');
  expect(tell(new Date('2026-03-28T23:00:00Z'))).toBe('2026-03-29');
  expect(tell(new Date('2026-03-29T22:00:00Z'))).toBe('2026-03-30');
});

test.each(['Mars/Olympus', '', '+02:00', 'Europe', '../etc', 'Europe/Berlin\n'])('%j is no zone', (name) => {
  expect(() => dayTeller(name)).toThrow(InvalidTimeZoneError);
  expect(() => dayTeller(name)).toThrow('Invalid time zone');
});

test('days are counted by the calendar', () => {
  expect(addDays('2026-03-29', -1)).toBe('2026-03-28');
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
  expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
});
