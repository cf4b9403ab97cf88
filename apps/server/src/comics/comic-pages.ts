import { FilePool } from '../file-pool.ts';
import type { PageResult, PageTask } from './page-worker.ts';

/** Reads pages out of comics, off the main thread. */
export class ComicPages implements AsyncDisposable {
  readonly #pool = new FilePool<PageTask, PageResult>(new URL('./page-worker', import.meta.url));

  /** A file that takes too long, or more memory than it may, is unreadable. */
  async read(task: PageTask): Promise<PageResult> {
    return (await this.#pool.run(task)) ?? { kind: 'unreadable' };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool[Symbol.asyncDispose]();
  }
}
