import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Fetch } from '../src/providers/polite-requests.ts';
import type { LookupMode } from '../src/providers/lookup-policy.ts';
import { openLibrary } from '../src/providers/open-library.ts';
import { epubOf, pngOf } from './support/books.ts';
import { fullScan, TestLibrary } from './support/library.ts';

const isbn = '9780306406157';
const file = `books/Path Author/${isbn}.epub`;
const emma = epubOf({ title: 'Embedded', creator: 'Embedded Author', language: 'en' });

const largePng = pngOf(1);
largePng.writeUInt32BE(300, 16);
largePng.writeUInt32BE(400, 20);

/** A network of two catalogues, which notes who is asked: the first knows one book, the second is asked for its author as well. */
class Network {
  readonly asked: string[] = [];
  title = 'External';
  isDown = false;
  coverUrl = 'https://books.google.com/cover';

  readonly fetch: Fetch = async (url) => {
    this.asked.push(url.hostname);
    if (this.isDown) throw new TypeError('fetch failed');
    const volumeInfo = {
      title: this.title,
      authors: ['External Author'],
      categories: ['Cooking'],
      industryIdentifiers: [{ identifier: isbn }],
      imageLinks: { thumbnail: this.coverUrl },
    };
    if (url.href === this.coverUrl) return new Response(new Uint8Array(largePng));
    const isKnown = url.href.includes(isbn) && url.hostname === 'www.googleapis.com';
    return Response.json(isKnown ? { items: [{ volumeInfo }] } : {});
  };
}

async function libraryWith(network: Network, mode: LookupMode = 'isbn'): Promise<TestLibrary> {
  const externalMetadata = { mode, googleBooksKey: null, fetch: network.fetch, intervalMs: 0 };
  return TestLibrary.create({ externalMetadata });
}

async function scanAndLookUp(library: TestLibrary): Promise<void> {
  await library.scan();
  await library.crawler.waitForBackground();
}

describe('a lookup by ISBN', () => {
  it('adds to a book what a catalogue knows, above what the file says', async () => {
    const network = new Network();
    await using library = await libraryWith(network);
    library.write(file, emma);
    await scanAndLookUp(library);
    expect(await library.bookAt(file)).toMatchObject({ name: 'External', language: 'en' });
    expect(await library.authorOf(file)).toBe('External Author');
    expect(await library.tagsOf(file)).toContain('Cooking');
    expect(network.asked).toEqual(['www.googleapis.com', 'openlibrary.org']);
  });

  it('asks the catalogues of others in the place of its own', async () => {
    const asked: string[] = [];
    await using library = await TestLibrary.create({
      externalMetadata: {
        mode: 'isbn',
        googleBooksKey: null,
        intervalMs: 0,
        providers: [
          { ...openLibrary, name: 'mine', url: (isbn13) => new URL(`https://books.example/${isbn13}`) },
        ],
        fetch: async (url) => {
          asked.push(url.href);
          return Response.json({ [`ISBN:${isbn}`]: { title: 'Mine' } });
        },
      },
    });
    library.write(file, emma);
    await scanAndLookUp(library);
    expect((await library.bookAt(file)).name).toBe('Mine');
    expect(asked).toEqual([`https://books.example/${isbn}`]);
  });

  it('stays when the file is read again, without asking again', async () => {
    const network = new Network();
    await using library = await libraryWith(network);
    library.write(file, emma);
    await scanAndLookUp(library);
    library.replace(file, epubOf({ title: 'Changed', description: 'New' }));
    await library.scan(fullScan);
    await library.crawler.waitForBackground();
    expect(await library.bookAt(file)).toMatchObject({ name: 'External', description: 'New' });
    expect(network.asked).toEqual(['www.googleapis.com', 'openlibrary.org']);
  });

  it('is remembered when nobody knows the book', async () => {
    const network = new Network();
    await using library = await libraryWith(network);
    library.write('0306406152.epub', emma);
    await scanAndLookUp(library);
    await scanAndLookUp(library);
    expect(network.asked).toEqual(['www.googleapis.com', 'openlibrary.org']);
    expect(await library.bookAt('0306406152.epub')).toMatchObject({ name: 'Embedded' });
  });

  it('changes nothing when it fails, and leaves the catalogues alone for a while', async () => {
    const network = new Network();
    network.isDown = true;
    await using library = await libraryWith(network);
    library.write(file, emma);
    library.write('0306406152.epub', epubOf({ title: 'Two' }));
    expect(await library.scan()).toMatchObject({ status: 'completed', errors: 0, warnings: [] });
    await library.crawler.waitForBackground();
    await scanAndLookUp(library);
    expect(network.asked).toEqual(['www.googleapis.com', 'openlibrary.org']);
    expect(await library.bookAt(file)).toMatchObject({ name: 'Embedded' });
  });

  it('never overwrites what people have set', async () => {
    const network = new Network();
    await using library = await libraryWith(network);
    library.write(file, emma);
    await library.scan();
    await library.database.db
      .updateTable('books')
      .set({ name: 'Mine', metadata_sources: '{"name":"user","isbn":"path"}' })
      .execute();
    await library.crawler.waitForBackground();
    expect(await library.bookAt(file)).toMatchObject({ name: 'Mine' });
    expect(await library.authorOf(file)).toBe('External Author');
  });

  it('is repeated by a refresh on request, whose failure is a warning', async () => {
    const network = new Network();
    await using library = await libraryWith(network);
    library.write(file, emma);
    await scanAndLookUp(library);
    network.title = 'Better';
    const { id } = await library.bookAt(file);
    expect(await library.crawler.refreshBook(id)).toEqual({ warnings: [] });
    expect(await library.bookAt(file)).toMatchObject({ name: 'Better' });
    network.isDown = true;
    expect((await library.crawler.refreshBook(id)).warnings).toHaveLength(2);
    expect(await library.bookAt(file)).toMatchObject({ name: 'Better' });
  });
});

async function coversOf(network: Network, content: Uint8Array): Promise<TestLibrary> {
  const library = await TestLibrary.create();
  const coverFolder = library.path('../data/covers');
  const externalMetadata = {
    mode: 'isbn',
    googleBooksKey: null,
    fetch: network.fetch,
    intervalMs: 0,
    coverFolder,
  } as const;
  await library.restart({ externalMetadata });
  library.write(file, content);
  await scanAndLookUp(library);
  return library;
}

describe('the cover a catalogue names', () => {
  it('is fetched once for a book without a cover, and stays when the file is read again', async () => {
    const network = new Network();
    await using library = await coversOf(network, emma);
    const book = await library.bookAt(file);
    expect(book).toMatchObject({ cover_source: 'external' });
    expect(readFileSync(book.cover_image_path ?? '')).toEqual(largePng);
    library.replace(file, epubOf({ title: 'Changed' }));
    await scanAndLookUp(library);
    await scanAndLookUp(library);
    expect(await library.bookAt(file)).toMatchObject({
      cover_source: 'external',
      cover_hash: book.cover_hash,
    });
    expect(network.asked).toEqual(['www.googleapis.com', 'books.google.com', 'openlibrary.org']);
  });

  it('is not fetched for a book with a cover', async () => {
    const network = new Network();
    await using library = await coversOf(network, epubOf({ title: 'Emma', cover: pngOf(3) }));
    expect(await library.bookAt(file)).toMatchObject({ cover_source: 'embedded' });
    expect(network.asked).toEqual(['www.googleapis.com', 'openlibrary.org']);
  });

  it.each(['http://192.168.0.1/cover', 'file:///etc/passwd', 'https://books.google.com.example.org/'])(
    'is not fetched from %s',
    async (coverUrl) => {
      const network = new Network();
      network.coverUrl = coverUrl;
      await using library = await coversOf(network, emma);
      expect(await library.bookAt(file)).toMatchObject({ cover_source: null });
      expect(network.asked).toEqual(['www.googleapis.com', 'openlibrary.org']);
    },
  );
});

describe('the setting', () => {
  it('"off" asks nobody', async () => {
    const network = new Network();
    await using library = await libraryWith(network, 'off');
    library.write(file, emma);
    await scanAndLookUp(library);
    expect(network.asked).toEqual([]);
  });

  it.each([
    ['isbn', []],
    ['all', ['www.googleapis.com', 'openlibrary.org']],
  ] as const)('"%s" asks about ISBNs inside files %j', async (mode, catalogues) => {
    const network = new Network();
    await using library = await libraryWith(network, mode);
    library.write('emma.epub', epubOf({ title: 'Emma', identifier: isbn }));
    await scanAndLookUp(library);
    expect(network.asked).toEqual(catalogues);
  });
});
