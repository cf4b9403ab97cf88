import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@dust/db/testing';
import type { Database } from '@dust/db';
import { describe, expect, it, vi } from 'vitest';
import { startCrawler, type CrawlerHandle } from '../src/crawler-handle.ts';
import { silentLogger } from '../src/logger.ts';
import { epubOf } from './support/books.ts';
import { manualScan } from './support/library.ts';

class Watched implements AsyncDisposable {
  readonly directory: string = mkdtempSync(join(tmpdir(), 'dust-watch-'));
  readonly database: Database;
  readonly crawler: CrawlerHandle;
  scans = 0;

  readonly warnings: object[] = [];

  private constructor(database: Database, mostFolders: number | undefined) {
    this.database = database;
    this.crawler = startCrawler({
      databaseFile: database.file,
      directories: [this.directory],
      readers: 1,
      watch: { quietMs: 150, ...(mostFolders === undefined ? {} : { mostFolders }) },
      logger: { ...silentLogger, warn: (fields) => this.warnings.push(fields) },
    });
    this.crawler.on('progress', ({ status }) => {
      if (status !== 'running') this.scans += 1;
    });
  }

  /** A library with one book that was scanned, and is watched since. */
  static async create({ mostFolders }: { readonly mostFolders?: number } = {}): Promise<Watched> {
    const watched = new Watched(await createTestDatabase(), mostFolders);
    watched.write('first.epub', epubOf({ title: 'First' }));
    const { scanId } = await watched.crawler.requestScan(manualScan);
    await watched.crawler.waitForScan(scanId, 10_000);
    return watched;
  }

  write(name: string, content: Uint8Array): void {
    mkdirSync(join(this.directory, name, '..'), { recursive: true });
    writeFileSync(join(this.directory, name), content);
  }

  async titles(): Promise<string[]> {
    const { db } = this.database;
    const books = await db
      .selectFrom('books')
      .select('name')
      .where('status', '=', 'active')
      .orderBy('name')
      .execute();
    return books.map(({ name }) => name);
  }

  async idsOf(title: string): Promise<number[]> {
    const books = await this.database.db.selectFrom('books').select('id').where('name', '=', title).execute();
    return books.map(({ id }) => id);
  }

  /** Relative to the library. */
  async pathsOf(title: string): Promise<string[]> {
    const { db } = this.database;
    const books = await db.selectFrom('books').select('file_path').where('name', '=', title).execute();
    return books.map(({ file_path: path }) => path.slice(this.directory.length + 1));
  }

  async expectTitles(...titles: readonly string[]): Promise<void> {
    await vi.waitFor(async () => expect(await this.titles()).toEqual(titles), {
      timeout: 10_000,
      interval: 50,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.crawler[Symbol.asyncDispose]();
    await this.database[Symbol.asyncDispose]();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

describe('a watched library of too many folders', () => {
  it('is watched where folders come and go, and says so', async () => {
    await using watched = await Watched.create({ mostFolders: 3 });
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      watched.write(`books/${name}/T/x.epub`, epubOf({ title: name }));
    await watched.expectTitles('First', 'a', 'b', 'c', 'd', 'e');
    const { scanId } = await watched.crawler.requestScan(manualScan);
    await watched.crawler.waitForScan(scanId, 10_000);
    await vi.waitFor(() =>
      expect(watched.warnings).toEqual([{ code: 'TOO_MANY_FOLDERS', watchedFolders: 3, folders: 12 }]),
    );
    watched.write('books/f/T/x.epub', epubOf({ title: 'f' }));
    await watched.expectTitles('First', 'a', 'b', 'c', 'd', 'e', 'f');
  });
});

describe('a watched library', () => {
  it('shows books that are added, in new folders too, and loses those that are removed', async () => {
    await using watched = await Watched.create();
    watched.write('second.epub', epubOf({ title: 'Second' }));
    watched.write('books/Ann/Third/deep.epub', epubOf({ title: 'Third' }));
    await watched.expectTitles('First', 'Second', 'Third');
    watched.write('books/Ann/Third/deeper.epub', epubOf({ title: 'Fourth' }));
    await watched.expectTitles('First', 'Fourth', 'Second', 'Third');
    rmSync(join(watched.directory, 'second.epub'));
    await watched.expectTitles('First', 'Fourth', 'Third');
  });

  it('waits for a file that is being copied', async () => {
    await using watched = await Watched.create();
    const book = epubOf({ title: 'Second' });
    const path = join(watched.directory, 'second.epub');
    for (let start = 0; start < book.length; start += 100) {
      appendFileSync(path, book.subarray(start, start + 100));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await watched.expectTitles('First', 'Second');
    expect(await watched.database.db.selectFrom('quarantine').selectAll().execute()).toEqual([]);
  });

  it('is not scanned as a whole for what is new, nor looked at for other files that change', async () => {
    await using watched = await Watched.create();
    watched.write('.hidden.epub', epubOf());
    watched.write('notes.txt', Buffer.from('a'));
    watched.write('second.epub', epubOf({ title: 'Second' }));
    await watched.expectTitles('First', 'Second');
    expect(watched.scans).toBe(1);
  });

  it('follows a book from one folder to another', async () => {
    await using watched = await Watched.create();
    watched.write('books/Ann/Second/second.epub', epubOf({ title: 'Second' }));
    await watched.expectTitles('First', 'Second');
    const [before] = await watched.idsOf('Second');
    mkdirSync(join(watched.directory, 'books/Bob'));
    renameSync(join(watched.directory, 'books/Ann/Second'), join(watched.directory, 'books/Bob/Second'));
    await vi.waitFor(
      async () => expect(await watched.pathsOf('Second')).toEqual(['books/Bob/Second/second.epub']),
      {
        timeout: 10_000,
        interval: 50,
      },
    );
    expect(await watched.idsOf('Second')).toEqual([before]);
  });

  it('waits for a file that is being copied into a folder which is new itself', async () => {
    await using watched = await Watched.create();
    const book = epubOf({ title: 'Second' });
    const path = join(watched.directory, 'books/Ann/second.epub');
    mkdirSync(join(path, '..'), { recursive: true });
    for (let start = 0; start < book.length; start += 50) {
      appendFileSync(path, book.subarray(start, start + 50));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await watched.expectTitles('First', 'Second');
    expect(await watched.database.db.selectFrom('quarantine').selectAll().execute()).toEqual([]);
  });
});
