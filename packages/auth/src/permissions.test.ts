import { expect, test } from 'vitest';
import { expandPermissions, permissionNames } from './permissions.ts';

test('every permission alone gives exactly itself and what it implies', () => {
  const given = Object.fromEntries(permissionNames.map((name) => [name, expandPermissions([name])]));
  expect(given).toEqual({
    'books.read': ['books.read'],
    'books.write': ['books.read', 'books.write'],
    'books.delete': ['books.delete'],
    'books.manage': ['books.read', 'books.write', 'books.delete', 'books.manage'],
    'genres.read': ['genres.read'],
    'genres.write': ['genres.read', 'genres.write'],
    'genres.manage': ['genres.read', 'genres.write', 'genres.manage'],
    'users.read': ['users.read'],
    'users.write': ['users.read', 'users.write'],
    'users.delete': ['users.delete'],
    'users.manage': ['users.read', 'users.write', 'users.delete', 'users.manage'],
    'admin.full': [...permissionNames],
    'admin.users': ['admin.users'],
    'admin.roles': ['admin.roles'],
    'system.admin': ['system.admin'],
    'system.config': ['system.config'],
    'content.nsfw': ['content.nsfw'],
    'content.restricted': ['content.restricted'],
  });
});

test('grants add up, in id order and once each', () => {
  expect(expandPermissions(['content.nsfw', 'books.write', 'books.read'])).toEqual([
    'books.read',
    'books.write',
    'content.nsfw',
  ]);
});

test('names that are none of the 18 give nothing', () => {
  expect(expandPermissions(['books', 'system.manage', 'constructor', ''])).toEqual([]);
});
