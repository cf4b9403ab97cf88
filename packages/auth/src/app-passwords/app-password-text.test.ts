import { expect, test } from 'vitest';
import { createAppPasswordText, isAppPassword, readAppPassword } from './app-password-text.ts';

test('a new app password has five groups of four, without look-alikes', () => {
  for (let made = 0; made < 200; made += 1) {
    const text = createAppPasswordText();
    expect(text).toMatch(/^[2-9a-z]{4}(-[2-9a-z]{4}){4}$/);
    expect(text).not.toMatch(/[ilo01]/);
  }
});

test('no two are equal', () => {
  expect(new Set(Array.from({ length: 1000 }, createAppPasswordText)).size).toBe(1000);
});

test('case, dashes and blanks make no difference', () => {
  const text = createAppPasswordText();
  const plain = text.replaceAll('-', '');
  for (const typed of [text, plain, text.toUpperCase(), ` ${plain.slice(0, 7)} - ${plain.slice(7)}\n`]) {
    expect(readAppPassword(typed)).toBe(plain);
  }
});

test.each([
  '',
  'correct horse',
  'k7mq-x9tf-2bwn-hd5e-rv3',
  'k7mq-x9tf-2bwn-hd5e-rv3cc',
  'k7mq-x9tf-2bwn-hd5e-rv3o',
  'a.b.c',
])('%j is none', (text) => {
  expect(isAppPassword(text)).toBe(false);
});
