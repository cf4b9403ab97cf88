import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { places } from './hidden-books/places.ts';
import {
  bookNames,
  createShelf,
  hidingTags,
  visible,
  type BookName,
  type Shelf,
  type ViewerName,
} from './hidden-books/shelf.ts';
import { openEvents, toldUntilProgress } from './hidden-books/told.ts';

// The librarian asks first: what is kept of such an answer must not reach the others.
const viewerNames = ['librarian', 'user', 'granted'] as const satisfies readonly ViewerName[];

/** Routes about one book that any reader may use. */
const readerRoutes = [
  ['GET', '/books/ID'],
  ['GET', '/books/ID/stream'],
  ['GET', '/books/ID/pages'],
  ['GET', '/books/ID/pages/1'],
  ['GET', '/opds/books/ID'],
  ['GET', '/opds/v2/books/ID'],
  ['GET', '/opds/books/ID/file'],
  ['GET', '/opds/books/ID/file.pdf'],
  ['GET', '/opds/books/ID/pages/0'],
  ['GET', '/books/ID/manifest'],
  ['GET', '/opds/books/ID/manifest'],
  ['GET', '/books/ID/positions'],
  ['GET', '/opds/books/ID/positions'],
  ['GET', '/books/ID/resources/p1.png'],
  ['GET', '/opds/books/ID/resources/p1.png'],
  ['GET', '/covers/ID'],
  ['GET', '/covers/ID?width=160'],
  ['GET', '/books/ID/progress'],
  ['PUT', '/books/ID/progress'],
  ['POST', '/books/ID/progress/start'],
  ['POST', '/books/ID/progress/complete'],
  ['DELETE', '/books/ID/progress'],
  ['GET', '/books/ID/progression'],
  ['GET', '/opds/books/ID/progression'],
  ['PUT', '/books/ID/progression'],
  ['PUT', '/opds/books/ID/progression'],
] as const;

/** Good for every route of these that is told something. */
const told = {
  current_page: 5,
  modified: '2099-01-01T00:00:00Z',
  device: { id: 'urn:uuid:1', name: 'Reader' },
  progression: 0.5,
};

/** And those for who keeps the library. */
const keeperRoutes = [
  ['PUT', '/books/ID'],
  ['POST', '/books/ID/tags'],
  ['DELETE', '/books/ID/tags/TAG'],
  ['POST', '/books/ID/archive'],
  ['DELETE', '/books/ID/archive'],
  ['POST', '/admin/books/ID/refresh-metadata'],
] as const;

describe.each(hidingTags)('a book tagged %s', (tag, permission) => {
  let shelf: Shelf;
  beforeAll(async () => {
    shelf = await createShelf(tag, permission);
  });
  afterAll(() => shelf[Symbol.asyncDispose]());

  describe.each(viewerNames)('to a viewer of kind %s', (viewer) => {
    const sees = (name: BookName): boolean => visible[viewer].includes(name);
    const client = () => shelf.viewers[viewer].client;

    test.each(places)('$name shows it to who may see it only, and counts it so', async ({ all, read }) => {
      const { names, total } = await read(client(), shelf);
      const expected = all.filter(sees);
      expect(names.toSorted()).toEqual(expected.toSorted());
      expect(total).toBe(expected.length);
    });

    test('authors, genres and series count what is visible', async () => {
      const shared = 1 + Number(sees('Hidden book'));
      const lone = sees('Lone book') ? [{ name: 'Lone', bookCount: 1 }] : [];
      const { authors, total } = await client().listAuthors();
      expect(authors.map(({ name, bookCount }) => ({ name: name.split(' ')[0], bookCount }))).toEqual([
        ...lone,
        { name: 'Shared', bookCount: shared },
      ]);
      expect(total).toBe(authors.length);
      const { series } = await client().listSeries();
      expect(series.map(({ name, bookCount }) => ({ name: name.split(' ')[0], bookCount }))).toEqual([
        ...lone,
        { name: 'Shared', bookCount: shared },
      ]);
      const { genres } = await client().listGenres();
      expect(genres.find(({ name }) => name === 'Fiction')?.bookCount).toBe(shared + lone.length);
      const { stats } = await client().getArchiveStats();
      const [active, archived] = [shared + lone.length, 1 + Number(sees('Old hidden book'))];
      expect(stats).toMatchObject({
        totalBooks: active + archived,
        activeBooks: active,
        archivedBooks: archived,
      });
    });

    test('an author or series of hidden books alone is unknown', async () => {
      const { authors } = await shelf.viewers.librarian.client.listAuthors();
      const { series } = await shelf.viewers.librarian.client.listSeries();
      const isVisible = sees('Lone book');
      for (const [path, code] of [
        [`/books/authors/${authors[0]?.id}`, 'AUTHOR_NOT_FOUND'],
        [`/series/${series[0]?.id}`, 'SERIES_NOT_FOUND'],
      ] as const) {
        const answer = await ask(viewer, 'GET', path);
        expect([answer.statusCode, answer.json().code]).toEqual(isVisible ? [200, undefined] : [404, code]);
      }
    });

    test('events tell of it only those who may see it', async () => {
      const { events } = shelf.library.server.services;
      const { server } = shelf.library;
      const stream = await openEvents(server, shelf.viewers[viewer]);
      // The open book comes last, so that the stream is read to its end.
      for (const name of bookNames.toReversed()) {
        events.booksChanged('book.added', [shelf.ids[name]]);
        events.booksChanged('book.updated', [shelf.ids[name]]);
        events.booksChanged('book.archived', [shelf.ids[name]]);
        events.progressUpdated(shelf.viewers[viewer].id, shelf.ids[name], null);
      }
      const told = await toldUntilProgress(stream, shelf.ids['Open book']);
      const ids = new Set(told.map(({ bookId }) => bookId));
      expect(ids).toEqual(new Set(visible[viewer].map((name) => shelf.ids[name])));
      expect(told).toHaveLength(4 * ids.size);
    });

    test.each(readerRoutes)('%s %s is for who may see it', async (method, path) => {
      for (const name of ['Open book', 'Hidden book', 'Lone book'] as const) {
        const answer = await ask(viewer, method, path.replace('ID', String(shelf.ids[name])));
        if (sees(name)) expect(answer.statusCode).toBe(200);
        else
          expect([answer.statusCode, answer.json()]).toMatchObject([
            403,
            { code: 'CONTENT_RESTRICTED', error: `Access denied: Missing permission for ${tag} content` },
          ]);
      }
      expect((await ask(viewer, method, path.replace('ID', '999999'))).json().code).toBe('BOOK_NOT_FOUND');
    });

    test('what is completed shows it to who may see it only', async () => {
      for (const name of ['Open book', 'Hidden book', 'Lone book'] as const)
        await ask(viewer, 'POST', `/books/${shelf.ids[name]}/progress/complete`);
      await shelf.library.server.services.db
        .updateTable('reading_progress')
        .set({ percentage_complete: 100 })
        .where('user_id', '=', shelf.viewers[viewer].id)
        .execute();
      const { books, total } = await client().listCompleted();
      expect(books.map(({ name }) => name).toSorted()).toEqual(visible[viewer].toSorted());
      expect(total).toBe(visible[viewer].length);
    });
  });

  test.each(keeperRoutes)('%s %s is refused to a keeper who may not see it', async (method, path) => {
    const { server } = shelf.library;
    const before = await shelf.viewers.librarian.client.getBook({ params: { id: shelf.ids['Lone book'] } });
    for (const name of ['Lone book', 'Old hidden book'] as const) {
      const answer = await server.inject({
        method,
        url: path.replace('ID', String(shelf.ids[name])).replace('TAG', tag),
        headers: shelf.keeper.headers,
        ...(method === 'PUT' || path.endsWith('tags') ? { payload: { name: 'x', tagName: 'Featured' } } : {}),
      });
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'CONTENT_RESTRICTED']);
    }
    const after = await shelf.viewers.librarian.client.getBook({ params: { id: shelf.ids['Lone book'] } });
    expect(after).toEqual(before);
  });

  test('its cover is shown to whoever has been handed the address', async () => {
    const { book } = await shelf.viewers.librarian.client.getBook({ params: { id: shelf.ids['Lone book'] } });
    const answer = await shelf.library.server.inject({ url: `/${book.cover_image_path}` });
    expect(answer.statusCode).toBe(200);
  });

  function ask(viewer: ViewerName, method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string) {
    const payload: Pick<InjectOptions, 'payload'> = method === 'PUT' ? { payload: told } : {};
    return shelf.library.server.inject({ method, url, headers: shelf.viewers[viewer].headers, ...payload });
  }
});
