import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { basicCredentials } from './basic-credentials.ts';

function encode(text: string | Uint8Array): string {
  return Buffer.from(text).toString('base64');
}

describe('the credentials of a header', () => {
  test.each([
    ['ann:secret', { login: 'ann', password: 'secret' }],
    ['ann@x.org:a:b', { login: 'ann@x.org', password: 'a:b' }],
    ['żółw:密码 ü', { login: 'żółw', password: '密码 ü' }],
    [':', { login: '', password: '' }],
  ])('are read from %j', (text, expected) => {
    for (const scheme of ['Basic', 'basic', 'BASIC'])
      expect(basicCredentials(`${scheme} ${encode(text)}`)).toEqual(expected);
  });

  test.each([undefined, '', 'Bearer abc', 'Basics YTpi', 'YTpi', 'Digest username="a"'])(
    'are none in %j',
    (header) => {
      expect(basicCredentials(header)).toBeUndefined();
    },
  );

  test.each([
    ['nothing', 'Basic'],
    ['no base64', 'Basic !!!'],
    ['base64 for URLs', 'Basic a-_b'],
    ['something after it', 'Basic YTpi YTpi'],
    ['no colon', `Basic ${encode('ann')}`],
    ['another encoding than UTF-8', `Basic ${encode(Uint8Array.of(0xff, 0x3a, 0x61))}`],
    ['a megabyte', `Basic ${encode(`a:${'b'.repeat(1_000_000)}`)}`],
  ])('cannot be read with %s', (_, header) => {
    expect(basicCredentials(header)).toBeNull();
  });
});

describe('any header', () => {
  const bytes = fc.uint8Array({ maxLength: 40 });

  test('is read or refused, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), bytes.map(encode), fc.base64String()), (text) => {
        const found = basicCredentials(`Basic ${text}`);
        expect(found === null || typeof found?.login === 'string').toBe(true);
      }),
    );
  });

  test('gives back the name and the password it was made of', () => {
    const name = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes(':'));
    fc.assert(
      fc.property(name, fc.string({ unit: 'grapheme' }), (login, password) => {
        expect(basicCredentials(`Basic ${encode(`${login}:${password}`)}`)).toEqual({ login, password });
      }),
    );
  });
});
