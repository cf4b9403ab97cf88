import { expect, test } from 'vitest';
import { summaryText } from './summary-text.ts';

test('markup is left out, and what looks like it is not', () => {
  expect(summaryText('<p>Clever &amp; <b>rich</b></p>')).toBe('Clever & rich');
  expect(summaryText('a < b > c')).toBe('a < b > c');
  expect(summaryText('&amp; stands for &')).toBe('&amp; stands for &');
});

test('paragraphs stay apart', () => {
  expect(summaryText('One.\n\nTwo.')).toBe('One.\n\nTwo.');
});

test('what says nothing is no summary', () => {
  for (const text of [null, '', ' ', '<br/>']) expect(summaryText(text)).toBeNull();
});

test('a summary has as many characters as are asked for, and is read only so far', () => {
  expect(summaryText('x'.repeat(30), 10)).toBe(`${'x'.repeat(9)}…`);
  expect(summaryText('<'.repeat(1_000_000))).toHaveLength(20_000);
});
