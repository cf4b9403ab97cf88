import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comicOf, pngOf } from '../book-files.ts';
import { startLibrary, type Library } from '../library.ts';
import { password, type SignedIn } from '../test-server.ts';
import { bookOf } from './book-of.ts';

let library: Library;
let keeper: SignedIn;
let book: number;
let comic: number;
beforeAll(async () => {
  library = await startLibrary({ env: { DUST_PUBLIC_URL: 'https://dust.example.org/library' } });
  keeper = await library.server.signUp('keeper');
  [book = 0, comic = 0] = await library.add(
    {
      name: 'Emma',
      series: 'Novels',
      number: 4,
      tags: ['Fiction'],
      file: bookOf({ 'OPS/one.xhtml': 'x'.repeat(5000) }),
      cover: await pngOf(),
    },
    { name: 'Comic', format: 'cbz', file: await comicOf(2) },
  );
});
afterAll(() => library[Symbol.asyncDispose]());

const get = (url: string, headers: Readonly<Record<string, string>> = {}) =>
  library.server.inject({ url, headers: { ...keeper.headers, ...headers } });

interface Link {
  readonly rel?: string;
  readonly href: string;
  readonly type: string;
}

const linksOf = (body: string): readonly Link[] => JSON.parse(body).links;

describe('the manifest of a book', () => {
  test('says what the library knows', async () => {
    const { metadata } = (await get(`/books/${book}/manifest`)).json();
    expect(metadata).toMatchObject({
      identifier: `urn:dust:book:${book}`,
      title: 'Emma',
      author: [{ name: 'Jane Austen' }],
      belongsTo: { series: [{ name: 'Novels', position: 4 }] },
      subject: [{ name: 'Fiction' }],
      conformsTo: 'https://readium.org/webpub-manifest/profiles/epub',
      layout: 'reflowable',
    });
  });

  test('is at home where it was asked for, and links to what is beside it', async () => {
    for (const place of ['', '/opds']) {
      const answer = await get(`${place}/books/${book}/manifest`);
      expect(answer.headers['content-type']).toBe('application/webpub+json');
      expect(linksOf(answer.body).map(({ rel, href }) => [rel, href])).toEqual([
        ['self', `https://dust.example.org/library${place}/books/${book}/manifest`],
        ['alternate', 'stream'],
        ['http://readium.org/position-list', 'positions'],
        ['http://opds-spec.org/progression', 'progression'],
        ['cover', expect.stringMatching(/^https:\/\/dust\.example\.org\/library\/covers\/.*&width=1280$/)],
      ]);
    }
  });

  test('leads apps with a password to nothing that they may not open', async () => {
    const headers = { authorization: `Basic ${Buffer.from(`keeper:${password}`).toString('base64')}` };
    const ask = (url: string) => library.server.inject({ url, headers });
    const manifest = await ask(`/opds/books/${book}/manifest`);
    const { readingOrder } = manifest.json();
    for (const { href } of [...linksOf(manifest.body).slice(1), ...readingOrder]) {
      const { pathname, search } = new URL(href, `http://dust.test/opds/books/${book}/manifest`);
      expect((await ask(pathname.replace('/library/', '/') + search)).statusCode).toBe(200);
    }
  });

  test('is confirmed by its tag until the book is corrected', async () => {
    const { etag } = (await get(`/books/${book}/manifest`)).headers;
    const conditional = { 'if-none-match': String(etag) };
    expect((await get(`/books/${book}/manifest`, conditional)).statusCode).toBe(304);
    await keeper.client.updateBook({ params: { id: book }, body: { name: 'Emma, corrected' } });
    const corrected = await get(`/books/${book}/manifest`, conditional);
    expect(corrected.statusCode).toBe(200);
    expect(corrected.json().metadata.title).toBe('Emma, corrected');
  });

  test('is packed for who accepts that', async () => {
    const plain = await get(`/books/${book}/manifest`);
    const packed = await get(`/books/${book}/manifest`, { 'accept-encoding': 'gzip' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.rawPayload).equals(plain.rawPayload)).toBe(true);
  });

  test('of a comic is one of images', async () => {
    const answer = await get(`/books/${comic}/manifest`);
    expect(answer.headers['content-type']).toBe('application/divina+json');
    expect(answer.json().readingOrder).toEqual([
      { href: 'resources/p1.png', type: 'image/png', rel: 'cover' },
      { href: 'resources/p2.png', type: 'image/png' },
    ]);
  });
});

test('the positions of a book are counted by the bytes its text takes in the file', async () => {
  const [two = 0] = await library.add({
    name: 'Two',
    file: bookOf({ 'OPS/start.xhtml': 'x'.repeat(2049) }),
  });
  const answer = await get(`/books/${two}/positions`);
  expect(answer.headers['content-type']).toBe('application/vnd.readium.position-list+json');
  const { total, positions } = answer.json();
  expect(total).toBe(3);
  expect(positions[1]).toEqual({
    href: 'resources/OPS/start.xhtml',
    type: 'application/xhtml+xml',
    locations: { position: 2, progression: 1 / 3, totalProgression: 1 / 3 },
  });
});
