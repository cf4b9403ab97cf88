import { createHmac } from 'node:crypto';
import { decodeBase64, genSaltSync, hashSync } from 'bcryptjs';
import { expect, test } from 'vitest';
import { bcryptCost, hashPassword, verifyPassword } from './bcrypt.ts';

const cost = 4;

test.each([
  ['a published $2a$ hash', 'abc', '$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i'],
  ['a published $2y$ hash', 'U*U', '$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
])('%s verifies, and with another password does not', (_, password, stored) => {
  expect(verifyPassword(password, stored, 6)).toBe(true);
  expect(verifyPassword(`${password}x`, stored, 6)).toBe(false);
});

test.each(['', 'x', 'pässwörd 密码', 'a'.repeat(72)])('a new hash of %j verifies', (password) => {
  const stored = hashPassword(password, cost);
  expect(stored).toMatch(/^\$2b\$04\$/);
  expect(verifyPassword(password, stored, cost)).toBe(true);
});

test('a password longer than bcrypt uses fits a hash of its first 72 bytes, also when they end inside a character', () => {
  const password = `${'a'.repeat(71)}é and more`;
  const bytes = Buffer.from(password).subarray(0, 72);
  const stored = hashSync(password, genSaltSync(cost));
  expect(bytes.length).toBe(72);
  expect(verifyPassword(password, stored, cost)).toBe(true);
  expect(verifyPassword(`b${password}`, stored, cost)).toBe(false);
});

/** Written from the description of the format, not from the code under test. */
function hashOf2026(password: string): string {
  const salt = genSaltSync(cost);
  const key = Buffer.from(decodeBase64(salt.slice(7), 16));
  const standard = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const ofBcrypt = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const text = createHmac('sha512', key)
    .update(password)
    .digest('base64')
    .replace(/=+$/, '')
    .replace(/./g, (character) => ofBcrypt.charAt(standard.indexOf(character)));
  return hashSync(text.slice(0, 72), salt);
}

test('a password longer than bcrypt uses fits the condensed form of 2026 accounts', () => {
  const password = `${'long '.repeat(20)}é`;
  const stored = hashOf2026(password);
  expect(verifyPassword(password, stored, cost)).toBe(true);
  expect(verifyPassword(`${password}x`, stored, cost)).toBe(false);
});

test('the condensed form is not tried for 72 bytes', () => {
  const password = 'a'.repeat(72);
  expect(verifyPassword(password, hashOf2026(password), cost)).toBe(false);
});

test('a password of 1,024 bytes can be right, a longer one never', () => {
  const stored = hashPassword('p'.repeat(72), cost);
  expect(verifyPassword('p'.repeat(1024), stored, cost)).toBe(true);
  expect(verifyPassword('p'.repeat(1025), stored, cost)).toBe(false);
  expect(verifyPassword('é'.repeat(513), hashPassword('é'.repeat(36), cost), cost)).toBe(false);
});

test.each([null, '', 'plain text', '$2b$04$tooshort', `$2x$04$${'.'.repeat(53)}`])(
  'nothing fits %j',
  (stored) => {
    expect(verifyPassword('', stored, cost)).toBe(false);
    expect(verifyPassword(stored ?? 'x', stored, cost)).toBe(false);
  },
);

test('the cost of a hash is known, of other text not', () => {
  expect(bcryptCost(hashPassword('x', cost))).toBe(4);
  expect(bcryptCost('$2b$99$')).toBeNull();
});
