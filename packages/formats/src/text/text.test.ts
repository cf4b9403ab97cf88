import { describe, expect, it } from 'vitest';
import { languageTag } from './language-tag.ts';
import { plainText } from './plain-text.ts';
import { publicationDate } from './publication-date.ts';
import { tidyList, tidyText } from './tidy-text.ts';

describe('tidyText', () => {
  it.each([
    ['  two \n\t words ', 'two words'],
    ['Tom &amp; Jerry', 'Tom & Jerry'],
    ['Cafe\u0301', 'Café'],
    ['zero\u0000 and \u0007bell', 'zero and bell'],
    ['soft\u00adhyphen', 'softhyphen'],
    ['half \ud800 a letter', 'half \ufffd a letter'],
    ['&unknown; &#xD800; &#0;', '&unknown; &#xD800; &#0;'],
  ])('tidies "%s"', (text, tidy) => {
    expect(tidyText(text)).toBe(tidy);
  });

  it.each(['', ' \n ', '\u0000', null, undefined])('makes nothing of %j', (text) => {
    expect(tidyText(text)).toBeNull();
  });

  it('bounds texts and lists', () => {
    expect(tidyText('x'.repeat(1_000_000))).toHaveLength(5_000);
    expect(tidyList(Array.from({ length: 1_000 }, (_, index) => `${index}`))).toHaveLength(500);
  });
});

describe('plainText', () => {
  it.each([
    ['plain', 'plain'],
    ['<p>One</p><p>Two<br/>Three</p>', 'One\nTwo\nThree'],
    ['<div>A <b>bold</b>\n   word</div>', 'A bold word'],
    ['line one\n\nline two', 'line one\nline two'],
    ['&lt;p&gt;escaped &amp;amp; twice&lt;/p&gt;', 'escaped & twice'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['<style>p { color: red }</style>text<!-- note -->', 'text'],
    ['<script>alert(1)</script>safe', 'safe'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;safe', 'safe'],
  ])('takes the markup out of %s', (markup, text) => {
    expect(plainText(markup)).toBe(text);
  });

  it.each(['', '<p> </p>', '<br/>', null])('makes nothing of %j', (markup) => {
    expect(plainText(markup)).toBeNull();
  });

  it.each(['<!--', '<a ', '<p', '&lt;p', '<style>', '</', '<p>'])('is fast with many of "%s"', (part) => {
    const start = performance.now();
    plainText(part.repeat(1_000_000));
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});

describe('languageTag', () => {
  it.each([
    ['en', 'en'],
    ['EN-us', 'en-US'],
    ['pt_BR', 'pt-BR'],
    ['eng', 'en'],
    ['fre', 'fr'],
    ['ger', 'de'],
    ['zh-hant-tw', 'zh-Hant-TW'],
  ])('makes %s to %s', (code, tag) => {
    expect(languageTag(code)).toBe(tag);
  });

  it.each(['', 'und', 'UND', 'English', 'e', 'en us', '12', 'x-none', null])(
    'knows no language %j',
    (code) => {
      expect(languageTag(code)).toBeNull();
    },
  );
});

describe('publicationDate', () => {
  it.each([
    ['1999', '1999'],
    ['1999-05', '1999-05'],
    ['1999-5-3', '1999-05-03'],
    ['2011-08-31T22:00:00+00:00', '2011-08-31'],
    ['20110831', '2011-08-31'],
    ['2011-13-01', '2011'],
    ['2011-02-30', '2011-02'],
    ['2011-00-00', '2011'],
    ['May 1998', '1998'],
    ['c1998', '1998'],
    ['03/05/1998', '1998'],
  ])('makes %s to %s', (text, date) => {
    expect(publicationDate(text)).toBe(date);
  });

  it.each(['', 'unknown', '0101-01-01T00:00:00+00:00', '0000', '12345', null])(
    'finds no year in %j',
    (text) => {
      expect(publicationDate(text)).toBeNull();
    },
  );
});
