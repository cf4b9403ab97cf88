import { join } from 'node:path';
import { openFileSource, readPublication, type OutlineEntry } from '@dust/formats';
import { findSchemaProblems } from '@dust/tooling/catalogs';
import { Locator, Manifest, readEpubWithReadium, type Link } from '@dust/tooling/publications';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicationFormatOf } from '../../src/publications/publication-format.ts';
import { startPublicationLibrary, type PublicationLibrary } from './publication-library.ts';

let library: PublicationLibrary;
/** Ids of the books that are publications; damaged and locked ones are not. */
const readable: number[] = [];
beforeAll(async () => {
  library = await startPublicationLibrary();
  for (const { id } of library.books) {
    const { statusCode } = await get(`/books/${id}/manifest`);
    if (statusCode === 200) readable.push(id);
  }
}, 60_000);
afterAll(() => library[Symbol.asyncDispose]());

const get = (url: string, method: 'GET' | 'HEAD' = 'GET') =>
  library.server.inject({ url, method, headers: library.reader.headers });

async function eachManifest(
  check: (manifest: Manifest, bookId: number, text: string) => Promise<void>,
): Promise<void> {
  for (const id of readable) {
    const { body } = await get(`/books/${id}/manifest`);
    const manifest = Manifest.deserialize(JSON.parse(body));
    if (manifest === undefined) throw new Error(`Readium does not read the manifest of book ${id}`);
    await check(manifest, id, body);
  }
}

function allLinks(links: readonly Link[]): Link[] {
  return links.flatMap((link) => [link, ...allLinks(link.children?.items ?? [])]);
}

function pathOf(href: string, bookId: number): string {
  const { pathname, search } = new URL(href, `http://dust.test/books/${bookId}/manifest`);
  return pathname + search;
}

describe('the manifest of every book', () => {
  test('is there for more than twelve books', () => {
    expect(readable.length).toBeGreaterThan(12);
  });

  test('is what the schemas of Readium want', { timeout: 60_000 }, async () => {
    await eachManifest(async (_, id, text) => {
      const problems = findSchemaProblems('web-publication', JSON.parse(text));
      expect({ id, problems }).toEqual({ id, problems: [] });
    });
  });

  test('links to nothing that is not served in its type', { timeout: 120_000 }, async () => {
    await eachManifest(async ({ readingOrder, resources, toc, links }, id) => {
      const typed = [...readingOrder.items, ...(resources?.items ?? []), ...links.items];
      for (const { href, type, rels } of [...typed, ...allLinks(toc?.items ?? [])]) {
        if (rels?.has('http://opds-spec.org/progression') === true) continue;
        const { statusCode, headers } = await get(pathOf(href, id), 'HEAD');
        const served = { href, statusCode, type: String(headers['content-type']) };
        expect(served).toEqual({ href, statusCode: 200, type: type ?? served.type });
      }
    });
  });

  test('tells the title, reading order and contents that the file has', { timeout: 60_000 }, async () => {
    await eachManifest(async (manifest, id) => {
      const record = library.books.find((book) => book.id === id);
      const format = publicationFormatOf(record?.file_format ?? null);
      using source = openFileSource(join(library.folder, record?.filepath ?? ''));
      const publication = await readPublication(source, format === undefined ? {} : { format });
      expect(manifest.metadata.title.getTranslation('en')).toBe(record?.name);
      const paths = [...publication.readingOrder, ...publication.pages].map(({ path }) => path);
      expect(manifest.readingOrder.items.map(({ href }) => archivePath(href))).toEqual(
        format === 'pdf' ? ['stream'] : paths,
      );
      expect(titlesOfLinks(manifest.toc?.items ?? [])).toEqual(titlesOfEntries(publication.toc));
    });
  });
});

describe('every EPUB', () => {
  test('is read as Readium itself reads it', { timeout: 60_000 }, async () => {
    const epubs = library.books.filter(
      ({ id, file_format }) => readable.includes(id) && file_format === 'epub',
    );
    for (const { id, filepath } of epubs) {
      const manifest = Manifest.deserialize((await get(`/books/${id}/manifest`)).json());
      const readium = await readEpubWithReadium(join(library.folder, filepath));
      expect({
        filepath,
        readingOrder: manifest?.readingOrder.items.map(({ href }) => archivePath(href)),
        contents: titlesOfLinks(manifest?.toc?.items ?? []),
      }).toEqual({ filepath, ...readium });
    }
  });
});

function archivePath(href: string): string {
  return decodeURIComponent(href.replace(/^resources\//, ''));
}

function titlesOfLinks(links: readonly Link[]): unknown[] {
  return links.map(({ title, children }) => [title, ...titlesOfLinks(children?.items ?? [])]);
}

function titlesOfEntries(entries: readonly OutlineEntry[]): unknown[] {
  return entries.map(({ title, children }) => [title, ...titlesOfEntries(children)]);
}

describe('the positions of every book', () => {
  test('are counted through its reading order, from its start to its end', { timeout: 60_000 }, async () => {
    await eachManifest(async ({ readingOrder }, id) => {
      const { total, positions } = (await get(`/books/${id}/positions`)).json();
      const locators: (Locator | undefined)[] = positions.map((one: unknown) => Locator.deserialize(one));
      expect(locators.map((one) => one?.locations.position)).toEqual(
        Array.from({ length: total }, (_, index) => index + 1),
      );
      expect([...new Set(locators.map((one) => one?.href))]).toEqual(
        readingOrder.items.map(({ href }) => href),
      );
      const progressions = locators.map((one) => one?.locations.totalProgression ?? -1);
      expect(progressions[0]).toBe(0);
      expect(progressions.at(-1)).toBeLessThan(1);
      expect(progressions).toEqual(progressions.toSorted((a, b) => a - b));
    });
  });
});
