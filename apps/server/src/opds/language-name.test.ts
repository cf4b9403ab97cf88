import { expect, test } from 'vitest';
import { languageName } from './language-name.ts';

test('languages are called what people call them', () => {
  expect(languageName('en')).toBe('English');
  expect(languageName('pt-BR')).toBe('Brazilian Portuguese');
});

test('what is no language stands for itself', () => {
  for (const code of ['', 'xx', 'not a language', '</x>', '\0']) expect(languageName(code)).toBe(code);
});
