import { describe, expect, test } from 'vitest';
import type { ClientPosition } from './client-position.ts';
import { convertPosition, type BookMeasure } from './convert-position.ts';

const chapters = [
  {
    href: 'resources/OEBPS/title.xhtml',
    reference: 'OEBPS/title.xhtml',
    type: 'application/xhtml+xml',
    length: 0,
    spineIndex: 0,
  },
  {
    href: 'resources/OEBPS/one.xhtml',
    reference: 'OEBPS/one.xhtml',
    type: 'application/xhtml+xml',
    length: 100,
    spineIndex: 1,
  },
  {
    href: 'resources/OEBPS/two.xhtml',
    reference: 'OEBPS/two.xhtml',
    type: 'application/xhtml+xml',
    length: 300,
    spineIndex: 2,
  },
];
const epub: BookMeasure = { pageCount: null, chapters };
const comic: BookMeasure = { pageCount: 20, chapters: null };
const unread: BookMeasure = { pageCount: null, chapters: null };

function position(fields: Partial<ClientPosition>): ClientPosition {
  const place = { kind: 'percentage', value: '50', percentage: 50, page: null, totalPages: null } as const;
  const times = { readAt: new Date(0), receivedAt: new Date(0) };
  return { client: 'a', device: null, ...place, ...times, ...fields };
}

test.each(['page', 'cfi', 'locator', 'xpointer', 'percentage'] as const)(
  'a %s is itself in its own terms, whatever it says',
  (kind) => {
    const value = 'anything ☃';
    const converted = convertPosition(position({ kind, value }), kind, unread);
    expect(converted).toEqual({ kind, value, quality: 'exact' });
  },
);

describe('as a page', () => {
  test.each([
    ['the same page of the same paging', { page: 7, totalPages: 20 }, '7', 'exact'],
    ['the same page where its paging is that of the book', { page: 7 }, '7', 'exact'],
    ['the last page for one beyond the end', { page: 21 }, '20', 'exact'],
    ['by its share where its paging is another', { page: 7, totalPages: 14 }, '10', 'derived'],
    ['by its share without a page', {}, '10', 'derived'],
  ])('%s', (_, fields, value, quality) => {
    expect(convertPosition(position(fields), 'page', comic)).toEqual({ kind: 'page', value, quality });
  });

  test('by its share where a page is told of another paging', () => {
    const from = position({ kind: 'page', value: '7', page: 7, totalPages: 14 });
    expect(convertPosition(from, 'page', comic)).toEqual({ kind: 'page', value: '10', quality: 'derived' });
  });

  test('nothing can be told of a book without known pages', () => {
    expect(convertPosition(position({ page: 7 }), 'page', unread)).toBeNull();
  });
});

describe('as a pointer of KOReader', () => {
  const cfi = (value: string): ClientPosition => position({ kind: 'cfi', value, percentage: 1 });

  test.each([
    ['the chapter a CFI names', cfi('epubcfi(/6/4!/4/2/1:5)'), 2, 'derived'],
    ['the chapter a CFI names with an assertion', cfi('epubcfi(/6/4[ch-1]!/4)'), 2, 'derived'],
    ['by its share for a CFI beyond the last chapter', cfi('epubcfi(/6/40!/4)'), 2, 'approximate'],
    ['by its share for a CFI of no chapter', cfi('epubcfi(/6/3!/4)'), 2, 'approximate'],
    ['by its share for other text', cfi('chapter one'), 2, 'approximate'],
    ['the first chapter with text at the beginning', position({ percentage: 0 }), 2, 'approximate'],
    ['the chapter its share falls into', position({ percentage: 25 }), 3, 'approximate'],
    [
      'the last chapter for a completed book, whose location stays behind',
      { ...cfi('epubcfi(/6/4!/4)'), percentage: 100 },
      3,
      'approximate',
    ],
    [
      'the last chapter where a CFI at the end names it',
      { ...cfi('epubcfi(/6/6!/4)'), percentage: 100 },
      3,
      'derived',
    ],
    ['the last chapter at the end', position({ percentage: 100 }), 3, 'approximate'],
  ])('%s', (_, from, chapter, quality) => {
    const value = `/body/DocFragment[${chapter}].0`;
    expect(convertPosition(from, 'xpointer', epub)).toEqual({ kind: 'xpointer', value, quality });
  });

  test.each([
    [{ locator: { href: 'OEBPS/one.xhtml' } }],
    [{ locator: { href: '/OEBPS/one.xhtml' } }],
    [{ locator: { href: 'resources/OEBPS/one.xhtml' } }],
    [{ references: ['#t=40', 'one.xhtml#par36'] }],
  ])('the chapter that %j names', (document) => {
    const from = position({ kind: 'locator', value: JSON.stringify(document), percentage: 99 });
    const value = '/body/DocFragment[2].0';
    expect(convertPosition(from, 'xpointer', epub)).toMatchObject({ value, quality: 'derived' });
  });

  test('by its share for a locator that names no chapter of the book, or is broken', () => {
    for (const value of ['{"locator":{"href":"x.xhtml"}}', '{"locator":{}}', '{', 'null', '[]'])
      expect(convertPosition(position({ kind: 'locator', value }), 'xpointer', epub)).toMatchObject({
        quality: 'approximate',
      });
  });

  test('counts what is out of the reading order, in pointers and CFIs, as KOReader does', () => {
    const shifted = chapters.map((chapter, index) => ({ ...chapter, spineIndex: 2 * index + 1 }));
    const measure: BookMeasure = { pageCount: null, chapters: shifted };
    const value = '/body/DocFragment[6].0';
    for (const from of [position({ percentage: 99 }), cfi('epubcfi(/6/12!/4)')])
      expect(convertPosition(from, 'xpointer', measure)).toMatchObject({ value });
    const pointer = position({ kind: 'xpointer', value: '/body/DocFragment[4]/body/p[1].0' });
    expect(convertPosition(pointer, 'locator', measure)?.value).toContain('OEBPS/one.xhtml');
    const outOfOrder = cfi('epubcfi(/6/6!/4)');
    expect(convertPosition(outOfOrder, 'xpointer', measure)).toMatchObject({ quality: 'approximate' });
  });

  test('nothing where no chapter is known: KOReader would go to the first page', () => {
    expect(convertPosition(position({}), 'xpointer', unread)).toBeNull();
    expect(convertPosition(position({}), 'xpointer', { pageCount: 9, chapters: [] })).toBeNull();
    const named = cfi('epubcfi(/6/4!/4)');
    expect(convertPosition(named, 'xpointer', { pageCount: null, chapters: [] })).toBeNull();
  });
});

describe('as a locator', () => {
  test('the chapter that a pointer names, and how far in it the share of the book is', () => {
    const from = position({ kind: 'xpointer', value: '/body/DocFragment[3]/body/p[2]/text().0' });
    const converted = convertPosition(from, 'locator', epub);
    expect(converted?.quality).toBe('derived');
    expect(JSON.parse(converted?.value ?? '')).toEqual({
      progression: 0.5,
      references: ['OEBPS/two.xhtml'],
      locator: {
        href: 'resources/OEBPS/two.xhtml',
        type: 'application/xhtml+xml',
        locations: { progression: 1 / 3, totalProgression: 0.5 },
      },
    });
  });

  test('the chapter that a share of the book falls into', () => {
    const converted = convertPosition(position({ percentage: 12.5 }), 'locator', epub);
    expect(converted?.quality).toBe('approximate');
    expect(JSON.parse(converted?.value ?? '')).toMatchObject({
      references: ['OEBPS/one.xhtml'],
      locator: { locations: { progression: 0.5 } },
    });
  });

  test('a page as a reference, and without pages the share alone', () => {
    expect(convertPosition(position({ page: 7 }), 'locator', comic)).toEqual({
      kind: 'locator',
      value: '{"progression":0.5,"references":["#page=7"]}',
      quality: 'exact',
    });
    expect(convertPosition(position({}), 'locator', unread)).toMatchObject({ value: '{"progression":0.5}' });
  });
});

test('a percentage can always be told, a CFI of another client never', () => {
  expect(convertPosition(position({ kind: 'page', value: '3' }), 'percentage', unread)).toEqual({
    kind: 'percentage',
    value: '50',
    quality: 'derived',
  });
  expect(convertPosition(position({}), 'cfi', epub)).toBeNull();
});
