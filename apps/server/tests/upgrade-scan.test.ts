import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EarlierHome } from './earlier/earlier-home.ts';
import { earlierToken, holderOfToken } from './earlier/earlier-token.ts';
import { libraryIn, movedInto, writeBookFile } from './earlier/library-files.ts';
import { livedIn2025 } from './earlier/lived-in-2025.ts';
import { scanNow } from './earlier/scan-now.ts';
import type { SignedIn, TestServer } from './test-server.ts';

interface Upgraded extends AsyncDisposable {
  readonly home: EarlierHome;
  readonly server: TestServer;
  readonly ann: SignedIn;
}

const archived = `status = 'archived'`;

/** A book without an author, and one without any tag. */
const lacking = `UPDATE books SET author = NULL WHERE id = 5; DELETE FROM book_tags WHERE book_id = 3;`;

/** A server on the database of 2025, with the files of some of its books. */
async function startWithFiles(condition: string): Promise<Upgraded> {
  await using stack = new AsyncDisposableStack();
  const home = stack.use(new EarlierHome('2025-populated', livedIn2025));
  const library = libraryIn(home.folder);
  for (const { file_path: path } of home.before(`SELECT file_path FROM books WHERE ${condition}`))
    await writeBookFile(String(path).replace('/media/library', library));
  const token = earlierToken(1, 3600);
  home.change(`${movedInto(home.folder)} ${lacking} ${token.insert}`);
  const server = stack.use(
    await home.start({
      env: { DUST_DIRS: `${library}/books,${library}/other`, DUST_EXTERNAL_METADATA: 'off' },
    }),
  );
  const owned = stack.move();
  return {
    home,
    server,
    ann: holderOfToken(server, token),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** What no scan may change of a book that an earlier server knew. */
const kept = `
  SELECT id, name, file_path, isbn, file_size, file_format, coalesce(status, 'active') AS status, archived_at, archive_reason, created_at
  FROM books ORDER BY id
`;

/** Author by book; nobody's books have the one whose name says so. */
const authors = `
  SELECT books.id, coalesce(authors.name, 'Unknown Author') AS author
  FROM books LEFT JOIN authors ON authors.id = books.author ORDER BY books.id
`;

test('the first scan over unchanged folders adds, archives and renames nothing', async () => {
  await using upgraded = await startWithFiles(`NOT ${archived} OR status IS NULL`);
  const { home } = upgraded;
  const report = await scanNow(upgraded.ann.client);
  expect(report).toMatchObject({
    status: 'completed',
    books_found: 11,
    books_added: 0,
    books_archived: 0,
    books_moved: 0,
    books_unarchived: 0,
    errors: 0,
    warnings: [],
  });
  for (const query of [
    kept,
    authors,
    'SELECT * FROM book_tags ORDER BY book_id, tag_id',
    'SELECT id, name, created_at FROM authors WHERE id <= 10 ORDER BY id',
    'SELECT id, user_id, book_id, current_page, total_pages, percentage_complete, last_read_at, created_at, updated_at FROM reading_progress ORDER BY id',
  ]) {
    expect(home.now(query)).toEqual(home.before(query));
  }
  expect(home.now('SELECT language FROM books WHERE id = 3')).toEqual([{ language: 'en' }]);
  expect(await scanNow(upgraded.ann.client)).toMatchObject({
    books_added: 0,
    books_updated: 0,
    books_archived: 0,
  });
});

test('a book that was missing returns with its file, one archived by hand does not', async () => {
  await using upgraded = await startWithFiles(`status IS NULL OR status <> '' AND id <> 8`);
  const { home } = upgraded;
  expect(await scanNow(upgraded.ann.client)).toMatchObject({
    books_added: 0,
    books_archived: 0,
    books_unarchived: 1,
  });
  const states =
    'SELECT id, status, archived_at, archive_reason FROM books WHERE id IN (4, 8, 21) ORDER BY id';
  const [, eight, twentyOne] = home.before(states);
  expect(home.now(states)).toEqual([
    { id: 4, status: 'active', archived_at: null, archive_reason: null },
    eight,
    twentyOne,
  ]);
});

test('a drive that is away at the first scan archives nothing', async () => {
  await using upgraded = await startWithFiles(`NOT ${archived} OR status IS NULL`);
  const { home } = upgraded;
  rmSync(libraryIn(home.folder), { recursive: true });
  expect(await scanNow(upgraded.ann.client)).toMatchObject({ books_archived: 0 });
  expect(home.now(kept)).toEqual(home.before(kept));
});
