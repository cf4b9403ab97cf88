import { rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ask, refusal, type Failure } from './ask.ts';
import { epubOf } from './book-files.ts';
import { startLibrary, type Library } from './library.ts';
import type { SignedIn, TestServer } from './test-server.ts';

const time = '2026-03-01T12:00:00Z';
const file = epubOf({ title: 'Title of the file', creator: 'Author of the file' });

let library: Library;
let server: TestServer;
let librarian: SignedIn;
let id: number;
let name: string;
let made = 0;
beforeAll(async () => {
  library = await startLibrary({ clock: () => new Date(time) });
  server = library.server;
  await server.signUp('admin');
  librarian = await server.signUp('librarian', ['librarian']);
});
afterAll(() => library[Symbol.asyncDispose]());
beforeEach(async () => {
  name = `Book ${(made += 1)}`;
  [id = 0] = await library.add({ name, file, tags: ['Fiction'] });
});

describe('editing a book', () => {
  test('answers with the book as it is then, and tells who watches', async () => {
    const before = server.services.events.lastId;
    const edit = {
      name: 'Emma',
      author: 'J. Austen',
      description: 'A novel',
      publisher: 'Murray',
      publication_date: '1815-12',
      isbn: '978-0-14-143958-7',
      language: 'EN-gb',
      series: 'Novels',
      series_number: 4.5,
      page_count: 474,
      unknown: true,
    };
    const answer = await ask(server, librarian, ['PUT', `/books/${id}`, edit]);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        book: {
          name: 'Emma',
          author: { name: 'J. Austen' },
          description: 'A novel',
          publisher: 'Murray',
          publication_date: '1815-12',
          isbn: '9780141439587',
          language: 'en-GB',
          series: 'Novels',
          series_number: 4.5,
          page_count: 474,
          updated_at: time,
        },
        tags: [{ name: 'Fiction', description: expect.any(String) }],
      },
    });
    expect(await ask(server, librarian, ['GET', `/books/${id}`])).toEqual(answer);
    expect(server.services.events.after(before)).toMatchObject([{ event: 'book.updated', bookId: id }]);
    const found = await librarian.client.listBooks({ query: { q: 'emma austen' } });
    expect(found.books.map((book) => book.id)).toEqual([id]);
    await librarian.client.updateBook({ params: { id }, body: { name: 'Otherwise' } });
  });

  test('empty text empties what may be empty, and shows as null', async () => {
    await librarian.client.updateBook({ params: { id }, body: { publisher: 'Murray', series: 'Novels' } });
    const { book } = await librarian.client.updateBook({
      params: { id },
      body: { publisher: '', series: '', isbn: '', publication_date: '', language: '', description: '' },
    });
    expect(book).toMatchObject({
      publisher: null,
      series: null,
      isbn: null,
      publication_date: null,
      language: null,
      description: null,
    });
  });

  test('null brings back what the file says, and an edit outlives a refresh', async () => {
    await librarian.client.updateBook({ params: { id }, body: { name: 'Mine', author: 'Me' } });
    const refreshed = await librarian.client.refreshMetadata({ params: { id } });
    expect(refreshed.book).toMatchObject({ name: 'Mine', author: { name: 'Me' } });
    const { book } = await librarian.client.updateBook({ params: { id }, body: { name: null } });
    expect(book).toMatchObject({ name: 'Title of the file', author: { name: 'Me' } });
  });

  test('null without an edit changes nothing', async () => {
    const before = await librarian.client.getBook({ params: { id } });
    expect(await librarian.client.updateBook({ params: { id }, body: { name: null, isbn: null } })).toEqual(
      before,
    );
  });

  test('an edit is dropped also when the file is gone; its value stays for want of another', async () => {
    await librarian.client.updateBook({ params: { id }, body: { name: 'Mine' } });
    rmSync(library.pathOf({ name }));
    const { book } = await librarian.client.updateBook({ params: { id }, body: { name: null } });
    expect(book.name).toBe('Mine');
  });

  const invalid = ['VALIDATION_ERROR', 'Invalid request'] as const;
  const noBook = ['BOOK_NOT_FOUND', 'Book not found'] as const;
  test.each<Failure>([
    ['PUT', '/books/x', {}, 400, 'INVALID_ID', 'Invalid book ID'],
    ['PUT', '/books/999999', {}, 404, ...noBook],
    ['PUT', '/books/1', { name: '' }, 400, ...invalid],
    ['PUT', '/books/1', { name: ' ' }, 400, ...invalid],
    ['PUT', '/books/1', { name: 5 }, 400, ...invalid],
    ['PUT', '/books/1', { author: '' }, 400, ...invalid],
    ['PUT', '/books/1', { author: 'x'.repeat(301) }, 400, ...invalid],
    ['PUT', '/books/1', { series: 'x'.repeat(301) }, 400, ...invalid],
    ['PUT', '/books/1', { publication_date: 'May 1815' }, 400, ...invalid],
    ['PUT', '/books/1', { publication_date: '1815-13' }, 400, ...invalid],
    ['PUT', '/books/1', { isbn: '9780141439588' }, 400, ...invalid],
    ['PUT', '/books/1', { language: 'not a language' }, 400, ...invalid],
    ['PUT', '/books/1', { series_number: -1 }, 400, ...invalid],
    ['PUT', '/books/1', { page_count: 0 }, 400, ...invalid],
    ['PUT', '/books/1', { page_count: 1.5 }, 400, ...invalid],
    ['POST', '/admin/books/x/refresh-metadata', undefined, 400, 'INVALID_ID', 'Invalid book ID'],
    ['POST', '/admin/books/999999/refresh-metadata', undefined, 404, ...noBook],
  ])('%s %s with %j is %i %s', async (...failure) => {
    const before = await librarian.client.getBook({ params: { id: 1 } });
    expect(await ask(server, librarian, failure)).toMatchObject(refusal(failure));
    expect(await librarian.client.getBook({ params: { id: 1 } })).toEqual(before);
  });
});

describe('refreshing metadata', () => {
  test('reads the file again and keeps tags put on by hand', async () => {
    await librarian.client.addBookTag({ params: { id }, body: { tagName: 'Featured' } });
    const answer = await ask(server, librarian, ['POST', `/admin/books/${id}/refresh-metadata`]);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        success: true,
        message: 'Metadata refreshed successfully',
        book_id: id,
        book: { name: 'Title of the file', author: { name: 'Author of the file' } },
        warnings: [],
      },
    });
    const { tags } = await librarian.client.getBook({ params: { id } });
    expect(tags.map((tag) => tag.name)).toContain('Featured');
  });

  test('says so when the file is gone', async () => {
    rmSync(library.pathOf({ name }));
    const failure: Failure = [
      'POST',
      `/admin/books/${id}/refresh-metadata`,
      undefined,
      404,
      'BOOK_FILE_NOT_FOUND',
      'Book file not found',
    ];
    expect(await ask(server, librarian, failure)).toMatchObject(refusal(failure));
  });

  test('names the problem of a file that cannot be read, in a sentence', async () => {
    const [broken = 0] = await library.add({ name: 'Broken', file: Buffer.from('PK no archive') });
    const { success, warnings } = await librarian.client.refreshMetadata({ params: { id: broken } });
    expect(success).toBe(true);
    expect(warnings).toEqual([expect.stringMatching(/^[A-Z].*\.$/)]);
    expect(warnings[0]).not.toContain(server.folder);
  });
});
