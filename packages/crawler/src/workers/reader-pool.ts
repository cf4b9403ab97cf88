import { availableParallelism } from 'node:os';
import type { Problem } from '@dust/formats';
import { Piscina } from 'piscina';
import { errorCode } from '../walk/file-system.ts';
import { BatchWatch } from './batch-watch.ts';
import { failedRead, type ReadResult, type ReadTask } from './read-file.ts';
import type { ReadBatch } from './reader.ts';

export interface ReaderPoolOptions {
  /** Threads; by default two, or one where there are no more than two cores: the crawler itself keeps the other busy. */
  readonly readers?: number | undefined;
  /** How long one file may take. */
  readonly fileTimeoutMs?: number | undefined;
  /** Heap of one thread. */
  readonly heapMiB?: number | undefined;
  /** Module with a named export `readBatch`; for tests. */
  readonly module?: URL | undefined;
}

const DEFAULT_HEAP_MIB = 512;
/** Facts of a file are short-lived and small; a larger nursery only makes the process larger. */
const YOUNG_HEAP_MIB = 3;
/** More would only wait for the one that writes. */
const MOST_READERS = 2;
/** How often a batch is sent again of which no file was begun. */
const MOST_STARTS = 3;
/** The reader itself stops at 30 s; the thread is only ended when it does not. */
const DEFAULT_FILE_TIMEOUT_MS = 33_000;

/**
 * Threads that read book files. A file that hangs, exhausts memory or ends its thread costs that thread and is reported as a
 * problem of that file alone; the others of its batch are read again.
 */
export class ReaderPool implements AsyncDisposable {
  readonly #pool: Piscina<ReadBatch, ReadResult[]>;
  readonly #fileTimeoutMs: number;
  readonly #watches = new Set<BatchWatch>();
  #isClosed = false;

  constructor(options: ReaderPoolOptions = {}) {
    this.#fileTimeoutMs = options.fileTimeoutMs ?? DEFAULT_FILE_TIMEOUT_MS;
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    this.#pool = new Piscina<ReadBatch, ReadResult[]>({
      filename: (options.module ?? new URL(`./reader.${extension}`, import.meta.url)).href,
      name: 'readBatch',
      minThreads: 0,
      maxThreads: options.readers ?? defaultReaders(),
      idleTimeout: 5_000,
      // Sleeping until a message comes lets a thread be ended at any time, unlike waiting on shared memory.
      atomics: 'disabled',
      resourceLimits: {
        maxOldGenerationSizeMb: options.heapMiB ?? DEFAULT_HEAP_MIB,
        maxYoungGenerationSizeMb: YOUNG_HEAP_MIB,
      },
    });
    // A thread that dies while it starts has no batch to reject; those that wait for it would wait for ever.
    this.#pool.on('error', () => {
      for (const watch of this.#watches) watch.abortUnlessBegun();
    });
  }

  /** Reads files; results are in the order of the tasks. Rejects when the pool is disposed of, or no thread starts. */
  async read(tasks: readonly ReadTask[]): Promise<ReadResult[]> {
    return this.#read(tasks, MOST_STARTS);
  }

  async #read(tasks: readonly ReadTask[], starts: number): Promise<ReadResult[]> {
    const watch = new BatchWatch(this.#fileTimeoutMs);
    this.#watches.add(watch);
    try {
      return await this.#pool.run({ tasks, begun: watch.begun }, { signal: watch.signal });
    } catch (error) {
      if (this.#isClosed) throw error;
      if (watch.begunCount > 0) return await this.#readWithout(tasks, watch, error);
      if (starts <= 1) throw error;
      return await this.#read(tasks, starts - 1);
    } finally {
      watch.stop();
      this.#watches.delete(watch);
    }
  }

  /** Goes on after a thread was lost: the file that was being read gets the blame, or a second chance of its own. */
  async #readWithout(tasks: readonly ReadTask[], watch: BatchWatch, error: unknown): Promise<ReadResult[]> {
    const index = watch.begunCount - 1;
    const guilty = tasks[index];
    if (guilty === undefined) throw error;
    const before = index === 0 ? [] : await this.read(tasks.slice(0, index));
    const isProven = watch.isTimedOut || tasks.length === 1;
    const result = isProven ? [failedRead(guilty.path, problemOf(watch, error))] : await this.read([guilty]);
    const after = index + 1 === tasks.length ? [] : await this.read(tasks.slice(index + 1));
    return [...before, ...result, ...after];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.#pool.destroy();
  }
}

function problemOf(watch: BatchWatch, error: unknown): Problem {
  if (watch.isTimedOut) return { reason: 'TIMEOUT', message: 'Reading the file took too long.' };
  if (errorCode(error) === 'ERR_WORKER_OUT_OF_MEMORY') {
    return { reason: 'TOO_LARGE', message: 'Reading the file needs more memory than is allowed.' };
  }
  return { reason: 'CORRUPT', message: 'The file is damaged in a way that ends its reader.' };
}

/** A second reader beside the crawler's own thread makes a scan on two cores no faster, but 27 MB larger. */
function defaultReaders(): number {
  return Math.max(1, Math.min(MOST_READERS, availableParallelism() - 1));
}
