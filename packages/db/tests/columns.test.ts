import { expect, test } from 'vitest';
import { foldKey, parseTextList, toDbTime, toIsoTime } from '../src/index.ts';

test('a moment is kept as UTC text of whole seconds', () => {
  expect(toDbTime(new Date('2026-01-02T03:04:05.999+02:00'))).toBe('2026-01-02 01:04:05');
});

test.each([
  ['2026-01-02 03:04:05', '2026-01-02T03:04:05Z'],
  ['2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05Z'],
  ['2026-01-02T03:04:05', '2026-01-02T03:04:05Z'],
  ['2026-01-02 03:04:05+02:00', '2026-01-02T01:04:05Z'],
  ['2026-01-02', '2026-01-02T00:00:00Z'],
  [1767225600, '2026-01-01T00:00:00Z'],
  ['yesterday', null],
  ['', null],
  [Number.NaN, null],
  [null, null],
])('the stored time %j is shown as %j', (stored, shown) => {
  expect(toIsoTime(stored)).toBe(shown);
});

test.each([
  ['["a","b"]', ['a', 'b']],
  ['["a",1,null]', ['a']],
  ['{"a":1}', []],
  ['not json', []],
  ['', []],
  [null, []],
])('of the column %j the texts are %j', (json, texts) => {
  expect(parseTextList(json)).toEqual(texts);
});

test.each([
  ['  Ann ', 'ann'],
  ['E\u0301MILE', 'émile'],
  ['Émile', 'émile'],
  ['ΣΊΣΥΦΟΣ', 'σίσυφος'],
  ['\u00a0x\u00a0', 'x'],
])('%j is compared as %j', (text, key) => {
  expect(foldKey(text)).toBe(key);
});

test('accents tell names apart', () => {
  expect(foldKey('Émile')).not.toBe(foldKey('Emile'));
});
