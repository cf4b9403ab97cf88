import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { decodeCursor, encodeCursor, InvalidCursorError, type KeyValue } from '../src/index.ts';

describe('a cursor', () => {
  test.each<{ key: KeyValue[] }>([
    { key: ['Émile', 7] },
    { key: [null, 0] },
    { key: [-1.5, ''] },
    { key: ['"quoted"\n', Number.MAX_SAFE_INTEGER] },
    { key: [] },
  ])('gives back its key %j', ({ key }) => {
    expect(decodeCursor('books/name', encodeCursor('books/name', key), key.length)).toEqual(key);
  });

  test('is text that fits a URL as it is', () => {
    expect(encodeCursor('books/name', ['ä/+?&', 1])).toMatch(/^[\w-]+$/);
  });

  test('of another list is invalid', () => {
    const cursor = encodeCursor('books/name', ['Emma', 7]);
    expect(() => decodeCursor('books/-name', cursor, 2)).toThrow(InvalidCursorError);
  });

  test('with another number of values is invalid', () => {
    expect(() => decodeCursor('x', encodeCursor('x', ['Emma']), 2)).toThrow(InvalidCursorError);
  });

  test.each(['', 'x', '🦊', '%00', 'a'.repeat(5000)])('damaged to %j is invalid', (text) => {
    expect(() => decodeCursor('x', text, 2)).toThrow(new InvalidCursorError());
  });

  test('made of what is no list of values is invalid', () => {
    const context = 'x';
    for (const text of ['', '[1,', '{"length":2}', 'null']) {
      const digest = createHash('sha256').update(`${context}\n${text}`).digest('base64url').slice(0, 12);
      const cursor = Buffer.from(digest + text).toString('base64url');
      expect(() => decodeCursor(context, cursor, 2)).toThrow(InvalidCursorError);
    }
  });

  test('in which any character was changed is invalid', () => {
    const cursor = encodeCursor('x', ['Emma', 7]);
    for (let n = 0; n < cursor.length; n += 1) {
      const changed = `${cursor.slice(0, n)}${cursor[n] === 'A' ? 'B' : 'A'}${cursor.slice(n + 1)}`;
      expect(() => decodeCursor('x', changed, 2)).toThrow(InvalidCursorError);
    }
  });
});
