import { Piscina } from 'piscina';

const taskLimitMs = 30_000;

/** Work on files from outside, done in threads that live only while there is some, each with a deadline and a memory limit. */
export class FilePool<Task, Result> implements AsyncDisposable {
  readonly #worker: URL;
  #pool: Piscina<Task, Result> | undefined;

  /** @param worker the module of the threads, without its extension: `.ts` from the sources, `.js` when built */
  constructor(worker: URL) {
    this.#worker = worker;
  }

  /** Undefined where a file takes too long, or more memory than it may, or the work on it fails in another way. */
  async run(task: Task): Promise<Result | undefined> {
    this.#pool ??= new Piscina<Task, Result>({
      filename: this.#worker.href + (import.meta.url.endsWith('.ts') ? '.ts' : '.js'),
      minThreads: 0,
      maxThreads: 2,
      idleTimeout: 10_000,
      maxQueue: 1000,
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    try {
      return await this.#pool.run(task, { signal: AbortSignal.timeout(taskLimitMs) });
    } catch {
      return undefined;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool?.destroy();
  }
}
