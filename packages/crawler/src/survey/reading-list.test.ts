import { describe, expect, it } from 'vitest';
import { librariesOf } from '../paths/libraries.ts';
import { ReadingList, type FileToRead } from './reading-list.ts';

const libraries = librariesOf(['/srv/books', '/srv/comics']);

function itemsOf(count: number): FileToRead[] {
  return Array.from({ length: count }, (_, index) => {
    const library = libraries[index % 2];
    if (library === undefined) throw new Error('no library');
    return {
      file: {
        path: `${library.directory}/Ann Author/Tïtle \u{1F4D6} "${index}"\n/book.epub`,
        format: 'epub' as const,
        size: index,
        mtimeMs: 1_700_000_000_000 + index,
        library,
        covers: { first: index % 3 === 0 ? ['cover.jpg'] : [], last: [] },
      },
      bookId: index % 5 === 0 ? index : null,
      keptCover: index % 7 === 0 ? '/srv/kept.png' : null,
    };
  });
}

describe('a list of files to read', () => {
  it.each([0, 1, 255, 256, 257, 1000])('gives back %i files as they were added', (count) => {
    const list = new ReadingList();
    const items = itemsOf(count);
    for (const item of items) list.add(item);
    expect([...list]).toEqual(items);
    expect([...list].every(({ file }) => libraries.includes(file.library))).toBe(true);
  });
});
