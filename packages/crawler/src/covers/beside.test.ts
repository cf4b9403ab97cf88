import { describe, expect, it } from 'vitest';
import { coverFilesOf, isCoverName } from './beside.ts';

function coversOf(
  images: readonly string[],
  books: readonly string[],
  isTitleFolder: boolean,
  of = books[0] ?? '',
) {
  return coverFilesOf({ books, images, isTitleFolder })(of);
}

describe('isCoverName', () => {
  it.each(['cover.jpg', 'COVER.PNG', 'Folder.jpeg', 'emma_cover.webp', 'a b_Cover.gif'])(
    'takes %s',
    (name) => {
      expect(isCoverName(name)).toBe(true);
    },
  );

  it.each(['cover.txt', 'cover', 'back.jpg', 'cover.jpg.part', '_cover.jpg', 'recover.png'])(
    'leaves %s',
    (name) => {
      expect(isCoverName(name)).toBe(false);
    },
  );
});

describe('coverFilesOf', () => {
  it('prefers cover, folder, the own name, then other names; and types in their order', () => {
    const images = [
      'b_cover.jpg',
      'a_cover.jpg',
      'emma_cover.png',
      'folder.gif',
      'cover.webp',
      'cover.PNG',
      'Cover.jpg',
    ];
    expect(coversOf(images, ['emma.epub'], true).first).toEqual([
      'Cover.jpg',
      'cover.PNG',
      'cover.webp',
      'folder.gif',
      'emma_cover.png',
      'a_cover.jpg',
      'b_cover.jpg',
    ]);
  });

  it('never takes the cover of another book in the folder', () => {
    expect(coversOf(['emma_cover.jpg'], ['a.epub', 'emma.pdf'], true)).toEqual({ first: [], last: [] });
  });

  it('lends the images of a title folder to every book in it', () => {
    expect(coversOf(['cover.png'], ['w-001.cbz', 'w-002.cbr'], true)).toEqual({
      first: ['cover.png'],
      last: [],
    });
  });

  it('lends them to all formats of one title in any folder', () => {
    expect(coversOf(['cover.png'], ['emma.epub', 'Emma.pdf'], false)).toEqual({
      first: ['cover.png'],
      last: [],
    });
  });

  it('puts names of no book last in a folder of several titles', () => {
    expect(coversOf(['cover.png', 'a_cover.jpg', 'x_cover.jpg'], ['a.epub', 'b.epub'], false)).toEqual({
      first: ['a_cover.jpg'],
      last: ['cover.png', 'x_cover.jpg'],
    });
  });
});
