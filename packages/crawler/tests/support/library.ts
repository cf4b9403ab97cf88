import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BookRow, Database } from '@dust/db';
import { createTestDatabase } from '@dust/db/testing';
import { createCrawler, type Crawler } from '../../src/crawler.ts';
import type { CrawlerOptions } from '../../src/crawler-options.ts';
import { ReaderPool } from '../../src/workers/reader-pool.ts';
import type { ScanReport } from '../../src/scan-report.ts';
import type { ScanRequest } from '../../src/reports/scan-records.ts';

export const manualScan: ScanRequest = { trigger: 'manual', mode: 'quick', requestedBy: null };
export const fullScan: ScanRequest = { ...manualScan, mode: 'full' };

/** Starting threads anew for every test would be most of its time. */
const pool = new ReaderPool({ readers: 1 });

/** A library directory with a database and a crawler of its own, all gone when it is disposed of. */
export class TestLibrary implements AsyncDisposable {
  readonly root: string;
  readonly directory: string;
  readonly database: Database;
  #crawler: Crawler;

  private constructor(root: string, database: Database, crawler: Crawler) {
    this.root = root;
    this.directory = join(root, 'lib');
    this.database = database;
    this.#crawler = crawler;
  }

  static async create(
    options: Partial<CrawlerOptions> & { readonly names?: readonly string[] } = {},
  ): Promise<TestLibrary> {
    const root = mkdtempSync(join(tmpdir(), 'dust-crawler-'));
    const { names = ['lib'], ...crawlerOptions } = options;
    const directories = names.map((name) => join(root, name));
    for (const directory of directories) mkdirSync(directory, { recursive: true });
    const database = await createTestDatabase();
    const crawler = await createCrawler({
      db: database.db,
      directories,
      pool,
      ...crawlerOptions,
    });
    return new TestLibrary(root, database, crawler);
  }

  get crawler(): Crawler {
    return this.#crawler;
  }

  /** The same database with another configuration. */
  async restart(options: Partial<CrawlerOptions>): Promise<void> {
    await this.#crawler[Symbol.asyncDispose]();
    this.#crawler = await createCrawler({
      db: this.database.db,
      directories: [this.directory],
      pool,
      ...options,
    });
  }

  /** Absolute path of a file, given its path in the library, or from `../` on beside it. */
  path(name: string): string {
    return join(this.directory, name);
  }

  write(name: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), content);
  }

  /** Replaces a file by another one, with another time even if both are written in the same millisecond. */
  replace(name: string, content: string | Uint8Array): void {
    this.write(name, content);
    const time = new Date(Date.now() + 60_000);
    utimesSync(this.path(name), time, time);
  }

  move(from: string, to: string): void {
    mkdirSync(dirname(this.path(to)), { recursive: true });
    renameSync(this.path(from), this.path(to));
  }

  remove(name: string): void {
    rmSync(this.path(name), { recursive: true });
  }

  async scan(request: ScanRequest = manualScan): Promise<ScanReport> {
    return this.#crawler.scan(request);
  }

  async books(): Promise<BookRow[]> {
    return this.database.db.selectFrom('books').selectAll().orderBy('file_path').execute();
  }

  async bookAt(name: string): Promise<BookRow> {
    return this.database.db
      .selectFrom('books')
      .selectAll()
      .where('file_path', '=', this.path(name))
      .executeTakeFirstOrThrow();
  }

  async authorOf(name: string): Promise<string> {
    const { author } = await this.bookAt(name);
    const row = await this.database.db
      .selectFrom('authors')
      .select('name')
      .where('id', '=', author ?? 0)
      .executeTakeFirstOrThrow();
    return row.name;
  }

  async tagsOf(name: string): Promise<string[]> {
    const { id } = await this.bookAt(name);
    const rows = await this.database.db
      .selectFrom('book_tags')
      .innerJoin('tags', 'tags.id', 'book_tags.tag_id')
      .select('tags.name')
      .where('book_id', '=', id)
      .orderBy('tags.name')
      .execute();
    return rows.map((row) => row.name);
  }

  /** Path in the library → reason. */
  async quarantine(): Promise<Record<string, string>> {
    const rows = await this.database.db.selectFrom('quarantine').selectAll().orderBy('file_path').execute();
    return Object.fromEntries(
      rows.map((row) => [row.file_path.slice(this.directory.length + 1), row.reason]),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#crawler[Symbol.asyncDispose]();
    await this.database[Symbol.asyncDispose]();
    rmSync(this.root, { recursive: true, force: true });
  }
}
