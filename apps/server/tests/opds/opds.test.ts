import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { epubOf, pngOf } from '../book-files.ts';
import { password } from '../test-server.ts';
import { roots, startCatalogue, type Catalogue } from './catalogue.ts';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await startCatalogue(
    {
      name: 'Emma',
      series: 'Novels',
      number: 2.5,
      tags: ['Fiction', 'EPUB'],
      file: epubOf({ title: 'Emma', creator: 'Jane Austen' }),
      cover: await pngOf(),
    },
    { name: 'Comic', author: 'Unknown Author', format: 'cbz', pages: 24 },
  );
  const [emma = 0] = catalogue.ids;
  await catalogue.set(emma, {
    isbn: '9780141439587',
    language: 'en-GB',
    publisher: 'Penguin & Co',
    publication_date: '1815-12',
    description: '<p>Handsome, clever & <b>rich</b></p>',
    created_at: '2025-03-04 05:06:07',
    updated_at: '2025-04-05 06:07:08',
  });
  await catalogue.library.server.services.db
    .insertInto('book_creators')
    .values([
      { book_id: emma, position: 0, name: 'Jane Austen', role: 'aut', file_as: 'Austen, Jane' },
      { book_id: emma, position: 1, name: 'C. E. Brock', role: 'ill', file_as: null },
    ])
    .execute();
});
afterAll(() => catalogue[Symbol.asyncDispose]());

describe.each(roots)('the catalogue at %s', (root) => {
  test('leads to everything there is', async () => {
    const { title, steps } = await catalogue.read(root);
    expect(title).toBe('Dust');
    expect(steps).toEqual({
      'All books': `${root}/books`,
      New: `${root}/new`,
      'Currently reading': `${root}/reading`,
      'Read next': `${root}/next`,
      Authors: `${root}/authors`,
      Series: `${root}/series`,
      Genres: `${root}/genres`,
      Tags: `${root}/tags`,
      Publishers: `${root}/publishers`,
      Languages: `${root}/languages`,
    });
  });

  test('names its start, its search and itself in the other protocol on every feed', async () => {
    const other = root === '/opds' ? '/opds/v2' : '/opds';
    for (const path of [
      '',
      '/books',
      '/new?format=epub',
      '/authors',
      '/reading',
      '/languages/books?name=en',
    ]) {
      const { links } = await catalogue.read(`${root}${path}`);
      expect(links).toMatchObject({
        self: `${root}${path}`,
        start: root,
        search: root === '/opds' ? '/opds/opensearch.xml' : '/opds/v2/search{?query}',
        alternate: `${other}${path}`,
      });
    }
  });

  test('lists groups with their number, and the books of each', async () => {
    for (const [list, name, books] of [
      ['authors', 'Jane Austen', ['Emma']],
      ['series', 'Novels', ['Emma']],
      ['genres', 'Fiction', ['Emma']],
      ['tags', 'EPUB', ['Emma']],
      ['publishers', 'Penguin & Co', ['Emma']],
      ['languages', 'British English', ['Emma']],
    ] as const) {
      const { steps } = await catalogue.read(`${root}/${list}`);
      const group = await catalogue.read(steps[name] ?? '');
      expect([group.title, group.titles, group.total]).toEqual([name, books, books.length]);
      expect(group.links['up']).toBe(`${root}/${list}`);
    }
  });

  test('is searched', async () => {
    const url = root === '/opds' ? '/opds/books?q=emm' : '/opds/v2/search?query=emm';
    expect((await catalogue.read(url)).titles).toEqual(['Emma']);
    expect((await catalogue.read(url.replace('emm', 'nothing'))).titles).toEqual([]);
  });

  test('is told apart by its tag, and kept for who may see the same', async () => {
    for (const path of ['', '/books', '/new', '/genres', '/reading', '/next', `/books/${catalogue.ids[0]}`]) {
      const { headers } = await catalogue.ask(`${root}${path}`);
      expect(headers).toMatchObject({
        etag: expect.stringMatching(/^W\//),
        'cache-control': 'private, no-cache',
        vary: expect.stringContaining('Authorization'),
      });
      const again = await catalogue.ask(`${root}${path}`, { 'if-none-match': String(headers.etag) });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    }
  });

  test('comes compressed where that is wished', async () => {
    const plain = await catalogue.ask(`${root}/books`);
    const answer = await catalogue.ask(`${root}/books`, { 'accept-encoding': 'br' });
    expect(answer.headers['content-encoding']).toBe('br');
    expect(answer.rawPayload.length).toBeLessThan(plain.rawPayload.length);
  });
});

test('feeds, entries and the search say what they are', async () => {
  const [emma] = catalogue.ids;
  for (const [url, type] of [
    ['/opds', 'application/atom+xml;profile=opds-catalog;kind=navigation;charset=utf-8'],
    ['/opds/v1.2/authors', 'application/atom+xml;profile=opds-catalog;kind=navigation;charset=utf-8'],
    ['/opds/books', 'application/atom+xml;profile=opds-catalog;kind=acquisition;charset=utf-8'],
    [`/opds/books/${emma}`, 'application/atom+xml;type=entry;profile=opds-catalog;charset=utf-8'],
    ['/opds/opensearch.xml', 'application/opensearchdescription+xml'],
    ['/opds/v2/books', 'application/opds+json'],
    [`/opds/v2/books/${emma}`, 'application/opds-publication+json'],
  ] as const)
    expect((await catalogue.ask(url)).headers['content-type']).toBe(type);
});

test('the search is described by the address that the app came by', async () => {
  const { body } = await catalogue.ask('/opds/opensearch.xml', { host: 'books.example.org' });
  expect(body).toContain('template="http://books.example.org/opds/books?q={searchTerms}"');
});

test('a book file is the one of the library, in whole and in part', async () => {
  const [emma] = catalogue.ids;
  const whole = await catalogue.ask(`/opds/books/${emma}/file`);
  const same = await catalogue.ask(`/books/${emma}/stream?download=1`);
  const unlike = { 'x-request-id': undefined, date: undefined };
  expect({ ...whole.headers, ...unlike }).toEqual({ ...same.headers, ...unlike });
  expect(whole.rawPayload.equals(same.rawPayload)).toBe(true);
  expect(whole.headers['content-disposition']).toContain('attachment');
  expect((await catalogue.ask(`/opds/books/${emma}/file.pdf`)).rawPayload).toEqual(whole.rawPayload);
  const part = await catalogue.ask(`/opds/books/${emma}/file`, { range: 'bytes=2-5' });
  expect([part.statusCode, part.rawPayload]).toEqual([206, whole.rawPayload.subarray(2, 6)]);
  const beyond = await catalogue.ask(`/opds/books/${emma}/file`, { range: 'bytes=9999999-' });
  expect([beyond.statusCode, beyond.json().code]).toEqual([416, 'RANGE_NOT_SATISFIABLE']);
  const missing = await catalogue.ask(`/opds/books/${catalogue.ids[1]}/file`);
  expect([missing.statusCode, missing.json().code]).toEqual([404, 'BOOK_FILE_NOT_FOUND']);
});

test('a reading app signs in with the password of the account', async () => {
  const basic = Buffer.from(`reader@example.org:${password}`).toString('base64');
  for (const url of ['/opds', '/opds/v2/books', `/opds/books/${catalogue.ids[0]}/file`]) {
    const right = await catalogue.library.server.inject({
      url,
      headers: { authorization: `Basic ${basic}` },
    });
    expect(right.statusCode).toBe(200);
    const wrong = await catalogue.library.server.inject({
      url,
      headers: { authorization: `Basic ${basic}x` },
    });
    expect([wrong.statusCode, wrong.json().code]).toEqual([401, 'INVALID_CREDENTIALS']);
    expect(String(wrong.headers['www-authenticate'])).toContain('Basic realm="dust"');
  }
});
