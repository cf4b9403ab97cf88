import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { epubOf } from './support/books.ts';
import { TestLibrary } from './support/library.ts';

const script = fileURLToPath(new URL('./support/scan-process.ts', import.meta.url));
const COUNT = 1500;

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
});
