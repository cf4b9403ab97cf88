import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ask, refusal, type Answer, type Failure } from './ask.ts';
import { startLibrary, type Library } from './library.ts';
import type { SignedIn, TestServer } from './test-server.ts';

let library: Library;
let server: TestServer;
let now = new Date('2026-03-01T12:00:00Z');
let reader: SignedIn;
let other: SignedIn;
let made = 0;
beforeAll(async () => {
  library = await startLibrary({ clock: () => now });
  server = library.server;
  await server.signUp('admin');
  other = await server.signUp('other');
  await library.add(
    { name: 'Emma', pages: 400 },
    { name: 'No pages' },
    { name: 'Persuasion' },
    { name: 'Old', status: 'archived' },
  );
});
afterAll(() => library[Symbol.asyncDispose]());
beforeEach(async () => {
  now = new Date('2026-03-01T12:00:00Z');
  reader = await server.signUp(`reader${(made += 1)}`);
});

const [withPages, withoutPages] = [1, 2];
const place = (id: number): string => `/books/${id}/progress`;

describe('progress in a book', () => {
  test('is null before it is saved, and the same for the next request after', async () => {
    expect(await ask(server, reader, ['GET', place(withPages)])).toEqual({
      status: 200,
      body: { book: { id: withPages }, progress: null },
    });
    const saved = await ask(server, reader, [
      'PUT',
      place(withPages),
      { current_page: 20, total_pages: 100, current_location: 'epubcfi(/6/4!/2)' },
    ]);
    const progress = {
      id: expect.any(Number),
      user_id: reader.id,
      book_id: withPages,
      current_page: 20,
      total_pages: 100,
      percentage_complete: 20,
      current_location: 'epubcfi(/6/4!/2)',
      last_read_at: '2026-03-01T12:00:00Z',
      created_at: '2026-03-01T12:00:00Z',
      updated_at: '2026-03-01T12:00:00Z',
    };
    expect(saved).toEqual({ status: 200, body: { success: true, book: { id: withPages }, progress } });
    expect((await ask(server, reader, ['GET', place(withPages)])).body).toEqual({
      book: { id: withPages },
      progress,
    });
    expect(await ask(server, other, ['GET', place(withPages)])).toMatchObject({ body: { progress: null } });
  });

  // What the web clients send, one after the other.
  test.each([
    [
      { current_page: 48, total_pages: 47, percentage_complete: 1 },
      { current_page: 47, percentage_complete: 100 },
    ],
    [{ current_page: 3, total_pages: 47, percentage_complete: 0.06 }, { percentage_complete: 6.38 }],
    [{ percentage_complete: 33.3 }, { current_page: 0, percentage_complete: 33.3, total_pages: null }],
    [
      { current_page: 0, percentage_complete: 0 },
      { current_page: 0, percentage_complete: 0 },
    ],
    [
      { current_page: 2.9, total_pages: 5.5 },
      { current_page: 2, total_pages: 5, percentage_complete: 40 },
    ],
    [
      { current_page: 1, total_pages: null },
      { current_page: 1, total_pages: null },
    ],
    [
      { current_page: 1, total_pages: 0 },
      { current_page: 1, total_pages: null },
    ],
    [{ percentage_complete: 250 }, { percentage_complete: 100 }],
    [
      { percentage_complete: -1, current_page: -7 },
      { current_page: 0, percentage_complete: 0 },
    ],
    [{ current_location: 'kepub#5' }, { current_location: 'kepub#5', current_page: 0 }],
    [
      { current_page: 4, current_location: '' },
      { current_page: 4, current_location: null },
    ],
    [{ current_page: 9999, total_pages: 10_000 }, { percentage_complete: 99.99 }],
    [{ current_page: 1, total_pages: 100_000 }, { percentage_complete: 0.01 }],
  ])('%j is kept as %j', async (body, expected) => {
    expect(await ask(server, reader, ['PUT', place(withoutPages), body])).toMatchObject({
      status: 200,
      body: { progress: expected },
    });
  });

  test('is not changed by sending it twice, and the last one wins', async () => {
    const save = (page: number) =>
      ask(server, reader, ['PUT', place(withPages), { current_page: page, total_pages: 100 }]);
    const [first, again] = [await save(10), await save(10)];
    expect(again).toEqual(first);
    await Promise.all([save(11), save(12), save(13)]);
    const { total } = await reader.client.listProgress();
    expect(total).toBe(1);
  });

  test('tells who watches, and the reader alone', async () => {
    const before = server.services.events.lastId;
    await ask(server, reader, ['PUT', place(withPages), { current_page: 1 }]);
    await ask(server, reader, ['DELETE', place(withPages)]);
    const told = { event: 'progress.updated', userId: reader.id, bookId: withPages };
    expect(server.services.events.after(before)).toMatchObject([
      { ...told, progress: { current_page: 1 } },
      { ...told, progress: null },
    ]);
  });

  const needsPage = ['VALIDATION_ERROR', 'current_page is required'] as const;
  const invalid = ['VALIDATION_ERROR', 'Invalid request'] as const;
  const noBook = ['BOOK_NOT_FOUND', 'Book not found'] as const;
  test.each<Failure>([
    ['PUT', place(1), {}, 400, ...needsPage],
    ['PUT', place(1), { current_page: null }, 400, ...needsPage],
    ['PUT', place(1), { total_pages: 5 }, 400, ...needsPage],
    ['PUT', place(1), { current_location: '' }, 400, ...needsPage],
    ['PUT', place(1), { current_page: '5' }, 400, ...invalid],
    ['PUT', place(1), { current_page: 5, total_pages: -1 }, 400, ...invalid],
    ['PUT', place(1), { current_page: 5, percentage_complete: 'half' }, 400, ...invalid],
    ['PUT', place(1), { current_page: 5, current_location: 7 }, 400, ...invalid],
    ['POST', `${place(1)}/start`, { total_pages: -3 }, 400, ...invalid],
    ['GET', '/books/x/progress', undefined, 400, 'INVALID_ID', 'Invalid book ID'],
    ['GET', place(999), undefined, 404, ...noBook],
    ['PUT', place(999), { current_page: 1 }, 404, ...noBook],
    ['DELETE', place(999), undefined, 404, ...noBook],
    ['POST', `${place(999)}/start`, undefined, 404, ...noBook],
    ['POST', `${place(999)}/complete`, undefined, 404, ...noBook],
  ])('%s %s with %j is %i %s', async (...failure) => {
    expect(await ask(server, reader, failure)).toMatchObject(refusal(failure));
    expect((await reader.client.listProgress()).total).toBe(0);
  });
});

function saveLocation(location: string): Promise<Answer> {
  return ask(server, reader, ['PUT', place(withPages), { current_location: location }]);
}

test('a location is at most 4,096 bytes long', async () => {
  const refused = { status: 400, body: { code: 'VALIDATION_ERROR', error: 'Invalid request' } };
  expect(await saveLocation('x'.repeat(4097))).toMatchObject(refused);
  expect(await saveLocation('é'.repeat(2049))).toMatchObject(refused);
  expect((await saveLocation('é'.repeat(2048))).status).toBe(200);
});

describe('starting, completing and forgetting', () => {
  test.each([
    [withPages, undefined, { current_page: 1, total_pages: null, percentage_complete: 0.25 }],
    [withPages, { total_pages: 50, current_page: 9 }, { current_page: 1, percentage_complete: 2 }],
    [withoutPages, {}, { current_page: 1, total_pages: null, percentage_complete: 0 }],
    [withoutPages, { total_pages: 1 }, { current_page: 0, percentage_complete: 0 }],
  ])('starting book %i with %j begins at its first page', async (id, body, expected) => {
    const first = await ask(server, reader, ['POST', `${place(id)}/start`, body]);
    expect(first).toMatchObject({ status: 200, body: { book: { id }, progress: expected } });
    now = new Date('2026-03-01T13:00:00Z');
    expect(await ask(server, reader, ['POST', `${place(id)}/start`, { total_pages: 7 }])).toEqual(first);
  });

  test('completing goes to the last page, keeps the location and may be repeated', async () => {
    await ask(server, reader, ['PUT', place(withPages), { current_page: 5, current_location: 'here' }]);
    const complete = () => ask(server, reader, ['POST', `${place(withPages)}/complete`]);
    const first = await complete();
    expect(first).toMatchObject({
      status: 200,
      body: {
        book: { id: withPages },
        progress: { current_page: 400, total_pages: 400, percentage_complete: 100, current_location: 'here' },
      },
    });
    expect(await complete()).toEqual(first);
    expect(await ask(server, reader, ['POST', `${place(withoutPages)}/complete`])).toMatchObject({
      body: { progress: { current_page: 100, total_pages: 100, percentage_complete: 100 } },
    });
  });

  test('forgetting is the same whether or not there is something to forget', async () => {
    await ask(server, reader, ['PUT', place(withPages), { current_page: 5 }]);
    const forget = () => ask(server, reader, ['DELETE', place(withPages)]);
    const done = { status: 200, body: { message: 'Reading progress reset' } };
    expect([await forget(), await forget()]).toEqual([done, done]);
    expect((await reader.client.listProgress()).total).toBe(0);
  });
});
