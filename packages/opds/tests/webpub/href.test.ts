import { expect, test } from 'vitest';
import { fragmentHref, pathHref } from '../../src/index.ts';

test.each([
  ['OPS/one.xhtml', 'OPS/one.xhtml'],
  ['a b/書?#%.xhtml', 'a%20b/%E6%9B%B8%3F%23%25.xhtml'],
  ['javascript:alert(1)', 'javascript%3Aalert(1)'],
  ['a\\b\u0000', 'a%5Cb%00'],
  ['\ud800', '%EF%BF%BD'],
])('the path %j is linked to as %s', (path, href) => {
  expect(pathHref(path)).toBe(href);
});

test.each([
  ['a', '#a'],
  ['caf%C3%A9', '#caf%C3%A9'],
  ['café noir"<', '#caf%C3%A9%20noir%22%3C'],
  ['100%', '#100%25'],
  ['epubcfi(/6/4!/4[id])', '#epubcfi(/6/4!/4%5Bid%5D)'],
  ['😀\ud800', '#%F0%9F%98%80%EF%BF%BD'],
])('the fragment %j is linked to as %s', (fragment, href) => {
  expect(fragmentHref(fragment)).toBe(href);
});
