import { expect, test } from 'vitest';
import { chooseEncoding } from './compression.ts';

test.each([
  ['gzip, br', 'br'],
  ['gzip;q=1, br;q=0.1', 'gzip'],
  ['gzip;q=0.5, br;q=0.5', 'br'],
  ['GZIP ; Q=0.8 , deflate', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['*', 'br'],
  ['br;q=0, *', 'gzip'],
  ['gzip, *;q=0.1', 'gzip'],
  ['identity;q=0.5, gzip', 'gzip'],
  ['identity, br', 'br'],
])('a client that accepts %j is sent %s', (accepted, encoding) => {
  expect(chooseEncoding(accepted, 1025)).toBe(encoding);
});

test.each(['', 'identity', 'br;q=0, identity', 'gzip;q=0.000', '*;q=0', 'deflate', 'identity, gzip;q=0.5'])(
  'a client that accepts %j is sent the plain form',
  (accepted) => {
    expect(chooseEncoding(accepted, 1025)).toBeUndefined();
  },
);

test('what is small is sent as it is', () => {
  expect(chooseEncoding('br', 1024)).toBeUndefined();
  expect(chooseEncoding(undefined, 1025)).toBeUndefined();
});
