import type { BookFacts } from '@dust/formats';
import { describe, expect, it } from 'vitest';
import type { PathFacts } from '../paths/naming.ts';
import { candidatesOf, type DerivedFacts } from './candidates.ts';
import type { ExternalFacts } from './external-facts.ts';

const facts: BookFacts = {
  format: 'epub',
  title: 'Embedded',
  creators: [],
  language: null,
  identifiers: [],
  isbn: '080442957X',
  publisher: null,
  publicationDate: null,
  description: null,
  rights: null,
  subjects: [],
  series: null,
  ageRating: null,
  pageCount: 10,
  cover: null,
  problem: null,
};
const path: PathFacts = {
  title: 'Path',
  author: 'Path Author',
  publisher: 'Path Publisher',
  series: null,
  seriesNumber: null,
  isbn: '9780306406157',
};
const external: ExternalFacts = {
  title: 'External',
  author: null,
  publisher: null,
  publicationDate: '2001',
  description: null,
  pageCount: 300,
  language: null,
  categories: [],
  isMature: false,
  coverUrl: null,
  authorKeys: [],
};

function derived(change: Partial<DerivedFacts>): DerivedFacts {
  return { embedded: facts, path, external: null, fileName: 'file.epub', ...change };
}

describe('candidatesOf', () => {
  it('takes each field from the first source that has it', () => {
    expect(candidatesOf(derived({ external }))).toMatchObject({
      name: { value: 'External', source: 'external' },
      author: { value: 'Path Author', source: 'path' },
      publisher: { value: 'Path Publisher', source: 'path' },
      publication_date: { value: '2001', source: 'external' },
      description: null,
    });
  });

  it('takes the ISBN of the path before that of the file', () => {
    expect(candidatesOf(derived({})).isbn).toEqual({ value: '9780306406157', source: 'path' });
    expect(candidatesOf(derived({ path: { ...path, isbn: null } })).isbn).toEqual({
      value: '080442957X',
      source: 'embedded',
    });
  });

  it.each([
    ['epub', 300],
    ['mobi', 300],
    ['pdf', 10],
    ['cbz', 10],
  ] as const)('counts the pages of a file of type %s as %i', (format, pages) => {
    const embedded = { ...facts, format };
    expect(candidatesOf(derived({ embedded, external })).page_count?.value).toBe(pages);
  });

  it('takes the first author before other creators', () => {
    const creators = [
      { name: 'Illustrator', role: 'ill', fileAs: null },
      { name: 'First', role: 'aut', fileAs: null },
      { name: 'Second', role: 'aut', fileAs: null },
    ];
    expect(candidatesOf(derived({ embedded: { ...facts, creators } })).author?.value).toBe('First');
    expect(
      candidatesOf(derived({ embedded: { ...facts, creators: creators.slice(0, 1) } })).author?.value,
    ).toBe('Illustrator');
  });

  it('takes a comics folder before the series in a title', () => {
    const embedded = { ...facts, title: 'Saga Book 2' };
    const inFolder = { ...path, series: 'Folder', seriesNumber: 7 };
    expect(candidatesOf(derived({ embedded, path: inFolder }))).toMatchObject({
      series: { value: 'Folder', source: 'path' },
      series_number: { value: 7, source: 'path' },
    });
    expect(candidatesOf(derived({ embedded }))).toMatchObject({
      series: { value: 'Saga', source: 'embedded' },
      series_number: { value: 2, source: 'embedded' },
    });
  });

  it('completes the number of a series only from one that means the same series', () => {
    const embedded = { ...facts, series: { name: 'Batman', number: null } };
    const same = { ...path, series: 'batman', seriesNumber: 404 };
    const other = { ...path, series: 'Robin', seriesNumber: 12 };
    expect(candidatesOf(derived({ embedded, path: same })).series_number?.value).toBe(404);
    expect(candidatesOf(derived({ embedded, path: other })).series_number).toBeNull();
  });

  it.each(['report', 'report.pdf'])('takes no title of a PDF that is its file name: %s', (title) => {
    const embedded: BookFacts = { ...facts, format: 'pdf', title };
    expect(candidatesOf(derived({ embedded, fileName: 'report.pdf' })).name?.source).toBe('path');
  });
});
