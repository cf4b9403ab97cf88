import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readZip, readZipText } from '@dust/tooling/read-zip';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LibraryOptions, isbn13, planBook } from './book-plan.ts';
import { makeBookFile, makeSharedParts } from './book-file.ts';
import { ensureLibrary, writeBooks } from './make-library.ts';
import { Random } from './random.ts';

const options: LibraryOptions = { books: 60, seed: 1, isSmall: true, isEpubOnly: false };
const shared = makeSharedParts(1);

let cache: string;

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'dust-bench-'));
});

afterEach(() => rmSync(cache, { recursive: true }));

function countEpubs(isEpubOnly: boolean): number {
  const plans = Array.from({ length: 1000 }, (_, index) => planBook(index, { ...options, isEpubOnly }));
  return plans.filter(({ format }) => format === 'epub').length;
}

function bookFiles(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.(?:epub|cbz|pdf)$/.test(name)).toSorted();
}

test('a library has as many files as asked for, each where its plan says', () => {
  const { folder } = ensureLibrary(cache, options);
  const planned = Array.from({ length: 60 }, (_, index) => planBook(index, options).path);
  expect(bookFiles(folder)).toEqual(planned.toSorted());
});

test('a library that is there already is not made again', () => {
  ensureLibrary(cache, options);
  expect(ensureLibrary(cache, options).madeInMs).toBe(0);
});

test('equal seeds give equal bytes, other seeds other books', () => {
  const again = makeSharedParts(1);
  expect(makeBookFile(planBook(3, options), again)).toEqual(makeBookFile(planBook(3, options), shared));
  expect(planBook(3, { ...options, seed: 2 })).not.toEqual(planBook(3, options));
});

test('another edition changes the bytes and can be taken back', () => {
  const library = ensureLibrary(cache, options);
  const file = join(library.folder, planBook(5, options).path);
  const original = readFileSync(file);
  writeBooks(library, [5], 1);
  const revised = readFileSync(file);
  writeBooks(library, [5]);
  expect([revised.equals(original), readFileSync(file).equals(original)]).toEqual([false, true]);
});

test('nine books in ten are EPUBs, or all of them when asked', () => {
  expect([countEpubs(false), countEpubs(true)]).toEqual([900, 1000]);
});

test('every ISBN passes its check digit', () => {
  const random = new Random(9);
  const sums = Array.from({ length: 200 }, () =>
    Array.from(isbn13(random), Number).reduce((sum, digit, at) => sum + digit * (at % 2 === 0 ? 1 : 3), 0),
  );
  expect(sums.every((sum) => sum % 10 === 0)).toBe(true);
});

describe('an EPUB of the library', () => {
  const plan = planBook(1, { ...options, isSmall: false });
  const epub = makeBookFile(plan, shared);

  test('is a sound archive that begins with its type', () => {
    expect(readZip(epub)[0]?.data.toString()).toBe('application/epub+zip');
  });

  test('carries its metadata', () => {
    const opf = readZipText(epub, 'EPUB/package.opf');
    expect([opf.includes(`<dc:title>${plan.title}</dc:title>`), opf.includes(plan.author)]).toEqual([
      true,
      true,
    ]);
  });

  test('weighs between 60 and 220 KB', () => {
    expect(Math.round(epub.length / 1000)).toSatisfy((size: number) => size >= 60 && size <= 220);
  });
});

test('a short story weighs about 26 KB', () => {
  const sizes = Array.from(
    { length: 20 },
    (_, index) => makeBookFile(planBook(index * 50, options), shared).length,
  );
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  expect(Math.round(mean / 1000)).toSatisfy((size: number) => size >= 23 && size <= 29);
});
