import { Piscina } from 'piscina';
import type * as jobs from './file-jobs.ts';

type Jobs = typeof jobs;
type JobName = keyof Jobs;
type Task<Name extends JobName> = Parameters<Jobs[Name]>[0];
type Result<Name extends JobName> = Awaited<ReturnType<Jobs[Name]>>;

export interface FilePoolOptions {
  /** How long one task may take; 30 s if absent. */
  readonly taskLimitMs?: number;
}

/** Long enough for the next page to be turned: starting a thread anew costs more than most pages do. */
const idleMs = 60_000;

/**
 * Work on files from outside, done in threads that live only while there is some and a minute longer, each with a deadline and a
 * memory limit.
 */
export class FilePool implements AsyncDisposable {
  readonly #taskLimitMs: number;
  #pool: Piscina | undefined;

  constructor({ taskLimitMs = 30_000 }: FilePoolOptions = {}) {
    this.#taskLimitMs = taskLimitMs;
  }

  /** Undefined where a file takes too long, or more memory than it may, or the work on it fails in another way. */
  async run<Name extends JobName>(name: Name, task: Task<Name>): Promise<Result<Name> | undefined> {
    this.#pool ??= new Piscina({
      filename: new URL(`./file-jobs${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
        .href,
      minThreads: 0,
      maxThreads: 2,
      idleTimeout: idleMs,
      maxQueue: 1000,
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    try {
      // The function of that name answers with just this.
      // oxlint-disable-next-line typescript/no-unsafe-return
      return await this.#pool.run(task, { name, signal: AbortSignal.timeout(this.#taskLimitMs) });
    } catch {
      return undefined;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool?.destroy();
  }
}
