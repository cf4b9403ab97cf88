import { availableParallelism } from 'node:os';
import type { Problem } from '@dust/formats';
import { Piscina } from 'piscina';
import { errorCode } from '../walk/file-system.ts';
import { BatchWatch } from './batch-watch.ts';
import { failedRead, type ReadResult, type ReadTask } from './read-file.ts';
import type { ReadBatch } from './reader.ts';

export interface ReaderPoolOptions {
  /** Threads; by default two, or one where there is only one core. */
  readonly readers?: number | undefined;
  /** How long one file may take. */
  readonly fileTimeoutMs?: number | undefined;
  /** Heap of one thread. */
  readonly heapMiB?: number | undefined;
  /** Module with a named export `readBatch`; for tests. */
  readonly module?: URL | undefined;
}

const DEFAULT_HEAP_MIB = 512;
/** The reader itself stops at 30 s; the thread is only ended when it does not. */
const DEFAULT_FILE_TIMEOUT_MS = 33_000;

/**
 * Threads that read book files. A file that hangs, exhausts memory or ends its thread costs that thread and is reported as a
 * problem of that file alone; the others of its batch are read again.
 */
export class ReaderPool implements AsyncDisposable {
  readonly #pool: Piscina<ReadBatch, ReadResult[]>;
  readonly #fileTimeoutMs: number;

  constructor(options: ReaderPoolOptions = {}) {
    this.#fileTimeoutMs = options.fileTimeoutMs ?? DEFAULT_FILE_TIMEOUT_MS;
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    this.#pool = new Piscina<ReadBatch, ReadResult[]>({
      filename: (options.module ?? new URL(`./reader.${extension}`, import.meta.url)).href,
      name: 'readBatch',
      minThreads: 0,
      maxThreads: options.readers ?? Math.min(2, availableParallelism()),
      idleTimeout: 5_000,
      resourceLimits: { maxOldGenerationSizeMb: options.heapMiB ?? DEFAULT_HEAP_MIB },
    });
  }

  /** How many files to have under way to keep every thread busy. */
  get threads(): number {
    return this.#pool.maxThreads;
  }

  /** Reads files; results are in the order of the tasks. Rejects only when the pool is disposed of. */
  async read(tasks: readonly ReadTask[]): Promise<ReadResult[]> {
    const watch = new BatchWatch(this.#fileTimeoutMs);
    try {
      return await this.#pool.run({ tasks, begun: watch.begun }, { signal: watch.signal });
    } catch (error) {
      if (this.#isClosed) throw error;
      return await this.#readWithout(tasks, watch, error);
    } finally {
      watch.stop();
    }
  }

  /** Goes on after a thread was lost: the file that was being read gets the blame, or a second chance of its own. */
  async #readWithout(tasks: readonly ReadTask[], watch: BatchWatch, error: unknown): Promise<ReadResult[]> {
    const index = watch.begunCount - 1;
    const guilty = tasks[index];
    if (guilty === undefined) return this.read(tasks);
    const before = index === 0 ? [] : await this.read(tasks.slice(0, index));
    const isProven = watch.isTimedOut || tasks.length === 1;
    const result = isProven ? [failedRead(guilty.path, problemOf(watch, error))] : await this.read([guilty]);
    const after = index + 1 === tasks.length ? [] : await this.read(tasks.slice(index + 1));
    return [...before, ...result, ...after];
  }

  #isClosed = false;

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
