import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, refusal, type Failure } from './ask.ts';
import { startLibrary, type Library } from './library.ts';
import type { SignedIn, TestServer } from './test-server.ts';

const time = '2026-03-01T12:00:00Z';

let library: Library;
let server: TestServer;
let librarian: SignedIn;
let keeper: SignedIn;
let book: number;
beforeAll(async () => {
  library = await startLibrary({ clock: () => new Date(time) });
  server = library.server;
  await server.signUp('admin');
  librarian = await server.signUp('librarian', ['librarian']);
  keeper = await server.signUp('keeper', ['user']);
  await library.grant(keeper.id, 'books.manage');
  [book = 0] = await library.add({ name: 'Emma', tags: ['Fiction'] });
});
afterAll(() => library[Symbol.asyncDispose]());

const idOf = (name: string): Promise<number> => library.tagId(name);

async function newTag(name: string, requires?: string): Promise<number> {
  const body = { name, category: 'collection', ...(requires && { requires_permission: requires }) };
  return (await librarian.client.createTag({ body })).tag.id;
}

describe('the tags', () => {
  test('are listed by category, then name', async () => {
    const { tags } = await librarian.client.listTags();
    const keys = tags.map(({ category, name }) => `${category} ${name.toLowerCase()}`);
    expect(keys).toEqual(keys.toSorted());
    expect(tags.length).toBeGreaterThanOrEqual(38);
    expect(tags.find(({ name }) => name === 'NSFW')).toEqual({
      id: 1,
      name: 'NSFW',
      category: 'content-rating',
      color: '#FF4444',
      description: 'Not Safe For Work content',
      requires_permission: 'content.nsfw',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
  });

  test('of a category are listed by name, and none of an unknown one', async () => {
    const { tags } = await keeper.client.listTagsByCategory({ params: { category: 'content-rating' } });
    expect(tags.map(({ name }) => name)).toEqual(['Adult', 'All Ages', 'Mature', 'NSFW', 'Teen']);
    expect(await keeper.client.listTagsByCategory({ params: { category: 'a/b' } })).toEqual({ tags: [] });
  });
});

describe('creating a tag', () => {
  test('answers with the tag', async () => {
    const body = { name: '  Déjà  ', category: 'collection', color: '#a0B1c2', requires_permission: null };
    expect(await ask(server, keeper, ['POST', '/tags', body])).toEqual({
      status: 201,
      body: {
        tag: {
          id: expect.any(Number),
          name: 'Déjà',
          category: 'collection',
          color: '#a0B1c2',
          description: null,
          requires_permission: null,
          created_at: time,
        },
      },
    });
  });

  const tag = { name: 'New', category: 'genre' };
  const invalid = ['VALIDATION_ERROR', 'Invalid request'] as const;
  test.each<Failure>([
    ['POST', '/tags', undefined, 400, ...invalid],
    ['POST', '/tags', { category: 'genre' }, 400, ...invalid],
    ['POST', '/tags', { name: 'New' }, 400, ...invalid],
    ['POST', '/tags', { ...tag, name: ' ' }, 400, ...invalid],
    ['POST', '/tags', { ...tag, name: 'a,b' }, 400, ...invalid],
    ['POST', '/tags', { ...tag, name: 'x'.repeat(101) }, 400, ...invalid],
    ['POST', '/tags', { ...tag, category: 'Big' }, 400, ...invalid],
    ['POST', '/tags', { ...tag, description: 'x'.repeat(501) }, 400, ...invalid],
    ['POST', '/tags', { ...tag, color: 'red' }, 400, ...invalid],
    [
      'POST',
      '/tags',
      { ...tag, requires_permission: 'books.burn' },
      400,
      'UNKNOWN_PERMISSION',
      'Unknown permission: books.burn',
    ],
    ['POST', '/tags', { ...tag, name: 'FICTION' }, 409, 'TAG_EXISTS', 'Tag already exists'],
  ])('%s %s with %j is %i %s', async (...failure) => {
    expect(await ask(server, librarian, failure)).toMatchObject(refusal(failure));
  });
});

/** The refusal to who lacks what a tag requires. */
function lacking(name: string): object {
  const error = `Access denied: Missing permission for ${name} content`;
  return { status: 403, body: { code: 'CONTENT_RESTRICTED', error } };
}

describe('changing a tag', () => {
  test('changes what is sent; null clears what may be empty', async () => {
    const id = await newTag('Changing');
    await librarian.client.updateTag({ params: { id }, body: { description: 'Text', color: '#000000' } });
    const { tag } = await librarian.client.updateTag({
      params: { id },
      body: { name: 'Changed', color: null, category: null },
    });
    expect(tag).toMatchObject({
      name: 'Changed',
      category: 'collection',
      color: null,
      description: 'Text',
    });
    expect((await librarian.client.updateTag({ params: { id }, body: {} })).tag).toEqual(tag);
  });

  test('a built-in tag may get another colour', async () => {
    const { tag } = await librarian.client.updateTag({
      params: { id: await idOf('Horror') },
      body: { color: '#112233', name: 'Horror' },
    });
    expect(tag.color).toBe('#112233');
  });

  test.each<Failure>([
    ['PUT', '/tags/x', {}, 400, 'INVALID_ID', 'Invalid tag ID'],
    ['PUT', '/tags/999999', {}, 404, 'TAG_NOT_FOUND', 'Tag not found'],
    ['PUT', '/tags/8', { color: 'red' }, 400, 'VALIDATION_ERROR', 'Invalid request'],
    ['PUT', '/tags/8', { requires_permission: 'x' }, 400, 'UNKNOWN_PERMISSION', 'Unknown permission: x'],
    ['PUT', '/tags/8', { name: 'X' }, 409, 'BUILT_IN', 'Built-in tags cannot be renamed or deleted'],
    ['PUT', '/tags/8', { category: 'x' }, 409, 'BUILT_IN', 'Built-in tags cannot be renamed or deleted'],
    ['DELETE', '/tags/x', undefined, 400, 'INVALID_ID', 'Invalid tag ID'],
    ['DELETE', '/tags/999999', undefined, 404, 'TAG_NOT_FOUND', 'Tag not found'],
    ['DELETE', '/tags/8', undefined, 409, 'BUILT_IN', 'Built-in tags cannot be renamed or deleted'],
  ])('%s %s with %j is %i %s', async (...failure) => {
    expect(await ask(server, librarian, failure)).toMatchObject(refusal(failure));
  });

  test('two tags may not have one name', async () => {
    const id = await newTag('One of two');
    const failure: Failure = [
      'PUT',
      `/tags/${id}`,
      { name: 'fiction' },
      409,
      'TAG_EXISTS',
      'Tag already exists',
    ];
    expect(await ask(server, librarian, failure)).toMatchObject(refusal(failure));
  });

  test('nobody opens hidden books to themselves, nor hides with what they lack', async () => {
    const hiding = await newTag('Secret', 'content.restricted');
    const plain = await newTag('Plain');
    const open = { requires_permission: null };
    expect(await ask(server, keeper, ['PUT', `/tags/${hiding}`, open])).toMatchObject(lacking('Secret'));
    expect(await ask(server, keeper, ['DELETE', `/tags/${hiding}`])).toMatchObject(lacking('Secret'));
    const hide = { requires_permission: 'content.nsfw' };
    expect(await ask(server, keeper, ['PUT', `/tags/${plain}`, hide])).toMatchObject(lacking('Plain'));
    expect((await ask(server, librarian, ['PUT', `/tags/${hiding}`, open])).status).toBe(200);
  });
});

describe('deleting a tag', () => {
  test('takes it off all books', async () => {
    const id = await newTag('Passing');
    await librarian.client.addBookTag({ params: { id: book }, body: { tagName: 'passing' } });
    const before = server.services.events.lastId;
    expect(await ask(server, keeper, ['DELETE', `/tags/${id}`])).toEqual({
      status: 200,
      body: { message: 'Tag Passing deleted' },
    });
    const { tags } = await librarian.client.getBook({ params: { id: book } });
    expect(tags.map(({ name }) => name)).toEqual(['Fiction']);
    expect(server.services.events.after(before)).toMatchObject([{ event: 'book.updated', bookId: book }]);
  });
});

describe('the tags of a book', () => {
  test('a tag is put on by hand, in its stored spelling, and told to who watches', async () => {
    const before = server.services.events.lastId;
    const url = `/books/${book}/tags`;
    const answer = await ask(server, librarian, ['POST', url, { tag_name: ' fEATURED ' }]);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        message: `Tag Featured added to book ${book}`,
        tags: [{ name: 'Fiction' }, { name: 'Featured', category: 'status' }],
      },
    });
    expect(server.services.events.after(before)).toMatchObject([{ event: 'book.updated', bookId: book }]);
    const row = await server.services.db
      .selectFrom('book_tags')
      .select(['applied_by', 'auto_applied'])
      .where('book_id', '=', book)
      .where('tag_id', '=', await idOf('Featured'))
      .executeTakeFirst();
    expect(row).toEqual({ applied_by: librarian.id, auto_applied: 0 });
    const again: Failure = [
      'POST',
      url,
      { tagName: 'Featured' },
      409,
      'TAG_ALREADY_APPLIED',
      `Tag Featured is already on book ${book}`,
    ];
    expect(await ask(server, librarian, again)).toMatchObject(refusal(again));
  });

  test('a tag is taken off, also where it was not on', async () => {
    const takeOff = () => ask(server, librarian, ['DELETE', `/books/${book}/tags/featured`]);
    const body = { message: `Tag Featured removed from book ${book}`, tags: [{ name: 'Fiction' }] };
    const done = { status: 200, body };
    expect([await takeOff(), await takeOff()]).toMatchObject([done, done]);
  });

  test('a tag with a slash in its name is named in the path all the same', async () => {
    await newTag('Sci/Fi & more');
    await librarian.client.addBookTag({ params: { id: book }, body: { tagName: 'Sci/Fi & more' } });
    const { books } = await librarian.client.listBooksByTag({ params: { tagName: 'sci/fi & MORE' } });
    expect(books.map(({ id }) => id)).toEqual([book]);
    const { tags } = await librarian.client.removeBookTag({ params: { id: book, tagName: 'Sci/Fi & more' } });
    expect(tags).toHaveLength(1);
  });

  test('a tag may be put on although the book is hidden by it then', async () => {
    const [secret = 0] = await library.add({ name: 'Secret' });
    const added = await ask(server, keeper, ['POST', `/books/${secret}/tags`, { tagName: 'NSFW' }]);
    expect(added).toMatchObject({ status: 200, body: { tags: [{ name: 'NSFW' }] } });
    expect((await ask(server, keeper, ['GET', `/books/${secret}`])).status).toBe(403);
  });

  const required = ['VALIDATION_ERROR', 'tagName is required'] as const;
  const noTag = ['TAG_NOT_FOUND', 'Tag not found'] as const;
  test.each<Failure>([
    ['POST', '/books/x/tags', { tagName: 'Fiction' }, 400, 'INVALID_ID', 'Invalid book ID'],
    ['POST', '/books/999999/tags', { tagName: 'Fiction' }, 404, 'BOOK_NOT_FOUND', 'Book not found'],
    ['POST', '/books/1/tags', undefined, 400, ...required],
    ['POST', '/books/1/tags', {}, 400, ...required],
    ['POST', '/books/1/tags', { tagName: ' ' }, 400, ...required],
    ['POST', '/books/1/tags', { tagName: 7 }, 400, ...required],
    ['POST', '/books/1/tags', { tagName: 'Nowhere' }, 404, ...noTag],
    ['DELETE', '/books/1/tags/Nowhere', undefined, 404, ...noTag],
    ['DELETE', '/books/x/tags/Fiction', undefined, 400, 'INVALID_ID', 'Invalid book ID'],
    ['DELETE', '/books/999999/tags/Fiction', undefined, 404, 'BOOK_NOT_FOUND', 'Book not found'],
    ['GET', '/books/by-tag/Fiction?limit=0', undefined, 400, 'VALIDATION_ERROR', 'Invalid request'],
    ['GET', '/books/by-tag/Fiction?cursor=x', undefined, 400, 'INVALID_CURSOR', 'Invalid cursor'],
  ])('%s %s with %j is %i %s', async (...failure) => {
    expect(await ask(server, librarian, failure)).toMatchObject(refusal(failure));
  });
});

describe('books with a tag', () => {
  test('are listed by name, page by page, whatever the case', async () => {
    await library.add(
      { name: 'beta', tags: ['Mystery'] },
      { name: 'Alpha', tags: ['Mystery'] },
      { name: 'Gamma', tags: ['Mystery'], status: 'archived' },
    );
    const url = '/books/by-tag/MYSTERY?limit=1';
    const first = await server.inject({ url, headers: keeper.headers });
    const { books, total, nextCursor } = first.json();
    expect([books[0].name, total]).toEqual(['Alpha', 2]);
    expect(first.headers['link']).toBe(
      `<http://localhost:80/books/by-tag/MYSTERY?limit=1&cursor=${encodeURIComponent(nextCursor)}>; rel="next"`,
    );
    const next = await keeper.client.listBooksByTag({
      params: { tagName: 'mystery' },
      query: { limit: 1, cursor: nextCursor },
    });
    expect([next.books[0]?.name, next.total, next.nextCursor]).toEqual(['beta', 2, null]);
  });

  test('are none for a tag that does not exist', async () => {
    expect(await keeper.client.listBooksByTag({ params: { tagName: 'Nowhere' } })).toEqual({
      books: [],
      total: 0,
      nextCursor: null,
    });
  });
});
