import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startCrawler, type CrawlerHandle } from '../src/crawler-handle.ts';
import { getScan } from '../src/queries/scans.ts';
import { ScannedElsewhereError } from '../src/scan/errors.ts';
import { epubOf } from './support/books.ts';
import { manualScan, TestLibrary } from './support/library.ts';

const script = fileURLToPath(new URL('./support/scan-process.ts', import.meta.url));
const COUNT = 800;

async function filled(): Promise<TestLibrary> {
  const library = await TestLibrary.create();
  for (let n = 0; n < COUNT; n += 1)
    library.write(`books/Author ${n % 40}/${n}.epub`, epubOf({ title: `Book ${n}`, text: `${n}` }));
  return library;
}

async function statuses({ database }: TestLibrary): Promise<string[]> {
  const rows = await database.db.selectFrom('scans').select('status').orderBy('id').execute();
  return rows.map(({ status }) => status);
}

/** Another process that scans the library, and is in the middle of it when this resolves. */
async function otherProcess(library: TestLibrary): Promise<ChildProcess> {
  const { file } = library.database;
  const child = spawn(process.execPath, ['--conditions=dust-source', script, file, library.directory]);
  while ((await library.books()).length < 50 && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await statuses(library)).toEqual(['running']);
  return child;
}

describe('a crawler beside another process that scans', () => {
  it('leaves its scan alone when it is made, and joins it when asked to scan', async () => {
    await using library = await filled();
    const child = await otherProcess(library);
    await library.restart({});
    expect(await statuses(library)).toEqual(['running']);
    const { scanId, isAlreadyRunning, finished } = await library.crawler.startScan(manualScan);
    expect({ scanId, isAlreadyRunning }).toEqual({ scanId: 1, isAlreadyRunning: true });
    expect(await finished).toMatchObject({ id: 1, status: 'completed', books_added: COUNT });
    if (child.exitCode === null) await once(child, 'exit');
    expect(await library.scan()).toMatchObject({ id: 2, status: 'completed', books_added: 0 });
  });

  it('finds the scan it has joined failed when that process is killed, and can scan', async () => {
    await using library = await filled();
    const child = await otherProcess(library);
    const { finished } = await library.crawler.startScan(manualScan);
    child.kill('SIGKILL');
    expect(await finished).toMatchObject({ id: 1, status: 'failed' });
    expect(await library.scan()).toMatchObject({ id: 2, status: 'completed', books_found: COUNT });
    expect((await library.books()).length).toBe(COUNT);
  });

  it('validates when that scan is over', async () => {
    await using library = await filled();
    const child = await otherProcess(library);
    await library.crawler.validate({ requestedBy: null });
    expect(await statuses(library)).toEqual(['completed', 'completed']);
    if (child.exitCode === null) await once(child, 'exit');
  });

  it('stops at once when it is disposed of, and the scan it has joined goes on', async () => {
    await using library = await filled();
    const child = await otherProcess(library);
    const { finished } = await library.crawler.startScan(manualScan);
    await library.crawler[Symbol.asyncDispose]();
    expect(await finished).toMatchObject({ status: 'running' });
    await once(child, 'exit');
    expect(await statuses(library)).toEqual(['completed']);
  });
});

function serverOn(library: TestLibrary): CrawlerHandle {
  return startCrawler({
    databaseFile: library.database.file,
    directories: [library.directory],
    readers: 1,
  });
}

describe('of two servers on one database', () => {
  const onSchedule = { ...manualScan, trigger: 'schedule' } as const;

  it('only the first scans unasked, until it ends', async () => {
    await using library = await TestLibrary.create();
    await using second = serverOn(library);
    {
      await using first = serverOn(library);
      const { scanId } = await first.requestScan(onSchedule);
      expect(await first.waitForScan(scanId, 10_000)).toBe(true);
      await expect(second.requestScan(onSchedule)).rejects.toThrow(ScannedElsewhereError);
    }
    const { scanId } = await second.requestScan(onSchedule);
    expect(await second.waitForScan(scanId, 10_000)).toBe(true);
    expect(await statuses(library)).toEqual(['completed', 'completed']);
  });

  it('both scan when people ask, and meet in one scan', async () => {
    await using library = await filled();
    await using first = serverOn(library);
    await using second = serverOn(library);
    const { scanId } = await first.requestScan(onSchedule);
    expect(await second.requestScan(manualScan)).toEqual({ scanId, isAlreadyRunning: true });
    expect(await second.waitForScan(scanId, 20_000)).toBe(true);
    expect(await getScan(library.database.db, scanId)).toMatchObject({
      status: 'completed',
      books_added: COUNT,
    });
  });
});
