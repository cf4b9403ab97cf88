import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { LoadJob, LoadResult } from './load-job.ts';

const startMs = 30_000;

/** The load client as a child process that takes one job after the other. */
export class LoadProcess implements AsyncDisposable {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(): Promise<LoadProcess> {
    const child = fork(join(import.meta.dirname, 'main.ts'), { stdio: 'inherit', execArgv: [] });
    keepToLastCore(child.pid);
    // A job sent before the child listens can get lost, so it says when it does.
    await once(child, 'message', { signal: AbortSignal.timeout(startMs) });
    return new LoadProcess(child);
  }

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
    if (!this.#child.connected) return;
    const exited = once(this.#child, 'exit');
    this.#child.disconnect();
    await exited;
  }
}

/**
 * Client and server that happen to share a core halve each other's rate, and whether they do changes from one second to the next.
 * Where there is no taskset they take their chance.
 */
function keepToLastCore(pid: number | undefined): void {
  const cores = availableParallelism();
  if (pid !== undefined && cores > 1) spawnSync('taskset', ['-a', '-cp', String(cores - 1), String(pid)]);
}
