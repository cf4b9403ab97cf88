import { describe, expect, it } from 'vitest';
import { automaticTags, type TaggedBook } from './automatic-tags.ts';
import { contentRatingOf } from './content-rating.ts';
import { genresOf, type DescriptiveTexts } from './genres.ts';

const restricted = new Set(['Magic']);

function textsOf(texts: Partial<DescriptiveTexts>): DescriptiveTexts {
  return { title: 'Emma', subjects: [], description: null, ...texts };
}

function verdict(texts: Partial<DescriptiveTexts>): readonly [string, string] {
  const full = textsOf(texts);
  return [genresOf(full, restricted).join(', '), contentRatingOf({ ...full, ageRating: null })];
}

describe('genres and rating by title', () => {
  it.each([
    ...['Emma', 'Hardware Hacking', 'Edward the Great', 'Gloves Off', 'Conscience', 'Bloodline'].map(
      (title) => [title, '', 'All Ages'],
    ),
    ...['Forward', 'Prequest', 'Nineteen'].map((title) => [title, '', 'All Ages']),
    ['Software Engineering', 'Technology', 'All Ages'],
    ['Space Opera', 'Sci-Fi', 'All Ages'],
    ['Science-Fiction Stories', 'Sci-Fi', 'All Ages'],
    ['The Life of Pi', 'Biography', 'All Ages'],
    ['War and Peace', 'History', 'All Ages'],
    ['Card Magic', 'Fantasy, Magic', 'All Ages'],
    ['Magic Tricks', 'Fantasy, Magic', 'All Ages'],
    ['Mature Cheese', '', 'Mature'],
    ['Explicit Stories', '', 'NSFW'],
    ['Young Adult Tales', '', 'Teen'],
    ['Teen Detective', 'Mystery', 'Teen'],
  ])('gives "%s" %s, %s', (title = '', genres = '', rating = '') => {
    expect(verdict({ title })).toEqual([genres, rating]);
  });
});

describe('genres and rating by subject', () => {
  it.each([
    ['Fiction', 'Fiction', 'All Ages'],
    ['Juvenile Fiction', 'Fiction', 'All Ages'],
    ['Science Fiction', 'Sci-Fi', 'All Ages'],
    ['Historical Fiction', 'Fiction, History', 'All Ages'],
    ['Fantasy fiction', 'Fantasy, Fiction', 'All Ages'],
    ['Thrillers (Fiction)', 'Fiction, Thriller', 'All Ages'],
    ['Young Adult Fiction', 'Fiction', 'Teen'],
    ['Non-Fiction', 'Non-Fiction', 'All Ages'],
    ['Biography & Autobiography', 'Biography', 'All Ages'],
    ['Cooking / Regional', 'Cooking', 'All Ages'],
    ['Computers / Programming', 'Technology', 'All Ages'],
    ['Social Science', 'Science', 'All Ages'],
    ['Martial Arts', '', 'All Ages'],
  ])('gives "%s" %s, %s', (subject, genres, rating) => {
    expect(verdict({ title: 'Emma', subjects: [subject] })).toEqual([genres, rating]);
  });
});

describe('the description', () => {
  const description = 'a tale of magic and war';

  it('says nothing about the genre where a subject does', () => {
    expect(genresOf(textsOf({ subjects: ['Fiction'], description }), restricted)).toEqual(['Fiction']);
  });

  it('gives genres where nothing else does, but none that would hide the book', () => {
    expect(genresOf(textsOf({ description }), restricted)).toEqual(['Fantasy', 'History']);
  });

  it('gives every genre where none requires a permission', () => {
    expect(genresOf(textsOf({ description }), new Set())).toEqual(['Fantasy', 'History', 'Magic']);
  });

  it('"for adults" is no adult content', () => {
    expect(verdict({ description: 'for adults' })).toEqual(['', 'All Ages']);
  });

  it('rates together with the title, but no phrase reaches from one to the other', () => {
    expect(
      contentRatingOf({ ...textsOf({ title: 'Young', description: 'adult love' }), ageRating: null }),
    ).toBe('NSFW');
  });
});

describe('a maturity statement', () => {
  it.each([
    ['Adults Only 18+', 'NSFW'],
    ['X18+', 'NSFW'],
    ['R18+', 'NSFW'],
    ['Mature 17+', 'Mature'],
    ['M', 'Mature'],
    ['MA15+', 'Mature'],
    ['Teen', 'Teen'],
    ['Everyone', 'All Ages'],
    ['Everyone 10+', 'All Ages'],
    ['Kids to Adults', 'All Ages'],
    ['Early Childhood', 'All Ages'],
    ['G', 'All Ages'],
    ['PG', 'All Ages'],
  ])('%s wins over the title', (ageRating, rating) => {
    expect(contentRatingOf({ ...textsOf({ title: 'Explicit Violence' }), ageRating })).toBe(rating);
  });

  it('that is none leaves the texts to decide', () => {
    expect(contentRatingOf({ ...textsOf({ title: 'Mature Cheese' }), ageRating: 'Unknown' })).toBe('Mature');
  });

  it('of a catalogue is Mature, or NSFW if the texts say so', () => {
    expect(contentRatingOf({ ...textsOf({}), ageRating: null, isMatureByCatalogue: true })).toBe('Mature');
    expect(
      contentRatingOf({ ...textsOf({ title: 'Erotic' }), ageRating: null, isMatureByCatalogue: true }),
    ).toBe('NSFW');
  });
});

describe('automaticTags', () => {
  const book: TaggedBook = {
    format: 'epub',
    language: 'de-AT',
    hasSeries: true,
    isNew: true,
    title: 'Emma',
    subjects: [],
    description: null,
    ageRating: null,
  };

  it('gives format, language, collection, status and rating', () => {
    expect(automaticTags(book, restricted)).toEqual(['EPUB', 'German', 'Series', 'New Addition', 'All Ages']);
  });

  it.each(['azw', 'djvu'] as const)('gives no format tag for %s', (format) => {
    expect(
      automaticTags({ ...book, format, language: null, isNew: false, hasSeries: false }, restricted),
    ).toEqual(['Standalone', 'All Ages']);
  });

  it.each([
    ['en', 'English'],
    ['eng', 'English'],
    ['es-MX', 'Spanish'],
    ['spa', 'Spanish'],
    ['fra', 'French'],
    ['fre', 'French'],
    ['deu', 'German'],
    ['ger', 'German'],
    ['ja', 'Japanese'],
    ['jpn', 'Japanese'],
  ])('knows %s as %s', (language, tag) => {
    expect(automaticTags({ ...book, language }, restricted)).toContain(tag);
  });

  it.each(['it', 'und', null])('assumes no language for %s', (language) => {
    const others = automaticTags({ ...book, language: null }, restricted);
    expect(automaticTags({ ...book, language }, restricted)).toEqual(others);
  });
});
