import { contract } from '@dust/api-contract';
import { expect, test } from 'vitest';
import { readQuery } from './queries.ts';

const { properties } = contract.listBooks.query;

test.each([
  [{ limit: '5' }, { limit: 5 }],
  [{ limit: '' }, {}],
  [{ limit: ['5', '7'] }, { limit: 7 }],
  [{ limit: '5.5' }, { limit: '5.5' }],
  [{ includeTags: 'a, b,,' }, { includeTags: ['a', 'b'] }],
  [{ includeTags: ['a', 'b,c'] }, { includeTags: ['a', 'b', 'c'] }],
  [{ includeTags: ' , ' }, {}],
  [{ unknown: 'x', q: ' emma ' }, { q: ' emma ' }],
])('the query %j is read as %j', (query, read) => {
  expect(readQuery(properties, query)).toEqual(read);
});

test.each([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
  ['yes', 'yes'],
])('the switch %s is read as %s', (text, value) => {
  expect(readQuery(contract.startScan.query.properties, { wait: text })).toEqual({ wait: value });
});
