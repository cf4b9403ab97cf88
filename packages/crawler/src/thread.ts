import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase, type Database } from '@dust/db';
import { ChangedBooksBuffer } from './changed-books-buffer.ts';
import { createCrawler, type Crawler } from './crawler.ts';
import type { CrawlerLogger } from './logger.ts';
import { getScan } from './queries/scans.ts';
import { errorCode } from './walk/file-system.ts';
import { lowerPriority } from './workers/low-priority.ts';
import type { CallMessage, CallName, ThreadCalls, ThreadMessage, ThreadOptions } from './thread-messages.ts';

/** Page cache of each connection. What a thread has used of the process's memory does not all go back when it ends. */
const cacheKiB = 2048;

/** The crawler's thread: a database connection of its own, and one crawler that answers calls until it is closed. */
async function main(options: ThreadOptions): Promise<void> {
  lowerPriority();
  const database = await openDatabase({
    file: options.databaseFile,
    migrate: false,
    cacheKiB,
    behind: options.writeTurns,
  });
  const books = new ChangedBooksBuffer((changed) => send({ kind: 'books', changed }));
  const crawler = await createCrawler({
    db: database.db,
    isBehind: options.writeTurns !== undefined,
    directories: options.directories,
    missingLimit: options.missingLimit,
    readers: { readers: options.readers },
    externalMetadata: options.externalMetadata,
    logger: threadLogger(),
    onBackground: (isRunning) => send({ kind: 'background', isRunning }),
    onBooks: (changed) => books.add(changed),
    onProgress: (report) => {
      // Whoever learns that a scan has ended expects to have heard of all its books.
      if (report.status !== 'running') books.flush();
      send({ kind: 'progress', report });
    },
  });
  parentPort?.on('message', (message: CallMessage) => {
    void reply(message, async () => {
      const value = await answer(crawler, database, message);
      books.flush();
      return value;
    });
  });
}

async function reply({ call, name }: CallMessage, work: () => Promise<unknown>): Promise<void> {
  try {
    send({ kind: 'answer', call, answer: await work() });
    if (name === 'close') parentPort?.close();
  } catch (error) {
    send({ kind: 'failure', call, failure: failureOf(error) });
  }
}

async function answer(
  crawler: Crawler,
  database: Database,
  message: CallMessage,
): Promise<ThreadCalls[CallName]['answers']> {
  switch (message.name) {
    case 'startScan': {
      const { scanId, isAlreadyRunning } = await crawler.startScan(message.asks);
      return { scanId, isAlreadyRunning };
    }
    case 'look':
      return crawler.look(message.asks.places);
    case 'validate':
      return crawler.validate(message.asks);
    case 'confirm':
      return crawler.confirm(message.asks.scanId, message.asks.action);
    case 'refreshBook':
      return crawler.refreshBook(message.asks.bookId, message.asks.options);
    case 'findReport':
      return (await getScan(database.db, message.asks.scanId)) ?? null;
    case 'close':
      await crawler[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
  }
  return null;
}

function failureOf(error: unknown): { code: string | null; message: string } {
  const message = error instanceof Error ? error.message : String(error);
  const code = errorCode(error);
  return { code: code === 'unknown error' ? null : code, message };
}

function send(message: ThreadMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(message);
}

function threadLogger(): CrawlerLogger {
  return {
    info: (fields, message) => send({ kind: 'log', level: 'info', fields, message }),
    warn: (fields, message) => send({ kind: 'log', level: 'warn', fields, message }),
    error: (fields, message) => send({ kind: 'log', level: 'error', fields, message }),
  };
}

await main(workerData);
