import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export interface RunOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly stdin?: string;
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real `dust`, in a process of its own that knows nothing of this one's environment. */
export class DustProcess implements AsyncDisposable {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  #stdout = '';
  #stderr = '';

  constructor({ args = [], env = {}, cwd, stdin = '' }: RunOptions) {
    this.child = spawn(process.execPath, ['--conditions=dust-source', main, ...args], {
      cwd,
      env: { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', BCRYPT_COST: '10', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (data) => (this.#stdout += String(data)));
    this.child.stderr?.on('data', (data) => (this.#stderr += String(data)));
    this.child.stdin?.end(stdin);
    this.finished = once(this.child, 'close').then(() => ({
      code: this.child.exitCode,
      stdout: this.#stdout,
      stderr: this.#stderr,
    }));
  }

  /** The lines of the log so far. */
  get log(): readonly Readonly<Record<string, unknown>>[] {
    return this.#stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  }

  /** The address of a server, when it listens; throws if it ends before. */
  async url(): Promise<string> {
    for (;;) {
      const line = this.log.find(({ msg }) => msg === 'listening');
      if (typeof line?.['url'] === 'string') return line['url'];
      const { stdout } = this.child;
      if (stdout === null || this.child.exitCode !== null) break;
      await Promise.race([once(stdout, 'data'), this.finished]);
    }
    throw new Error(`dust does not listen: ${this.#stdout}${this.#stderr}`);
  }

  /** Asks the process to end, and waits until it has; returns how long that took. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Finished & { readonly tookMs: number }> {
    const start = performance.now();
    this.child.kill(signal);
    const finished = await this.finished;
    return { ...finished, tookMs: performance.now() - start };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await this.finished;
  }
}

/** Runs a command to its end. */
export async function runDust(options: RunOptions): Promise<Finished> {
  await using dust = new DustProcess(options);
  return await dust.finished;
}
