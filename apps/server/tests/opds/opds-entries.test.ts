import { parseXml } from '@dust/tooling/catalogs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pngOf } from '../book-files.ts';
import { startCatalogue, type Catalogue } from './catalogue.ts';

let catalogue: Catalogue;
/** Where requests without a socket come by. */
const base = 'http://localhost:80';
beforeAll(async () => {
  catalogue = await startCatalogue(
    {
      name: 'Emma',
      series: 'Novels',
      number: 2.5,
      tags: ['Fiction', 'EPUB', 'Featured'],
      cover: await pngOf(),
    },
    { name: 'Comic', author: 'Unknown Author', format: 'cbz', pages: 24 },
    { name: 'Old', status: 'archived' },
  );
  const [emma = 0] = catalogue.ids;
  await catalogue.set(emma, {
    isbn: '9780141439587',
    language: 'en-GB',
    publisher: 'Penguin & Co',
    publication_date: '1815-12',
    rights: `Public domain ${'y'.repeat(1000)}`,
    identifiers: '["urn:oid:1.2","https://doi.org/10.1000/182"]',
    description: `<p>Handsome, clever & <b>rich</b></p>${'x'.repeat(3000)}`,
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

async function publicationOf(id: number | undefined): Promise<Record<string, unknown>> {
  return (await catalogue.ask(`/opds/v2/books/${id}`)).json();
}

test('an entry of OPDS 2.0 tells everything known of a book', async () => {
  const [emma] = catalogue.ids;
  const author = await idOf('/opds/v2/authors', 'Jane Austen');
  expect(await publicationOf(emma)).toMatchObject({
    metadata: {
      identifier: `urn:dust:book:${emma}`,
      altIdentifier: ['urn:isbn:9780141439587', 'urn:oid:1.2', 'https://doi.org/10.1000/182'],
      rights: expect.stringMatching(/^Public domain y{1000}$/),
      title: 'Emma',
      author: [{ name: 'Jane Austen', sortAs: 'Austen, Jane', links: [{ href: `${base}${author}` }] }],
      illustrator: [{ name: 'C. E. Brock' }],
      language: 'en-GB',
      publisher: { name: 'Penguin & Co' },
      published: '1815-12-01',
      modified: '2025-04-05T06:07:08Z',
      subject: [{ name: 'Fiction' }],
      belongsTo: { series: [{ name: 'Novels', position: 2.5 }] },
      description: expect.stringMatching(/^Handsome, clever & rich x+$/),
    },
    images: [
      { href: expect.stringMatching(/\/covers\/1\?v=\w+&sig=[\w-]+&width=1280$/), type: 'image/jpeg' },
      { href: expect.stringMatching(/\/covers\/1\?v=\w+&sig=[\w-]+&width=320$/), type: 'image/jpeg' },
    ],
  });
});

test('an entry of OPDS 1.2 tells the same', async () => {
  const [emma] = catalogue.ids;
  const entry = parseXml((await catalogue.ask(`/opds/books/${emma}`)).body).documentElement;
  const texts = (name: string): string[] =>
    [...entry.getElementsByTagName(name)].map(({ textContent }) => textContent);
  expect(texts('id')).toEqual([`urn:dust:book:${emma}`]);
  expect(texts('dc:identifier')).toEqual([
    'urn:isbn:9780141439587',
    'urn:oid:1.2',
    'https://doi.org/10.1000/182',
  ]);
  expect(texts('rights')).toEqual([expect.stringMatching(/^Public domain y{1000}$/)]);
  expect(texts('published')).toEqual(['2025-03-04T05:06:07Z']);
  expect(texts('updated')).toEqual(['2025-04-05T06:07:08Z']);
  expect(texts('dc:issued')).toEqual(['1815-12']);
  expect(texts('summary')[0]).toHaveLength('Handsome, clever & rich '.length + 3000);
  const link = [...entry.getElementsByTagName('link')].find(
    (one) => one.getAttribute('rel') === 'http://opds-spec.org/acquisition',
  );
  expect(link?.getAttribute('href')).toBe(`${base}/opds/books/${emma}/file`);
  expect(link?.getAttribute('type')).toBe('application/epub+zip');
  expect(link?.getAttribute('length')).toBe('1000');
});

test('a feed cuts long summaries and rights that the entry has whole', async () => {
  const { publications } = (await catalogue.ask('/opds/v2/books?q=emma')).json();
  expect(publications[0].metadata.description).toHaveLength(2000);
  expect(publications[0].metadata.rights).toHaveLength(500);
});

test('an entry has no rights and no further identifiers where the file states none', async () => {
  const { metadata } = (await catalogue.ask(`/opds/v2/books/${catalogue.ids[1]}`)).json();
  expect([metadata.rights, metadata.altIdentifier]).toEqual([undefined, undefined]);
  expect((await catalogue.ask(`/opds/books/${catalogue.ids[1]}`)).body).not.toMatch(
    /<(?:rights|dc:identifier)/,
  );
});

test('the JSON of a book has neither', async () => {
  const book = (await catalogue.ask(`/books/${catalogue.ids[0]}`)).json();
  expect(book).toMatchObject({ book: { isbn: '9780141439587' } });
  expect(JSON.stringify(book)).not.toMatch(/Public domain|urn:oid/);
});

test('the cover that a feed names is shown without sign-in', async () => {
  const { images } = (await catalogue.ask(`/opds/v2/books/${catalogue.ids[0]}`)).json();
  for (const { href, type } of images) {
    const cover = await catalogue.library.server.inject({ url: String(href).replace(base, '') });
    expect([cover.statusCode, cover.headers['content-type']]).toEqual([200, type]);
  }
});

test('an author that somebody has corrected takes the place of those the file names', async () => {
  const [emma = 0] = catalogue.ids;
  const owner = await catalogue.library.server.signUp('owner', ['admin']);
  await owner.client.updateBook({ params: { id: emma }, body: { author: 'J. Austen' } });
  const { metadata } = (await catalogue.ask(`/opds/v2/books/${emma}`)).json();
  expect(metadata.author.map(({ name }: { name: string }) => name)).toEqual(['J. Austen']);
  expect(metadata.illustrator.map(({ name }: { name: string }) => name)).toEqual(['C. E. Brock']);
  await owner.client.updateBook({ params: { id: emma }, body: { author: null } });
});

test('archived books are in no feed, and have their entry as they have their page', async () => {
  const old = catalogue.ids[2];
  expect((await catalogue.read('/opds/books')).titles).not.toContain('Old');
  expect((await catalogue.ask(`/opds/books/${old}`)).statusCode).toBe(200);
});

test.each([
  ['/opds/books/999999', 404, 'BOOK_NOT_FOUND'],
  ['/opds/v2/books/0', 400, 'INVALID_ID'],
  ['/opds/books/x/file', 400, 'INVALID_ID'],
  ['/opds/authors/999999', 404, 'AUTHOR_NOT_FOUND'],
  ['/opds/v2/series/999999', 404, 'SERIES_NOT_FOUND'],
  ['/opds/genres/1', 404, 'GENRE_NOT_FOUND'],
  ['/opds/v2/tags/999999', 404, 'TAG_NOT_FOUND'],
  ['/opds/tags/-1', 400, 'INVALID_ID'],
  ['/opds/publishers/books', 400, 'VALIDATION_ERROR'],
  ['/opds/books?limit=501', 400, 'VALIDATION_ERROR'],
  ['/opds/books?sort=size', 400, 'VALIDATION_ERROR'],
  ['/opds/v2/new?status=archived', 400, 'VALIDATION_ERROR'],
  ['/opds/nothing', 404, 'NOT_FOUND'],
])('%s is refused in JSON with %i', async (url, status, code) => {
  const answer = await catalogue.ask(url);
  expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
});

async function idOf(list: string, name: string): Promise<string> {
  return (await catalogue.read(list)).steps[name] ?? '';
}
