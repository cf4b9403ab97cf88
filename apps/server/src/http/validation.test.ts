import { contract } from '@dust/api-contract';
import { expect, test } from 'vitest';
import { createInputReader } from './validation.ts';

test('equal queries are read once, and what is shared cannot be changed', () => {
  const reader = createInputReader(contract.listBooks);
  const first = reader.query({ limit: '5' }, '/books?limit=5');
  expect(first).toEqual({ limit: 5 });
  expect(Object.isFrozen(first)).toBe(true);
  expect(reader.query({ limit: '5' }, '/books?limit=5')).toBe(first);
  expect(reader.query({ limit: '6' }, '/books?limit=6')).toEqual({ limit: 6 });
  expect(reader.query({}, '/books')).toEqual({});
});

test('a query that is refused is refused each time', () => {
  const reader = createInputReader(contract.listBooks);
  for (let time = 0; time < 2; time += 1)
    expect(() => reader.query({ limit: 'x' }, '/books?limit=x')).toThrow('Invalid request');
});

test('long queries are read anew', () => {
  const reader = createInputReader(contract.listBooks);
  const url = `/books?limit=5&unknown=${'x'.repeat(600)}`;
  const first = reader.query({ limit: '5' }, url);
  expect(reader.query({ limit: '5' }, url)).toEqual(first);
  expect(reader.query({ limit: '5' }, url)).not.toBe(first);
});
