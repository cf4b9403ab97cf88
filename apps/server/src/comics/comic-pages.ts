import { Piscina } from 'piscina';
import type { PageResult, PageTask } from './page-worker.ts';

const taskLimitMs = 30_000;

/** Reads pages out of comics, in threads that live only while there is work. */
export class ComicPages implements AsyncDisposable {
  #pool: Piscina<PageTask, PageResult> | undefined;

  /** A file that takes too long, or more memory than it may, is unreadable. */
  async read(task: PageTask): Promise<PageResult> {
    this.#pool ??= new Piscina<PageTask, PageResult>({
      filename: new URL(
        import.meta.url.endsWith('.ts') ? './page-worker.ts' : './page-worker.js',
        import.meta.url,
      ).href,
      minThreads: 0,
      maxThreads: 2,
      idleTimeout: 10_000,
      maxQueue: 1000,
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    try {
      return await this.#pool.run(task, { signal: AbortSignal.timeout(taskLimitMs) });
    } catch {
      return { kind: 'unreadable' };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool?.destroy();
  }
}
