import { describe, expect, it } from 'vitest';
import { googleBooks } from './google-books.ts';
import { isbn13 } from './json-fields.ts';
import { openLibrary } from './open-library.ts';

const isbn = '9780306406157';

describe('isbn13', () => {
  it.each([
    ['0306406152', isbn],
    ['080442957X', '9780804429573'],
    [isbn, isbn],
    ['1234567890', null],
  ])('of %s is %s', (text, expected) => {
    expect(isbn13(text)).toBe(expected);
  });
});

describe('Google Books', () => {
  const volumeInfo = {
    title: 'Emma &amp; Co',
    authors: ['Jane Austen', 'Somebody'],
    publisher: 'Penguin',
    publishedDate: '2003-07',
    description: '<p>A <b>novel</b></p>',
    industryIdentifiers: [{ type: 'ISBN_10', identifier: '0306406152' }],
    pageCount: 474,
    categories: ['Fiction'],
    language: 'en',
    maturityRating: 'MATURE',
    imageLinks: { thumbnail: 'http://books.google.com/t' },
  };

  it('is asked for the ISBN only, with the key of the owner', () => {
    expect(googleBooks(null).url(isbn).href).toBe(
      `https://www.googleapis.com/books/v1/volumes?q=isbn%3A${isbn}`,
    );
    expect(googleBooks('k').url(isbn).searchParams.get('key')).toBe('k');
  });

  it('tells about the volume that states the number, in either form', () => {
    const other = {
      volumeInfo: { ...volumeInfo, title: 'Other', industryIdentifiers: [{ identifier: '080442957X' }] },
    };
    expect(googleBooks(null).parse({ items: [other, { volumeInfo }] }, isbn)).toEqual({
      title: 'Emma & Co',
      author: 'Jane Austen',
      publisher: 'Penguin',
      publicationDate: '2003-07',
      description: 'A novel',
      pageCount: 474,
      language: 'en',
      categories: ['Fiction'],
      isMature: true,
      coverUrl: 'http://books.google.com/t',
      authorKeys: [],
    });
    expect(googleBooks(null).parse({ items: [other] }, isbn)).toBeNull();
  });

  it.each([{ totalItems: 0 }, null, [], 'text', { items: [{}] }, { items: 5 }])(
    'knows nothing by %j',
    (answer) => {
      expect(googleBooks(null).parse(answer, isbn)).toBeNull();
    },
  );
});

describe('Open Library', () => {
  it('tells about the book', () => {
    const book = {
      title: 'Emma',
      authors: [
        { url: 'https://openlibrary.org/authors/OL21594A/Jane_Austen', name: 'Jane Austen' },
        { url: 'https://openlibrary.org/authors/../admin', name: 'Nobody' },
      ],
      publishers: [{ name: 'Penguin' }],
      publish_date: 'July 16, 2003',
      number_of_pages: 474,
      subjects: [{ name: 'Fiction' }, { name: 7 }],
    };
    expect(openLibrary.parse({ [`ISBN:${isbn}`]: book }, isbn)).toEqual({
      title: 'Emma',
      author: 'Jane Austen',
      publisher: 'Penguin',
      publicationDate: '2003',
      description: null,
      pageCount: 474,
      language: null,
      categories: ['Fiction'],
      isMature: false,
      coverUrl: null,
      authorKeys: [{ name: 'Jane Austen', key: 'OL21594A' }],
    });
  });

  it.each([{}, null, { [`ISBN:${isbn}`]: null }])('knows nothing by %j', (answer) => {
    expect(openLibrary.parse(answer, isbn)).toBeNull();
  });
});
