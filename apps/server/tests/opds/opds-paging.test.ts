import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roots, startCatalogue, type Catalogue } from './catalogue.ts';

const size = 23;
/** Feeds, and how many of their entries there are. */
const feeds = [
  ['/books', size],
  ['/books?sort=-created_at', size],
  ['/books?sort=author', size],
  ['/books?sort=-series', size],
  ['/books?q=book&format=epub', size],
  ['/books?status=unread', size - 12],
  ['/books?sort=-last_read_at', size],
  ['/new', size],
  ['/authors', 7],
  ['/series', 5],
  ['/genres', 15],
  ['/tags', 39],
  ['/publishers', 6],
  ['/languages', 4],
  ['/authors/1', 4],
  ['/genres/8', size],
  ['/tags/8', size],
  ['/publishers/books?name=Publisher%200', 4],
  ['/languages/books?name=en', 6],
  ['/reading', 12],
] as const;

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await startCatalogue(
    ...Array.from({ length: size }, (_, index) => ({
      name: `Book ${String(index).padStart(2, '0')}`,
      author: `Author ${index % 7}`,
      series: `Series ${index % 5}`,
      tags: ['Fiction'],
    })),
  );
  const languages = ['en', 'fr', 'de', 'la'];
  for (const [index, id] of catalogue.ids.entries())
    await catalogue.set(id, { publisher: `Publisher ${index % 6}`, language: languages[index % 4] ?? null });
  for (const id of catalogue.ids.slice(0, 12))
    await catalogue.reader.client.updateProgress({ params: { id }, body: { percentage_complete: 5 } });
});
afterAll(() => catalogue[Symbol.asyncDispose]());

async function walk(start: string | undefined, relation: 'next' | 'previous'): Promise<string[][]> {
  const pages: string[][] = [];
  for (let url = start; url !== undefined;) {
    const { titles, links } = await catalogue.read(url);
    pages.push([...titles]);
    url = links[relation];
  }
  return pages;
}

describe.each(roots)('pages below %s', (root) => {
  test.each(feeds)('of %s lead forward and back through %i entries', async (path, total) => {
    const url = `${root}${path}${path.includes('?') ? '&' : '?'}limit=3`;
    const first = await catalogue.read(url);
    expect(first.total).toBe(total);
    expect(first.links).not.toHaveProperty('previous');
    const forward = await walk(url, 'next');
    const backward = (await walk(first.links['last'], 'previous')).toReversed();
    expect(forward.flat()).toHaveLength(total);
    expect(backward).toEqual(forward);
    const second = await catalogue.read(first.links['next'] ?? '');
    expect(second.total).toBe(total);
    expect((await catalogue.read(second.links['first'] ?? '')).titles).toEqual(first.titles);
  });

  test('have 50 entries where nothing else is asked for, and what is asked for else', async () => {
    expect((await catalogue.read(`${root}/books`)).titles).toHaveLength(size);
    expect((await catalogue.read(`${root}/books?limit=7`)).titles).toHaveLength(7);
    const { links } = await catalogue.read(`${root}/books`);
    expect([links['next'], links['last']]).toEqual([undefined, links['first']]);
  });

  test('are refused with a cursor that is damaged or of another feed', async () => {
    const { links } = await catalogue.read(`${root}/books?limit=3`);
    const next = links['next'] ?? '';
    const cursor = /cursor=([\w-]+)/.exec(next)?.[1] ?? '';
    const others = [
      `${root}/books?limit=3&cursor=${cursor.slice(0, -3)}AAA`,
      `${root}/books?limit=3&sort=author&cursor=${cursor}`,
      `${root}/books?limit=3&format=epub&cursor=${cursor}`,
      `${root}/books?limit=3&status=unread&cursor=${cursor}`,
      `${root}/new?limit=3&cursor=${cursor}`,
      `${root}/authors?cursor=${cursor}`,
      `${root}/tags?cursor=${cursor}`,
      `${root}/publishers?cursor=${cursor}`,
      `${root}/authors/1?cursor=${cursor}`,
      `${root}/reading?cursor=${cursor}`,
      `${root}/books?cursor=x`,
    ];
    for (const url of others) {
      const answer = await catalogue.ask(url);
      expect([url, answer.statusCode, answer.json().code]).toEqual([url, 400, 'INVALID_CURSOR']);
    }
  });
});

test('a cursor leads to the same place in both protocols', async () => {
  const { links } = await catalogue.read('/opds/books?limit=3');
  const page = await catalogue.read(links['next'] ?? '');
  expect((await catalogue.read(page.links['alternate'] ?? '')).titles).toEqual(page.titles);
});
