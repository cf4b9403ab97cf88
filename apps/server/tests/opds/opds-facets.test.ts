import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roots, startCatalogue, type Catalogue } from './catalogue.ts';
import type { FacetView, FeedView } from './feed-view.ts';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await startCatalogue(
    { name: 'Emma', tags: ['Fiction'] },
    { name: 'Nana', tags: ['Fiction', 'Romance'] },
    { name: 'Atlas', format: 'pdf', tags: ['History'] },
    { name: 'Hidden', format: 'cbz', tags: ['NSFW', 'Fiction'] },
  );
  const [emma = 0, nana = 0, atlas = 0, hidden = 0] = catalogue.ids;
  await catalogue.set(emma, { language: 'en' });
  await catalogue.set(atlas, { language: 'en' });
  await catalogue.set(nana, { language: 'fr' });
  await catalogue.set(hidden, { language: 'la' });
  await catalogue.reader.client.updateProgress({ params: { id: emma }, body: { percentage_complete: 30 } });
  await catalogue.reader.client.updateProgress({
    params: { id: nana },
    body: { current_page: 9, total_pages: 9 },
  });
});
afterAll(() => catalogue[Symbol.asyncDispose]());

function groupOf({ facets }: FeedView, group: string): FacetView[] {
  return facets.filter((facet) => facet.group === group);
}

async function follow(url: string, group: string, title: string): Promise<FeedView> {
  const facet = groupOf(await catalogue.read(url), group).find((one) => one.title === title);
  return catalogue.read(facet?.href ?? '');
}

describe.each(roots)('the books below %s', (root) => {
  test.each([
    ['Format', 'EPUB', ['Emma', 'Nana']],
    ['Format', 'PDF', ['Atlas']],
    ['Language', 'English', ['Atlas', 'Emma']],
    ['Language', 'French', ['Nana']],
    ['Genre', 'Fiction', ['Emma', 'Nana']],
    ['Genre', 'Romance', ['Nana']],
    ['Status', 'Unread', ['Atlas']],
    ['Status', 'Reading', ['Emma']],
    ['Status', 'Completed', ['Nana']],
  ] as const)('are narrowed to %s %s, which is then marked', async (group, title, names) => {
    const feed = await follow(`${root}/books`, group, title);
    expect([feed.titles, feed.total]).toEqual([names, names.length]);
    const active = groupOf(feed, group).filter(({ isActive }) => isActive);
    expect(active.map((one) => one.title)).toEqual([title]);
    expect((await follow(feed.links['self'] ?? '', group, 'All')).titles).toHaveLength(3);
  });

  test('are narrowed by several at once, in the order that is chosen', async () => {
    const feed = await catalogue.read(`${root}/books?genre=fiction&format=epub&sort=-name`);
    expect(feed.titles).toEqual(['Nana', 'Emma']);
    expect((await follow(feed.links['self'] ?? '', 'Language', 'French')).titles).toEqual(['Nana']);
    const sorted = groupOf(await catalogue.read(`${root}/books?sort=author`), 'Sort');
    expect(sorted.filter(({ isActive }) => isActive).map(({ title }) => title)).toEqual(['Author']);
  });

  test('are counted for each choice as their reader sees them, while nothing narrows them', async () => {
    const whole = await catalogue.read(`${root}/books`);
    const counts = whole.facets.flatMap(({ title, count }) => (count === null ? [] : [[title, count]]));
    expect(Object.fromEntries(counts)).toEqual({
      EPUB: 2,
      PDF: 1,
      English: 2,
      French: 1,
      Fiction: 2,
      History: 1,
      Romance: 1,
    });
    const narrowed = await catalogue.read(`${root}/books?format=epub`);
    expect(narrowed.facets.every(({ count }) => count === null)).toBe(true);
  });

  test('are narrowed to a genre with a comma in its name', async () => {
    const { db } = catalogue.library.server.services;
    await db.updateTable('tags').set({ name: 'Action, Adventure' }).where('name', '=', 'History').execute();
    expect((await follow(`${root}/books`, 'Genre', 'Action, Adventure')).titles).toEqual(['Atlas']);
    await db.updateTable('tags').set({ name: 'History' }).where('name', '=', 'Action, Adventure').execute();
  });

  test('mark one choice of a group at most', async () => {
    const feed = await catalogue.read(`${root}/books?format=epub&format=pdf&language=en`);
    for (const group of ['Sort', 'Format', 'Language', 'Genre', 'Status'])
      expect(groupOf(feed, group).filter(({ isActive }) => isActive)).toHaveLength(1);
  });

  test('have their newest first under "new", narrowed as well', async () => {
    await catalogue.set(catalogue.ids[0] ?? 0, { created_at: '2099-01-01 00:00:00' });
    expect((await catalogue.read(`${root}/new`)).titles[0]).toBe('Emma');
    expect((await follow(`${root}/new`, 'Format', 'PDF')).titles).toEqual(['Atlas']);
    expect(groupOf(await catalogue.read(`${root}/new`), 'Sort')).toEqual([]);
  });
});
