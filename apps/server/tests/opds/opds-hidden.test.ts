import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createShelf, visible, type Shelf, type ViewerName } from '../hidden-books/shelf.ts';
import { roots } from './catalogue.ts';
import { readFeed, type FeedView } from './feed-view.ts';

let shelf: Shelf;
beforeAll(async () => {
  shelf = await createShelf('NSFW', 'content.nsfw');
});
afterAll(() => shelf[Symbol.asyncDispose]());

// The librarian asks first: what is kept of such an answer must not reach the others.
const viewers = ['librarian', 'user', 'granted'] as const satisfies readonly ViewerName[];

describe.each(roots)('to whom books below %s are hidden', (root) => {
  describe.each(viewers)('as to %s', (viewer) => {
    const sees = (name: 'Hidden book' | 'Lone book'): boolean => visible[viewer].includes(name);
    const isShown = sees('Hidden book') || sees('Lone book');

    async function read(path: string): Promise<FeedView> {
      const { headers } = shelf.viewers[viewer];
      return readFeed(await shelf.library.server.inject({ url: `${root}${path}`, headers }));
    }

    test('groups of them are not there', async () => {
      const lone = sees('Lone book') ? ['Lone'] : [];
      expect(firstWords(await read('/authors'))).toEqual([...lone, 'Shared']);
      expect(firstWords(await read('/series'))).toEqual([...lone, 'Shared']);
      expect((await read('/publishers')).titles).toEqual(isShown ? ['Secret House'] : []);
      expect((await read('/languages')).titles).toEqual(isShown ? ['Latin'] : []);
    });

    test('choices do not count them', async () => {
      const { facets } = await read('/books');
      const count = (title: string): number | null | undefined =>
        facets.find((facet) => facet.title === title)?.count;
      const expected = visible[viewer].length - (viewer === 'librarian' ? 2 : 1);
      expect(count('Fiction')).toBe(expected);
      expect(count('CBZ')).toBe(expected);
      expect(count('Latin')).toBe(isShown ? expected - 1 : undefined);
    });

    test('an author or a series of theirs alone is unknown', async () => {
      const [lone] = await steps('librarian', '/authors');
      const [series] = await steps('librarian', '/series');
      for (const [url, code] of [
        [lone, 'AUTHOR_NOT_FOUND'],
        [series, 'SERIES_NOT_FOUND'],
      ] as const) {
        const { headers } = shelf.viewers[viewer];
        const answer = await shelf.library.server.inject({ url: url ?? '', headers });
        if (sees('Lone book')) expect(answer.statusCode).toBe(200);
        else expect([answer.statusCode, answer.json().code]).toEqual([404, code]);
      }
    });
  });

  async function steps(viewer: ViewerName, path: string): Promise<string[]> {
    const { headers } = shelf.viewers[viewer];
    const answer = await shelf.library.server.inject({ url: `${root}${path}`, headers });
    return Object.values(readFeed(answer).steps);
  }
});

test('what comes next in a series is nothing that is hidden', async () => {
  const { user, librarian } = shelf.viewers;
  const { server } = shelf.library;
  await server.services.db.deleteFrom('reading_progress').execute();
  for (const { client } of [user, librarian])
    await client.updateProgress({
      params: { id: shelf.ids['Open book'] },
      body: { current_page: 10, total_pages: 10 },
    });
  const titles = async (who: typeof user): Promise<readonly string[]> =>
    readFeed(await server.inject({ url: '/opds/next', headers: who.headers })).titles;
  expect(await titles(librarian)).toEqual(['Hidden book']);
  expect(await titles(user)).toEqual([]);
});

function firstWords({ titles }: FeedView): string[] {
  return titles.map((title) => title.split(' ')[0] ?? '');
}
