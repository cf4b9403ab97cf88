import { Piscina } from 'piscina';
import type * as jobs from './file-jobs.ts';
import { Turns } from './turns.ts';

type Jobs = typeof jobs;
type JobName = keyof Jobs;
type Task<Name extends JobName> = Parameters<Jobs[Name]>[0];
type Result<Name extends JobName> = Awaited<ReturnType<Jobs[Name]>>;

export interface FilePoolOptions {
  /** How long one task may take; 30 s if absent. */
  readonly taskLimitMs?: number;
  /** Of the jobs. */
  readonly module?: URL;
}

const threads = 2;
/** Waiting is no fault of a file: it is not part of what a task may take. */
const waiting = { waitMs: 60_000, mostWaiting: 1000 };

const jobsModule = new URL(`./file-jobs${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
/** Long enough for the next page to be turned: starting a thread anew costs more than most pages do. */
const idleMs = 60_000;

/**
 * Work on files from outside, done in threads that live only while there is some and a minute longer, each with a deadline and a
 * memory limit.
 */
export class FilePool implements AsyncDisposable {
  readonly #taskLimitMs: number;
  readonly #module: URL;
  readonly #turns = new Turns(threads);
  #pool: Piscina | undefined;
  #isClosed = false;

  constructor({ taskLimitMs = 30_000, module = jobsModule }: FilePoolOptions = {}) {
    this.#taskLimitMs = taskLimitMs;
    this.#module = module;
  }

  /** Undefined where a file takes too long, or more memory than it may, or the work on it fails in another way. */
  async run<Name extends JobName>(name: Name, task: Task<Name>): Promise<Result<Name> | undefined> {
    if (!(await this.#turns.take(waiting)) || this.#isClosed) return undefined;
    this.#pool ??= startPool(this.#module);
    try {
      // The function of that name answers with just this.
      // oxlint-disable-next-line typescript/no-unsafe-return
      return await this.#pool.run(task, { name, signal: AbortSignal.timeout(this.#taskLimitMs) });
    } catch {
      return undefined;
    } finally {
      this.#turns.give();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#turns.close();
    await this.#pool?.destroy();
  }
}

function startPool({ href }: URL): Piscina {
  const pool = new Piscina({
    filename: href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: idleMs,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  // A thread that dies without a task, as while it starts, must not take the server with it.
  return pool.on('error', () => undefined);
}
