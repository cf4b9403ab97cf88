import { describe, expect, it } from 'vitest';
import { isbnFromName } from './isbn-from-name.ts';

const NAMES: readonly (readonly [isbn: string | null, names: readonly string[]])[] = [
  [
    '9781789349917',
    [
      '9781789349917.epub',
      '9781789349917.EPUB',
      '978-1-789-34991-7.pdf',
      'isbn_9781789349917_title.mobi',
      'ISBN-9781789349917.epub',
      '9781789349917',
      'a.b.9781789349917.epub',
      'My Book (9781789349917).epub',
      'My Book 9781789349917 v2.epub',
      '20240101-9781789349917.pdf',
      '9781789349917-2nd.edition.epub',
      '978_1_789_34991_7_Title.epub',
      '97817893499170.epub',
      '978 1 789 34991 7.pdf',
      '978.1.789.34991.7.pdf',
      '0306406152 9781789349917.pdf',
      '978\u20101\u2011789\u201234991\u20137.pdf',
    ],
  ],
  ['9791090636071', ['9791090636071.epub']],
  ['9780306406157', ['978-0-306-40615-7_title.epub', '9781789349918 9780306406157.epub']],
  [
    '0306406152',
    [
      '0306406152.pdf',
      'book-0306406152-x.pdf',
      'isbn0306406152.pdf',
      '2024-01-01 0306406152.pdf',
      '0-306-40615-2.pdf',
      '0 306 40615 2.epub',
      '0.306.40615.2.epub',
      '0_306_40615_2.epub',
    ],
  ],
  [
    '080442957X',
    [
      '080442957X.epub',
      '080442957x.epub',
      'Title_080442957X.epub',
      'ISBN 0-8044-2957-X.epub',
      '0-8044-2957-x_Title.cbz',
    ],
  ],
  [
    null,
    [
      '123456789.pdf',
      '20240101-12.pdf',
      '03064061525.pdf',
      '12-0-306-40615-2.pdf',
      '0-306-40615-2-12.pdf',
      '080442957Xavier.epub',
      '978--1789349917.epub',
      '1234567890.pdf',
      '12345678901234.pdf',
      '1999-2000 report 1234567890.pdf',
      '9781789349918.epub',
      '978 1 789 34991 8.pdf',
      '0-306-40615-3.pdf',
      '0-306 40615-2.pdf',
      'Emma.epub',
      '',
    ],
  ],
];

describe('isbnFromName', () => {
  for (const [isbn, names] of NAMES) {
    it.each(names)(`finds ${isbn ?? 'no ISBN'} in "%s"`, (name) => {
      expect(isbnFromName(name)).toBe(isbn);
    });
  }

  it('stays fast on a long name of digits', () => {
    expect(isbnFromName('1-'.repeat(5_000))).toBeNull();
    expect(isbnFromName('9'.repeat(10_000))).toBeNull();
  });
});
