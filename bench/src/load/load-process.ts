import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LoadJob, LoadResult } from './load-job.ts';

/** The load client as a child process that takes one job after the other. */
export class LoadProcess implements AsyncDisposable {
  readonly #child: ChildProcess = fork(join(import.meta.dirname, 'main.ts'), {
    stdio: 'inherit',
    execArgv: [],
  });

  async run(job: LoadJob): Promise<LoadResult> {
    const answer = once(this.#child, 'message', {
      signal: AbortSignal.timeout(job.warmupMs + job.durationMs + 30_000),
    });
    this.#child.send(job);
    const [result]: LoadResult[] = await answer;
    if (result === undefined) throw new Error('the load process sent no result');
    return result;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.disconnect();
    await exited;
  }
}
