import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { epubOf } from './support/books.ts';
import { TestLibrary } from './support/library.ts';

const script = fileURLToPath(new URL('./support/scan-process.ts', import.meta.url));
const COUNT = 1000;

function fill(library: TestLibrary): void {
  for (let n = 0; n < COUNT; n += 1) {
    const title = n % 3 === 0 ? `Saga ${n % 7} Book ${n % 11}` : `Book ${n}`;
    library.write(
      `books/Author ${n % 40}/${n}.epub`,
      epubOf({ title, creator: `Author ${n % 40}`, text: `${n}` }),
    );
  }
}

/** Everything a scan has written about books, without ids and times. */
async function contentsOf(library: TestLibrary): Promise<unknown> {
  const { db } = library.database;
  const books = await db
    .selectFrom('books')
    .leftJoin('authors', 'authors.id', 'books.author')
    .leftJoin('series', 'series.id', 'books.series_id')
    .select(['file_path', 'books.name', 'authors.name as author', 'series.name as series', 'series_number'])
    .select(['content_hash', 'partial_md5', 'file_size', 'metadata_sources', 'status', 'cover_hash'])
    .orderBy('file_path')
    .execute();
  const tags = await db
    .selectFrom('book_tags')
    .innerJoin('books', 'books.id', 'book_tags.book_id')
    .select(['file_path', 'tag_id'])
    .orderBy('file_path')
    .orderBy('tag_id')
    .execute();
  const within = ({ file_path: path }: { readonly file_path: string }): string =>
    path.slice(library.directory.length);
  return {
    books: books.map((book) => ({ ...book, file_path: within(book) })),
    tags: tags.map((tag) => `${within(tag)} ${tag.tag_id}`),
    authors: (await db.selectFrom('authors').select('name').orderBy('name').execute()).map(
      ({ name }) => name,
    ),
  };
}

/** What people do to a library between scans. */
function rearrange(library: TestLibrary): void {
  for (let n = 0; n < COUNT; n += 5) {
    const name = `books/Author ${n % 40}/${n}.epub`;
    if (n % 2 === 0) library.move(name, `books/Author ${n % 40}/Moved ${n}/${n}.epub`);
    else library.replace(name, epubOf({ title: `Other ${n}`, creator: `Author ${n % 7}` }));
  }
}

/** Scans in a process of its own that is killed after so many milliseconds of its scan, if it takes so long. */
async function killAfter(library: TestLibrary, milliseconds: number): Promise<boolean> {
  const { db, file } = library.database;
  const known = (await db.selectFrom('scans').select('id').execute()).length;
  const child = spawn(process.execPath, ['--conditions=dust-source', script, file, library.directory]);
  const isOver = once(child, 'exit');
  while (child.exitCode === null && (await db.selectFrom('scans').select('id').execute()).length === known) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.kill('SIGKILL');
  await isOver;
  return child.signalCode === 'SIGKILL';
}

async function countBooks(library: TestLibrary): Promise<number> {
  return (await library.database.db.selectFrom('books').select('id').execute()).length;
}

describe('a process that is killed in the middle of a scan', () => {
  it('loses nothing: the next scan ends where an undisturbed one does', async () => {
    await using undisturbed = await TestLibrary.create();
    fill(undisturbed);
    await undisturbed.scan();
    await using library = await TestLibrary.create();
    fill(library);
    const { file } = library.database;
    const child = spawn(process.execPath, ['--conditions=dust-source', script, file, library.directory]);
    while ((await countBooks(library)) < 100 && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.kill('SIGKILL');
    await once(child, 'exit');
    const written = await countBooks(library);
    expect(written).toBeGreaterThanOrEqual(100);
    expect(written).toBeLessThan(COUNT);
    await library.restart({});
    const { db } = library.database;
    expect(await db.selectFrom('scans').select('status').execute()).toEqual([{ status: 'failed' }]);
    expect(await library.scan()).toMatchObject({ status: 'completed', books_added: COUNT - written });
    expect(await contentsOf(library)).toEqual(await contentsOf(undisturbed));
  });

  it('twenty times at random moments, while files change and move, still loses nothing', async () => {
    await using undisturbed = await TestLibrary.create();
    fill(undisturbed);
    await undisturbed.scan();
    rearrange(undisturbed);
    await undisturbed.scan();
    await using library = await TestLibrary.create();
    fill(library);
    let kills = 0;
    // Now and then a process has ended before its turn to be killed has come.
    for (let round = 0; kills < 20 && round < 50; round += 1) {
      if (await killAfter(library, Math.random() * 80)) kills += 1;
      if (round !== 9) continue;
      await library.scan();
      rearrange(library);
    }
    expect(kills).toBe(20);
    expect(await library.scan()).toMatchObject({ status: 'completed', books_found: COUNT, errors: 0 });
    expect(await contentsOf(library)).toEqual(await contentsOf(undisturbed));
  }, 90_000);
});
