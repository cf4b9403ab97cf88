import { basename } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiTime, EarlierHome, type Row } from './earlier/earlier-home.ts';
import { earlierToken, holderOfToken } from './earlier/earlier-token.ts';
import { livedIn2025 } from './earlier/lived-in-2025.ts';
import type { SignedIn, TestServer } from './test-server.ts';

// Ann administers; Bob is a reader; Carl may see what is not safe for work.
const tokens = [1, 2, 3].map((userId) => earlierToken(userId, 3600));

let home: EarlierHome;
let server: TestServer;
let people: readonly SignedIn[];
let ann: SignedIn;
beforeAll(async () => {
  home = new EarlierHome('2025-populated', livedIn2025 + tokens.map(({ insert }) => insert).join('\n'));
  server = await home.start();
  people = tokens.map((token) => holderOfToken(server, token));
  ann = holderOfToken(server, tokens[0] ?? earlierToken(1, 0));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

const byId = (one: { readonly id: number }, other: { readonly id: number }): number => one.id - other.id;

/** Every book an account sees, in the library or archived. */
async function allBooks({ client }: SignedIn) {
  const [active, archived] = [await client.listBooks({}), await client.listArchivedBooks({})];
  return [...active.books, ...archived.books].sort(byId);
}

test('every book is what it was', async () => {
  const books = await allBooks(ann);
  const before = home.before(`
    SELECT books.*, coalesce(authors.id, 1) AS author_id, coalesce(authors.name, 'Unknown Author') AS author_name
    FROM books LEFT JOIN authors ON authors.id = books.author ORDER BY books.id
  `);
  expect(books).toHaveLength(14);
  expect(books.map((book) => ({ ...book, filepath: basename(book.filepath) }))).toEqual(
    before.map(bookBefore),
  );
});

function bookBefore(book: Row): object {
  const { id, name, isbn, publisher, description, page_count, file_size, file_format, archive_reason } = book;
  return {
    id,
    name,
    isbn,
    publisher,
    description,
    page_count,
    file_size,
    file_format,
    archive_reason,
    author: { id: book['author_id'], name: book['author_name'] },
    filepath: basename(String(book['file_path'])),
    tags: expect.any(Array),
    genre: expect.any(Array),
    publication_date: book['publication_date'],
    language: null,
    series: null,
    series_number: null,
    cover_image_path: null,
    cover_image_url: null,
    status: book['status'] ?? 'active',
    archived_at: apiTime(book['archived_at']),
    created_at: apiTime(book['created_at']),
    updated_at: apiTime(book['updated_at']),
  };
}

test('archived books are told apart by how they came to be archived', () => {
  expect(home.now(`SELECT id, archive_kind FROM books WHERE status = 'archived' ORDER BY id`)).toEqual([
    { id: 4, archive_kind: 'missing' },
    { id: 8, archive_kind: 'missing' },
    { id: 21, archive_kind: 'manual' },
  ]);
});

test('every tag is what it was, and every book has the tags it had', async () => {
  const { tags } = await ann.client.listTags({});
  expect([...tags].sort(byId)).toEqual(
    home
      .before('SELECT * FROM tags ORDER BY id')
      .map((tag) => expect.objectContaining({ ...tag, created_at: apiTime(tag['created_at']) })),
  );
  const books = await allBooks(ann);
  const names = (book: number): string[] =>
    (books.find(({ id }) => id === book)?.tags ?? []).map(({ name }) => name).sort();
  for (const { id } of books) {
    const before = home.before(
      `SELECT name FROM book_tags JOIN tags ON tags.id = tag_id WHERE book_id = ${id} ORDER BY name`,
    );
    expect(names(id)).toEqual(before.map(({ name }) => name));
  }
  const assignments = 'SELECT * FROM book_tags ORDER BY book_id, tag_id';
  expect(home.now(assignments)).toEqual(home.before(assignments));
});

/** Books with a tag that needs one of these permissions. */
function needing(...permissions: string[]): unknown[] {
  return home
    .before(
      `SELECT DISTINCT book_id FROM book_tags JOIN tags ON tags.id = tag_id WHERE requires_permission IN ('${permissions.join("', '")}')`,
    )
    .map((row) => row['book_id']);
}

test('what needs a permission is hidden from who has not got it', async () => {
  const everything = (await allBooks(ann)).map(({ id }) => id);
  const hidden = new Map([
    [2, needing('content.nsfw', 'content.restricted')],
    [3, needing('content.restricted')],
  ]);
  for (const person of people.slice(1)) {
    const unseen = hidden.get(person.id) ?? [];
    expect(unseen).toContain(10);
    const seen = (await allBooks(person)).map(({ id }) => id);
    expect(seen).toEqual(everything.filter((id) => !unseen.includes(id)));
    for (const id of everything) {
      const answer = await server.inject({ url: `/books/${id}`, headers: person.headers });
      expect({ id, status: answer.statusCode }).toEqual({ id, status: unseen.includes(id) ? 403 : 200 });
    }
  }
});

test('every reader is where they were', async () => {
  for (const { id: userId, client } of people.slice(0, 2)) {
    const { progress } = await client.listProgress({});
    const before = home.before(`SELECT * FROM reading_progress WHERE user_id = ${userId} ORDER BY id`);
    expect(before.length).toBeGreaterThan(1);
    expect([...progress].sort(byId)).toEqual(
      before.map((row) => ({
        ...row,
        current_page: Math.trunc(Number(row['current_page'])),
        percentage_complete: Math.round(Number(row['percentage_complete']) * 100) / 100,
        current_location: null,
        last_read_at: apiTime(row['last_read_at']),
        created_at: apiTime(row['created_at']),
        updated_at: apiTime(row['updated_at']),
      })),
    );
  }
  const stored =
    'SELECT id, current_page, total_pages, percentage_complete FROM reading_progress ORDER BY id';
  expect(home.now(stored)).toEqual(home.before(stored));
});

/** Books of which a reader's place meets a condition. */
function idsBefore(userId: number, condition: string): unknown[] {
  return home
    .before(
      `SELECT book_id FROM reading_progress JOIN books ON books.id = book_id WHERE user_id = ${userId} AND ${condition} ORDER BY book_id`,
    )
    .map((row) => row['book_id']);
}

test('the same books are being read and completed', async () => {
  for (const { id: userId, client } of people.slice(0, 2)) {
    const [current, completed] = [await client.listCurrentlyReading({}), await client.listCompleted({})];
    expect(current.books.map((item) => item.book_id).sort((a, b) => a - b)).toEqual(
      idsBefore(userId, `percentage_complete < 100 AND current_page > 0 AND status = 'active'`),
    );
    expect(completed.books.map((item) => item.book_id).sort((a, b) => a - b)).toEqual(
      idsBefore(userId, 'percentage_complete >= 100'),
    );
  }
});
