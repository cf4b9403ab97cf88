import { parseXml } from '@dust/tooling/catalogs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SignedIn } from '../test-server.ts';
import { roots, startCatalogue, type Catalogue } from './catalogue.ts';
import { readFeed, type FeedView } from './feed-view.ts';

let catalogue: Catalogue;
let other: SignedIn;
beforeAll(async () => {
  catalogue = await startCatalogue(
    { name: 'Saga 1', series: 'Saga', number: 1 },
    { name: 'Saga 2', series: 'Saga', number: 2 },
    { name: 'Comic', format: 'cbz', pages: 20 },
    { name: 'Manual', format: 'pdf', pages: 40 },
    { name: 'Novel', pages: 300 },
  );
  other = await catalogue.library.server.signUp('other', ['user']);
  const [first = 0, , comic = 0, manual = 0] = catalogue.ids;
  const { client } = catalogue.reader;
  await client.updateProgress({ params: { id: first }, body: { current_page: 10, total_pages: 10 } });
  await client.updateProgress({ params: { id: comic }, body: { current_page: 7, total_pages: 20 } });
  await other.client.updateProgress({ params: { id: comic }, body: { current_page: 3, total_pages: 20 } });
  await other.client.updateProgress({ params: { id: manual }, body: { current_page: 99, total_pages: 120 } });
});
afterAll(() => catalogue[Symbol.asyncDispose]());

async function as(who: SignedIn, url: string): Promise<FeedView> {
  return readFeed(await catalogue.library.server.inject({ url, headers: who.headers }));
}

describe.each(roots)('the catalogue at %s', (root) => {
  test('lists what each reader has begun', async () => {
    expect((await as(catalogue.reader, `${root}/reading`)).titles).toEqual(['Comic']);
    const { titles, total } = await as(other, `${root}/reading?limit=1`);
    expect([titles.length, total]).toEqual([1, 2]);
    const { links } = await as(other, `${root}/reading?limit=1`);
    expect((await as(other, links['next'] ?? '')).titles).toHaveLength(1);
  });

  test('lists what each reader may read next', async () => {
    expect((await as(catalogue.reader, `${root}/next`)).titles).toEqual(['Saga 2']);
    expect((await as(other, `${root}/next`)).titles).toEqual([]);
  });

  test('tells readers apart where it tells of reading', async () => {
    for (const url of [
      `${root}/books?status=reading`,
      `${root}/books?sort=-last_read_at`,
      `${root}/reading`,
    ]) {
      const [mine, theirs] = [await as(catalogue.reader, url), await as(other, url)];
      expect(mine.titles).not.toEqual(theirs.titles);
    }
  });

  test('shows at once what has been read meanwhile', async () => {
    const { client } = other;
    const [, , , , novel = 0] = catalogue.ids;
    expect((await as(other, `${root}/books?status=unread`)).titles).toContain('Novel');
    await client.updateProgress({ params: { id: novel }, body: { percentage_complete: 50 } });
    expect((await as(other, `${root}/books?status=unread`)).titles).not.toContain('Novel');
    expect((await as(other, `${root}/reading`)).titles).toContain('Novel');
    await client.resetProgress({ params: { id: novel } });
  });
});

interface Stream {
  readonly href: string;
  readonly count: string | null;
  readonly lastRead: string | null;
}

const streaming = 'http://vaemendis.net/opds-pse/ns';

async function streamsOf(who: SignedIn, url: string): Promise<Stream[]> {
  const { body } = await catalogue.library.server.inject({ url, headers: who.headers });
  return [...parseXml(body).getElementsByTagName('link')]
    .filter((link) => link.getAttribute('rel') === 'http://vaemendis.net/opds-pse/stream')
    .map((link) => ({
      href: link.getAttribute('href') ?? '',
      count: link.getAttributeNS(streaming, 'count'),
      lastRead: link.getAttributeNS(streaming, 'lastRead'),
    }));
}

function template(id: number | undefined): string {
  return `http://localhost:80/opds/books/${id}/pages/{pageNumber}?format=jpeg&width={maxWidth}`;
}

async function lastRead(who: SignedIn, url: string): Promise<(string | null)[]> {
  return (await streamsOf(who, url)).map((stream) => stream.lastRead);
}

describe('pages are streamed', () => {
  test('of comics and PDFs, and of nothing else', async () => {
    const streams = await streamsOf(catalogue.reader, '/opds/books');
    const [, , comic, manual] = catalogue.ids;
    expect(streams).toEqual([
      { href: template(comic), count: '20', lastRead: null },
      { href: template(manual), count: '40', lastRead: null },
    ]);
  });

  test('from where each reader is, in the complete entry and among what is being read', async () => {
    const [, , comic, manual] = catalogue.ids;
    expect(await lastRead(catalogue.reader, `/opds/books/${comic}`)).toEqual(['7']);
    expect(await lastRead(other, `/opds/books/${comic}`)).toEqual(['3']);
    expect(await lastRead(catalogue.reader, '/opds/reading')).toEqual(['7']);
    expect(await lastRead(catalogue.reader, `/opds/books/${manual}`)).toEqual([null]);
    expect(await lastRead(other, `/opds/books/${manual}`)).toEqual(['40']);
  });
});
