import { expect, test } from 'vitest';
import { readRange } from './ranges.ts';

test.each([
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=10-19', { start: 10, end: 19 }],
  ['bytes=90-', { start: 90, end: 99 }],
  ['bytes=90-500', { start: 90, end: 99 }],
  ['bytes=-10', { start: 90, end: 99 }],
  ['bytes=-500', { start: 0, end: 99 }],
  ['bytes=90-99999999999999999999', { start: 90, end: 99 }],
  ['bytes=-99999999999999999999', { start: 0, end: 99 }],
  [`bytes=0-${'9'.repeat(400)}`, { start: 0, end: 99 }],
  ['Bytes=5-6', { start: 5, end: 6 }],
])('%s of 100 bytes is a range', (header, range) => {
  expect(readRange(header, 100)).toEqual(range);
});

test.each([
  'bytes=100-',
  'bytes=200-300',
  'bytes=-0',
  'bytes=99999999999999999999-',
  `bytes=${'9'.repeat(400)}-`,
])('%s of 100 bytes cannot be satisfied', (header) => {
  expect(readRange(header, 100)).toBe('unsatisfiable');
});

test.each([
  undefined,
  '',
  'bytes=',
  'bytes=-',
  'bytes=5-3',
  'bytes=0-1,5-6',
  'items=0-5',
  'bytes=a-b',
  'bytes=0x1-5',
])('%j is ignored', (header) => {
  expect(readRange(header, 100)).toBeUndefined();
});

test('no range of an empty file can be satisfied', () => {
  expect(readRange('bytes=0-', 0)).toBe('unsatisfiable');
  expect(readRange('bytes=-5', 0)).toBe('unsatisfiable');
});
