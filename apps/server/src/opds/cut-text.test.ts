import { expect, test } from 'vitest';
import { cutName, cutText } from './cut-text.ts';

test('a text that fits stays as it is', () => {
  expect(cutText('four', 4)).toBe('four');
  expect(cutName('Emma')).toBe('Emma');
});

test('a longer one ends with a mark, and never in half a character', () => {
  expect(cutText('fiver', 4)).toBe('fiv…');
  expect(cutText('one two', 5)).toBe('one…');
  expect(cutText('ab😀cd', 4).isWellFormed()).toBe(true);
  expect(cutName('x'.repeat(501))).toHaveLength(500);
});
