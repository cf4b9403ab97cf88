import { expect, test } from 'vitest';
import { CoverUrls } from './cover-urls.ts';
import { chooseType } from '../images/image-type.ts';

const hash = 'a'.repeat(64);

test('a cover path carries a signature that holds for its book and version only', () => {
  const urls = new CoverUrls('secret');
  const url = new URL(urls.path(7, hash), 'http://dust/');
  const version = url.searchParams.get('v') ?? '';
  const signature = url.searchParams.get('sig') ?? '';
  expect(url.pathname).toBe('/covers/7');
  expect(urls.isSigned(7, version, signature)).toBe(true);
  expect(urls.isSigned(8, version, signature)).toBe(false);
  expect(urls.isSigned(7, 'b'.repeat(16), signature)).toBe(false);
  expect(urls.isSigned(7, version, '')).toBe(false);
  expect(new CoverUrls('other secret').isSigned(7, version, signature)).toBe(false);
});

test('a cover path is the same for everyone and at all times', () => {
  expect(new CoverUrls('secret').path(7, hash)).toBe(new CoverUrls('secret').path(7, hash));
});

test.each([
  [undefined, 'image/jpeg'],
  ['*/*', 'image/jpeg'],
  ['image/*', 'image/jpeg'],
  ['image/avif,image/webp,*/*;q=0.8', 'image/webp'],
  ['image/avif,image/webp;q=0.9', 'image/avif'],
  ['image/webp;q=0', 'image/jpeg'],
  ['image/jpeg;q=0.5, image/avif;q=0.4', 'image/jpeg'],
])('Accept %j chooses %s', (accept, type) => {
  expect(chooseType(accept)).toBe(type);
});
