import { describe, expect, it } from 'vitest';
import { libraryNames, relativePath } from './libraries.ts';

describe('libraryNames', () => {
  it('takes the last segment, with a number where two are equal', () => {
    expect([...libraryNames(['/a/books/', '/b/books', '/c/comics', '/a/books']).entries()]).toEqual([
      ['/a/books', 'books'],
      ['/b/books', 'books 2'],
      ['/c/comics', 'comics'],
    ]);
  });
});

describe('relativePath', () => {
  it('is relative to the innermost directory', () => {
    expect(relativePath(['/lib', '/lib/inner'], '/lib/inner/a/b.epub')).toBe('a/b.epub');
    expect(relativePath(['/lib', '/lib/inner'], '/lib/innermost/b.epub')).toBe('innermost/b.epub');
  });

  it('shows no server path for a file outside all directories', () => {
    expect(relativePath(['/lib'], '/library/secret/b.epub')).toBe('b.epub');
  });
});
