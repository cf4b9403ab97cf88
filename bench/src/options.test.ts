import { expect, test } from 'vitest';
import { parseOptions } from './options.ts';

test('without options everything is measured with 1,000 books', () => {
  expect(parseOptions([])).toEqual({
    books: 1000,
    seed: 1,
    isSmall: false,
    isEpubOnly: false,
    isFull: false,
    sections: new Set([
      'start',
      'scan',
      'http',
      'opds',
      'publications',
      'kosync',
      'pages',
      'memory',
      'stalls',
    ]),
    jsonFile: undefined,
  });
});

test('sections can be chosen', () => {
  expect(parseOptions(['--only', 'scan,http'])).toMatchObject({ sections: new Set(['scan', 'http']) });
});

test.each([
  [['--books', 'many'], '--books must be a whole number above 0'],
  [
    ['--only', 'disk'],
    '--only knows start, scan, http, opds, publications, kosync, pages, memory, stalls, not disk',
  ],
])('%j is refused', (args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
});
