import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { bookMatches, indexBooks, openDatabase, rebuildSearchIndex, sql, type Db } from '../src/index.ts';
import { createTestDatabase } from '../src/testing.ts';

let db: Db;
let file = '';
beforeEach(async () => {
  const database = await createTestDatabase();
  ({ db, file } = database);
  onTestFinished(() => database[Symbol.asyncDispose]());
  await sql`insert into authors (id, name) values (1, 'Jane Austen'), (2, 'Émile Zola')`.execute(db);
  await sql`insert into series (id, name, name_key) values (1, 'Rougon-Macquart', 'rougon-macquart')`.execute(
    db,
  );
  await sql`insert into books (id, name, author, file_path, series_id, description, isbn, publisher) values
    (1, 'Emma', 1, '/emma', null, 'A match-maker', '9780141439518', 'Penguin'),
    (2, 'Nana', 2, '/nana', 1, null, null, null)`.execute(db);
  await sql`insert into book_creators (book_id, position, name, role) values (2, 1, 'Burton Rascoe', 'trl')`.execute(
    db,
  );
  await sql`insert into book_tags (book_id, tag_id) values (1, 15)`.execute(db);
});

async function find(text: string): Promise<number[]> {
  const rows = await db
    .selectFrom('books')
    .select('id')
    .where(bookMatches(sql`books.id`, text))
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

describe('search', () => {
  beforeEach(() => indexBooks(db, [1, 2]));

  test.each([
    ['title', 'emm', [1]],
    ['author', 'emile', [2]],
    ['series', 'rougon', [2]],
    ['description', 'match', [1]],
    ['an ISBN with hyphens', '978-0-14-143951-8', [1]],
    ['publisher', 'penguin', [1]],
    ['another creator', 'rascoe', [2]],
    ['tag', 'romance', [1]],
  ])('looks at the %s', async (_, text, ids) => {
    expect(await find(text)).toEqual(ids);
  });

  test('wants every word, in whatever field', async () => {
    expect(await find('emma austen')).toEqual([1]);
    expect(await find('emma zola')).toEqual([]);
  });

  test.each(['"', '*', 'NEAR(', 'title:emma OR', '-emma', '()', '^'])('takes %j as text', async (text) => {
    await expect(find(text)).resolves.toBeInstanceOf(Array);
  });

  test('finds nothing without a word', async () => {
    expect(await find('')).toEqual([]);
    expect(await find(' - ')).toEqual([]);
  });

  test('forgets books that were removed', async () => {
    await db.deleteFrom('books').where('id', '=', 1).execute();
    await indexBooks(db, [1]);
    expect(await find('emma')).toEqual([]);
  });

  test('indexes no books when there are none to index', async () => {
    await indexBooks(db, []);
    expect(await find('emma')).toEqual([1]);
  });
});

test('the index can be built anew at any time', async () => {
  await rebuildSearchIndex(db);
  await rebuildSearchIndex(db);
  expect(await find('a')).toEqual([1]);
  expect(await find('nana')).toEqual([2]);
});

test('an index that does not hold every book is completed at the next start', async () => {
  expect(await find('emma')).toEqual([]);
  await using again = await openDatabase({ file });
  const found = again.db
    .selectFrom('books')
    .select('id')
    .where(bookMatches(sql`books.id`, 'emma'));
  expect(await found.execute()).toEqual([{ id: 1 }]);
});
