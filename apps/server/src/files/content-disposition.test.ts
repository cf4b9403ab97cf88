import { expect, test } from 'vitest';
import { contentDisposition } from './content-disposition.ts';

test.each([
  ['emma.epub', `inline; filename="emma.epub"; filename*=UTF-8''emma.epub`],
  [
    'Référence (1).mobi',
    `inline; filename="Reference (1).mobi"; filename*=UTF-8''R%C3%A9f%C3%A9rence%20%281%29.mobi`,
  ],
  ['開発.pdf', `inline; filename="__.pdf"; filename*=UTF-8''%E9%96%8B%E7%99%BA.pdf`],
  ['a"b\\c.pdf', `inline; filename="a_b_c.pdf"; filename*=UTF-8''a%22b%5Cc.pdf`],
  [
    'x\r\nSet-Cookie: a=b.pdf',
    `inline; filename="x__Set-Cookie: a=b.pdf"; filename*=UTF-8''x%0D%0ASet-Cookie%3A%20a%3Db.pdf`,
  ],
])('the file name %j is told without breaking the header', (name, header) => {
  expect(contentDisposition('inline', name)).toBe(header);
});

test('a lone surrogate is no reason to fail', () => {
  expect(contentDisposition('attachment', 'a\ud800.pdf')).toBe(
    `attachment; filename="a_.pdf"; filename*=UTF-8''a%EF%BF%BD.pdf`,
  );
});
