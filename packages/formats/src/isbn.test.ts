import { describe, expect, it } from 'vitest';
import { normalizeIsbn } from './isbn.ts';

describe('normalizeIsbn', () => {
  it.each([
    ['9780306406157', '9780306406157'],
    ['urn:isbn:978-0-306-40615-7', '9780306406157'],
    ['ISBN 0-8044-2957-x', '080442957X'],
    ['ISBN-13: 978-0-306-40615-7', '9780306406157'],
    ['isbn:0306406152', '0306406152'],
    [' 0306406152 ', '0306406152'],
  ])('takes %s', (text, isbn) => {
    expect(normalizeIsbn(text)).toBe(isbn);
  });

  it.each(['9780306406158', '0306406153', '9770306406150', 'urn:uuid:0306406152', '', '12', 'X306406152'])(
    'refuses %s',
    (text) => {
      expect(normalizeIsbn(text)).toBeNull();
    },
  );
});
