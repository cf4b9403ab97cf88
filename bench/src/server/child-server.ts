import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ChildServerOptions {
  /** Arguments of Node. */
  readonly args: readonly string[];
  readonly port: number;
  readonly env?: Readonly<Record<string, string>>;
  /** How long until it answers; 60 s when absent. */
  readonly timeoutMs?: number;
}

const pollMs = 5;
const stopMs = 15_000;

/** A server in a process of its own, ready for requests. Disposing of it ends the process. */
export class ChildServer implements AsyncDisposable {
  readonly port: number;
  /** From the start of the process to the first answer. */
  readonly startedInMs: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number, startedInMs: number) {
    this.#child = child;
    this.port = port;
    this.startedInMs = startedInMs;
  }

  /** Resolves when `/health` answers; rejects when the process ends before or the time is over. */
  static async start({ args, port, env = {}, timeoutMs = 60_000 }: ChildServerOptions): Promise<ChildServer> {
    const started = performance.now();
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    while (!(await isHealthy(port))) {
      if (child.exitCode !== null)
        throw new Error(`the server ended with ${child.exitCode}: ${args.join(' ')}`);
      if (performance.now() - started > timeoutMs) {
        child.kill('SIGKILL');
        throw new Error(`the server did not answer within ${timeoutMs} ms: ${args.join(' ')}`);
      }
      await sleep(pollMs);
    }
    return new ChildServer(child, port, performance.now() - started);
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the server does not run');
    return this.#child.pid;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), stopMs);
    await exited;
    clearTimeout(killer);
  }
}

async function isHealthy(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
