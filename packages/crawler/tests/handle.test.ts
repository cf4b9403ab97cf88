import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@dust/db';
import { createTestDatabase } from '@dust/db/testing';
import { describe, expect, it } from 'vitest';
import { startCrawler, type CrawlerHandle, type StartCrawlerOptions } from '../src/crawler-handle.ts';
import { getScan } from '../src/queries/scans.ts';
import { CrawlerStoppedError, NothingToConfirmError, ScanNotFoundError } from '../src/scan/errors.ts';
import type { ScanReport } from '../src/scan-report.ts';
import { epubOf } from './support/books.ts';
import { manualScan } from './support/library.ts';

class Threaded implements AsyncDisposable {
  readonly directory: string = mkdtempSync(join(tmpdir(), 'dust-handle-'));
  readonly database: Database;
  readonly crawler: CrawlerHandle;

  private constructor(database: Database, options: Partial<StartCrawlerOptions>) {
    this.database = database;
    this.crawler = startCrawler({
      databaseFile: database.file,
      directories: [this.directory],
      readers: 1,
      ...options,
    });
  }

  static async create(books: number, options: Partial<StartCrawlerOptions> = {}): Promise<Threaded> {
    const threaded = new Threaded(await createTestDatabase(), options);
    for (let n = 0; n < books; n += 1) {
      const folder = join(threaded.directory, `books/Author ${n % 20}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${n}.epub`), epubOf({ title: `Book ${n}` }));
    }
    return threaded;
  }

  async scan(): Promise<ScanReport | undefined> {
    const { scanId } = await this.crawler.requestScan(manualScan);
    expect(await this.crawler.waitForScan(scanId, 15_000)).toBe(true);
    return getScan(this.database.db, scanId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.crawler[Symbol.asyncDispose]();
    await this.database[Symbol.asyncDispose]();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

describe('a crawler in its thread', () => {
  it('scans, tells of progress and of every book, and always of the end', async () => {
    await using threaded = await Threaded.create(30);
    const reports: ScanReport[] = [];
    const added: number[] = [];
    threaded.crawler.on('progress', (report) => reports.push(report));
    threaded.crawler.on('books', (changed) => added.push(...changed.added));
    expect(await threaded.scan()).toMatchObject({ status: 'completed', books_added: 30 });
    expect(reports.at(0)).toMatchObject({ status: 'running' });
    expect(reports.at(-1)).toMatchObject({ status: 'completed', books_added: 30, progress: null });
    expect(added).toHaveLength(30);
    expect(threaded.crawler.currentReport()).toBeNull();
  });

  it('joins requests into one scan', async () => {
    await using threaded = await Threaded.create(200);
    const requests = [1, 2, 3].map(() => threaded.crawler.requestScan(manualScan));
    const [first, ...others] = await Promise.all(requests);
    expect(first).toMatchObject({ isAlreadyRunning: false });
    expect(others).toEqual(others.map(() => ({ scanId: first?.scanId, isAlreadyRunning: true })));
    expect(await threaded.crawler.waitForScan(first?.scanId ?? 0, 15_000)).toBe(true);
    expect(await threaded.crawler.requestScan(manualScan)).toMatchObject({ isAlreadyRunning: false });
  });

  it('stops waiting for a scan after the time, and the scan goes on', async () => {
    await using threaded = await Threaded.create(300);
    const { scanId } = await threaded.crawler.requestScan(manualScan);
    expect(await threaded.crawler.waitForScan(scanId, 1)).toBe(false);
    expect(threaded.crawler.currentReport()).toMatchObject({ id: scanId, status: 'running' });
    expect(await threaded.crawler.waitForScan(scanId, 15_000)).toBe(true);
    expect(await getScan(threaded.database.db, scanId)).toMatchObject({
      status: 'completed',
      books_added: 300,
    });
  });

  it('validates after the scan that runs', async () => {
    await using threaded = await Threaded.create(200);
    const { scanId } = await threaded.crawler.requestScan(manualScan);
    const result = await threaded.crawler.validate({ requestedBy: null });
    expect(result).toMatchObject({ archivedIds: [], unarchivedIds: [], errors: [], pendingIds: [] });
    expect(result.scanId).toBeGreaterThan(scanId);
    expect(await getScan(threaded.database.db, scanId)).toMatchObject({ status: 'completed' });
  });

  it('refreshes a book and tells of it', async () => {
    await using threaded = await Threaded.create(1);
    await threaded.scan();
    await threaded.database.db.updateTable('books').set({ name: 'Wrong' }).execute();
    const updated: number[] = [];
    threaded.crawler.on('books', (changed) => updated.push(...changed.updated));
    expect(await threaded.crawler.refreshBook(1)).toEqual({ warnings: [] });
    expect(await threaded.database.db.selectFrom('books').select('name').execute()).toEqual([
      { name: 'Book 0' },
    ]);
    expect(updated).toEqual([1]);
  });

  it('fails with the errors of the domain', async () => {
    await using threaded = await Threaded.create(0);
    const report = await threaded.scan();
    await expect(threaded.crawler.confirm(report?.id ?? 0, 'keep')).rejects.toThrow(NothingToConfirmError);
    await expect(threaded.crawler.confirm(77, 'keep')).rejects.toThrow(ScanNotFoundError);
    await expect(threaded.crawler.refreshBook(77)).rejects.toMatchObject({ code: 'BOOK_FILE_NOT_FOUND' });
  });

  it('is started again after its thread was ended for want of work', async () => {
    await using threaded = await Threaded.create(2, { idleMs: 1 });
    expect(await threaded.scan()).toMatchObject({ books_added: 2 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await threaded.scan()).toMatchObject({ books_found: 2, books_added: 0 });
  });

  it('stops within two seconds in the middle of a scan, which has failed then', async () => {
    await using threaded = await Threaded.create(2000);
    const { scanId } = await threaded.crawler.requestScan(manualScan);
    const start = performance.now();
    await threaded.crawler[Symbol.asyncDispose]();
    expect(performance.now() - start).toBeLessThan(2000);
    expect(await getScan(threaded.database.db, scanId)).toMatchObject({ status: 'failed' });
    await expect(threaded.crawler.requestScan(manualScan)).rejects.toThrow(CrawlerStoppedError);
  });

  it('marks its scan as failed when its thread dies, and works again', async () => {
    const threadModule = new URL('./support/dying-thread.ts', import.meta.url);
    await using threaded = await Threaded.create(2000, { threadModule });
    const { scanId } = await threaded.crawler.requestScan(manualScan);
    writeFileSync(`${threaded.database.file}.trap`, '');
    expect(await threaded.crawler.waitForScan(scanId, 15_000)).toBe(true);
    expect(await getScan(threaded.database.db, scanId)).toMatchObject({ status: 'failed' });
    expect(await threaded.scan()).toMatchObject({ status: 'completed', books_found: 2000 });
  });
});
