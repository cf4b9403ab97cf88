import { foldKey, sql } from '@dust/db';
import * as fc from 'fast-check';
import { findOpds1Problems, findSchemaProblems } from '@dust/tooling/catalogs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostileText } from '../schema-arbitrary.ts';
import { roots, startCatalogue, type Catalogue } from './catalogue.ts';

const size = 3000;

const markup = fc.constantFrom(
  '<b>&amp;</b>',
  ']]>',
  '<!--',
  '<?xml?>',
  '&#0;',
  '&bogus;',
  '"\'><script>alert(1)</script>',
  '\u0000\u0008\u000b\u001f\ufffe\uffff',
  '\ud800',
  '\u202e',
);
const name = fc.tuple(hostileText, markup).map(([text, more]) => (text + more).toWellFormed());

const texts = fc.sample(name, { numRuns: size, seed: 7 });
const otherThan = (index: number): string => texts[(index * 7 + 1) % size] ?? '';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await startCatalogue();
  const { db } = catalogue.library.server.services;
  const texts = fc.sample(name, { numRuns: size, seed: 7 });
  const authors = texts
    .slice(0, 500)
    .map((text, index) => ({ id: index + 1, name: text, name_key: foldKey(text) }));
  const books = texts.map((text, index) => ({
    id: index + 1,
    name: text,
    name_key: foldKey(text),
    author: (index % 500) + 1,
    file_path: `/library/${index}`,
    file_format: index % 3 === 0 ? otherThan(index) : 'epub',
    publisher: otherThan(index),
    language: otherThan(index),
    isbn: otherThan(index),
    publication_date: otherThan(index),
    description: otherThan(index).repeat(index % 100 === 0 ? 900 : 3),
    page_count: 3,
    rights: otherThan(index).repeat(index % 100 === 0 ? 900 : 1),
    identifiers: JSON.stringify([otherThan(index), 'urn:oid:1.2']),
  }));
  const creators = texts.map((text, index) => ({
    book_id: index + 1,
    position: 0,
    name: otherThan(index),
    role: otherThan(index + 1),
    file_as: text,
  }));
  await db.transaction().execute(async (tx) => {
    await tx.insertInto('authors').values(authors).execute();
    for (let start = 0; start < size; start += 500) {
      await tx
        .insertInto('books')
        .values(books.slice(start, start + 500))
        .execute();
      await tx
        .insertInto('book_creators')
        .values(creators.slice(start, start + 500))
        .execute();
    }
    await sql`insert into book_tags (book_id, tag_id) select id, 8 from books`.execute(tx);
  });
}, 60_000);
afterAll(() => catalogue[Symbol.asyncDispose]());

/** A page of 500 entries may have so many bytes. */
const mostBytes = 500 * 12_000;

test.each(roots)(
  'names full of markup and control characters make well-formed pages below %s',
  async (root) => {
    for (const path of [
      '/books?limit=500',
      '/authors?limit=500',
      '/publishers?limit=500',
      '/languages?limit=500',
    ]) {
      let pages = 0;
      for (let url: string | undefined = `${root}${path}`; url !== undefined; pages += 1) {
        const answer = await catalogue.ask(url);
        expect(answer.statusCode).toBe(200);
        expect(answer.rawPayload.length).toBeLessThan(mostBytes);
        url = (await catalogue.read(url)).links['next'];
      }
      expect(pages).toBeGreaterThan(path.startsWith('/authors') ? 0 : 2);
    }
  },
  120_000,
);

test('and pages that keep to the grammar and the schemas', async () => {
  const atom = await catalogue.ask('/opds/books?limit=100');
  expect(findOpds1Problems(atom.body)).toEqual([]);
  const opds2 = await catalogue.ask('/opds/v2/books?limit=100');
  expect(findSchemaProblems('opds2-feed', opds2.json())).toEqual([]);
}, 60_000);

test('the links of such groups lead to their books', async () => {
  for (const list of ['/opds/publishers', '/opds/v2/languages']) {
    const { steps } = await catalogue.read(`${list}?limit=40`);
    for (const url of Object.values(steps)) expect((await catalogue.read(url)).titles).not.toEqual([]);
  }
});

test('no name makes a page long, wherever it stands', async () => {
  const { db } = catalogue.library.server.services;
  await db
    .updateTable('authors')
    .set({ name: 'n'.repeat(1_000_000) })
    .where('id', '=', 2)
    .execute();
  await db
    .updateTable('tags')
    .set({ name: 'g'.repeat(5000) })
    .where('id', '=', 8)
    .execute();
  for (const root of roots) {
    expect((await catalogue.ask(`${root}/authors/2`)).body).not.toContain('n'.repeat(501));
    const { facets } = await catalogue.read(`${root}/books`);
    expect(facets.filter(({ title }) => title.length > 500)).toEqual([]);
  }
});
